using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;
using Mono.Cecil;

namespace EniTools.Tests.Architecture;

/// <summary>What the text of the sources has to be.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Code = [.. Files("src", "*.cs"), .. Files("tests", "*.cs")];

    private static readonly string[] Pages =
    [
        .. Directory.EnumerateFiles(BuiltModule.RepositoryRoot, "*.md").Select(Relative),
        .. Files("docs", "*.md"),
        .. Files("examples", "*"),
        .. Files("src", "*.txt"),
        .. Files("tests", "*.ps1"),
    ];

    [Fact]
    public void No_comment_or_page_names_a_place_of_one_machine() => Nothing(Code.Concat(Pages).SelectMany(path => Lines(path)
        .Where(
            line => (Path.GetExtension(path) != ".cs" || line.Text.Contains("//", StringComparison.Ordinal))
                && PlaceOfOneMachine().IsMatch(line.Text))
        .Select(line => $"{path}:{line.Number}: {line.Text.Trim()}")));

    /// <summary>The client knows no PowerShell, not even in its messages: the module says which cmdlet or parameter helps.</summary>
    [Fact]
    public void The_client_names_no_cmdlet_and_no_parameter() => Nothing(Files("src/EniTools.Api", "*.cs").SelectMany(path => Lines(path)
        .Where(line => CmdletOrParameter().IsMatch(line.Text))
        .Select(line => $"{path}:{line.Number}: {line.Text.Trim()}")));

    // So that a type is easy to find, and an arrow between namespaces is one between folders.
    [Fact]
    public void A_namespace_is_a_folder() => Nothing(Files("src", "*.cs").Where(path => path != "src/EniTools.Api/Polyfills.cs")
        .SelectMany(path => Lines(path)
            .Where(line => line.Text.StartsWith("namespace ", StringComparison.Ordinal) && line.Text != $"namespace {NamespaceOf(path)};")
            .Select(line => $"{path}: {line.Text}")));

    // The compiler copies constants, so that its output does not tell where they come from.
    [Theory]
    [MemberData(nameof(ArchitectureTests.Product), MemberType = typeof(ArchitectureTests))]
    public void A_folder_uses_only_constants_nearer_to_the_ground(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(BuiltModule.AssemblyFile(assembly));
        List<string> order = [.. ArchitecturePage.FoldersOf(assembly), Folders.Root];
        var constants = module.Types.Where(type => type.Namespace.StartsWith(assembly, StringComparison.Ordinal) && !type.IsEnum)
            .SelectMany(
                type => type.Fields.Where(field => field.IsLiteral)
                    .Select(field => (Text: $"{type.Name}.{field.Name}", Folder: FolderOf(type.Namespace))))
            .ToLookup(constant => constant.Text, constant => constant.Folder);

        Nothing(Files($"src/{assembly}", "*.cs").SelectMany(path => Lines(path)
            .Where(line => !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Member().Matches(line.Text).Select(match => match.Value))
            .Where(
                text => constants.Contains(text)
                    && constants[text].All(folder => order.IndexOf(folder) > order.IndexOf(FolderOf(NamespaceOf(path)))))
            .Select(text => $"{path}: {text}")));

        string FolderOf(string name) => name.Length == assembly.Length ? Folders.Root : name[(assembly.Length + 1)..].Split('.')[0];
    }

    private static string NamespaceOf(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');

    private static IEnumerable<(int Number, string Text)> Lines(string path) =>
        File.ReadAllLines(Path.Combine(BuiltModule.RepositoryRoot, path)).Select((text, i) => (i + 1, text));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, folder), pattern, SearchOption.AllDirectories).Select(Relative)
            .Order(StringComparer.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(BuiltModule.RepositoryRoot, path).Replace('\\', '/');

    private static void Nothing(IEnumerable<string> wrong)
    {
        var found = string.Join('\n', wrong);
        Assert.True(found.Length == 0, found);
    }

    [GeneratedRegex(@"(?<![\w.$~/:-])/(home|root|tmp|Users|work|mnt|opt)/\w|\b[C-Z]:\\(Users|work|src)\\", RegexOptions.IgnoreCase)]
    private static partial Regex PlaceOfOneMachine();

    [GeneratedRegex(@"\b[A-Z][a-z]+-Eni[A-Z]?|[ ""(]-[A-Z][a-zA-Z]{2,}\b")]
    private static partial Regex CmdletOrParameter();

    [GeneratedRegex(@"\b[A-Z]\w*\.[A-Z]\w*")]
    private static partial Regex Member();
}
