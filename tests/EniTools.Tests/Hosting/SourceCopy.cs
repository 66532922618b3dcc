namespace EniTools.Tests.Hosting;

/// <summary>The sources in another folder, to be built there.</summary>
internal static class SourceCopy
{
    /// <summary>Copies what lies at the top and in src.</summary>
    /// <param name="target">The folder to copy to.</param>
    /// <param name="more">Other files and folders to copy, from the top.</param>
    public static void Make(string target, params IEnumerable<string> more)
    {
        var root = BuiltModule.RepositoryRoot;
        var folders = more.Prepend("src").Select(path => Path.Combine(root, path)).ToLookup(Directory.Exists);
        var files = Directory.EnumerateFiles(root)
            .Concat(folders[true].SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
            .Concat(folders[false]);
        foreach (var file in files)
        {
            var path = Path.Combine(target, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }
}
