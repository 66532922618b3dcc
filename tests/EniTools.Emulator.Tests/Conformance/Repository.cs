namespace EniTools.Emulator.Tests.Conformance;

/// <summary>The files that the tests are built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EniTools.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
