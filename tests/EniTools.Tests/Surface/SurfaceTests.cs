using EniTools.Tests.Hosting;

namespace EniTools.Tests.Surface;

/// <summary>What scripts can depend on changes only on purpose: it is listed in a file, so that each change of it shows in a diff.</summary>
public sealed class SurfaceTests
{
    private static readonly string Listing = Path.Combine(BuiltModule.RepositoryRoot, "tests", "EniTools.Tests", "Surface", "surface.txt");

    // Where today's surface goes, ready to be copied over the listing.
    private static readonly string Today = Path.Combine(BuiltModule.RepositoryRoot, "artifacts", "surface.txt");

    [Fact]
    public void The_built_module_has_the_listed_surface()
    {
        var today = ModuleSurface.Read();
        File.WriteAllText(Today, string.Concat(today.Select(line => line + "\n")));

        var listed = File.ReadAllLines(Listing);
        string[] changes = [.. Missing(listed, today).Select(line => $"- {line}"), .. Missing(today, listed).Select(line => $"+ {line}")];
        Assert.True(
            listed.SequenceEqual(today),
            $"{string.Join('\n', changes)}\nIf that is meant: cp artifacts/surface.txt tests/EniTools.Tests/Surface/");
    }

    // A line says what it belongs to by the last line before it that is not indented.
    private static IEnumerable<string> Missing(IReadOnlyList<string> lines, IReadOnlyList<string> from) =>
        WithHeads(lines).Except(WithHeads(from));

    private static IEnumerable<string> WithHeads(IReadOnlyList<string> lines)
    {
        var head = "";
        foreach (var line in lines)
        {
            if (!line.StartsWith(' '))
                head = line;
            yield return line == head ? line : $"{head}: {line.Trim()}";
        }
    }
}
