using EniTools.Tests.Hosting;

namespace EniTools.Tests.Architecture;

/// <summary>The tables of docs/architecture.md: what a reader is told is what the code is held to.</summary>
internal static class ArchitecturePage
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(BuiltModule.RepositoryRoot, "docs", "architecture.md"));

    /// <summary>The folders of an assembly, from the ground to the roof.</summary>
    public static IReadOnlyList<string> FoldersOf(string assembly) =>
        [.. Table($"{assembly}, from the ground up").SelectMany(row => InCode(row[0]))];

    /// <summary>Each assembly and those that it knows; what every .NET has in the box is not named.</summary>
    public static IReadOnlyDictionary<string, string[]> Assemblies { get; } =
        Table("assembly").ToDictionary(row => Assert.Single(InCode(row[0])), row => InCode(row[1]).Order(StringComparer.Ordinal).ToArray());

    // The rows of the one table whose head begins so, as cells.
    private static IEnumerable<string[]> Table(string head)
    {
        var first = Assert.Single(Lines.Index(), line => line.Item.StartsWith($"| {head} |", StringComparison.Ordinal)).Index;
        return Lines.Skip(first + 2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);
    }

    private static IEnumerable<string> InCode(string cell) => cell.Split('`').Where((_, part) => part % 2 == 1);
}
