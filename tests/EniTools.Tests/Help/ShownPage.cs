using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>The pages of the repository, and what they show.</summary>
internal static partial class ShownPage
{
    /// <summary>The pages in Markdown, as paths from the root of the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(BuiltModule.RepositoryRoot, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(BuiltModule.RepositoryRoot, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The page in English that a page translates; the page itself when it is no translation.</summary>
    public static string English(string page) =>
        page.Replace("/zh-CN/", "/", StringComparison.Ordinal).Replace(".zh-CN.md", ".md", StringComparison.Ordinal);

    /// <summary>The text of a page.</summary>
    public static string Text(string page) => File.ReadAllText(Path.Combine(BuiltModule.RepositoryRoot, page)).ReplaceLineEndings("\n");

    /// <summary>Everything that a page shows to be typed, in its order.</summary>
    public static IReadOnlyList<Shown> Read(string page) =>
    [
        .. from match in Fence().Matches(Text(page))
           let code = match.Groups["code"]
           from shown in code.Success
               ? [new Shown(code.Value, match.Groups["output"] is { Success: true } output ? output.Value : null)]
               : Session(match.Groups["session"].Value)
           select shown,
    ];

    /// <summary>The files that a page shows: blocks with a name beside their language.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files(string page) =>
        [.. NamedBlock().Matches(Text(page)).Select(match => (match.Groups["name"].Value, match.Groups["text"].Value))];

    /// <summary>The code that an about topic shows: paragraphs that stand further in than its text.</summary>
    public static IEnumerable<string> CodeOf(string topic) => TopicCode().Matches(topic).Select(match => match.Value);

    // A session at a prompt: what is typed stands after the prompt, and what appears below.
    private static IEnumerable<Shown> Session(string text) =>
        text.Split("PS> ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('\n', 2))
            .Select(part => new Shown(part[0], part[1]));

    [GeneratedRegex(
        @"^```powershell\n(?<code>.*?)^```\n(\n```text\n(?<output>(?!PS> ).*?)^```)?|^```text\n(?<session>PS> .*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^```[a-z]+ (?<name>[\w.-]+)\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedBlock();

    [GeneratedRegex(@"(?<=\n\n)( {8}.*\n)+")]
    private static partial Regex TopicCode();
}
