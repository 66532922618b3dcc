using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace EniTools.Tests.Help;

/// <summary>The README is read to its end, and translations show what their pages in English show.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Translations => [.. ShownPage.All.Where(page => ShownPage.English(page) != page)];

    [Fact]
    public void The_README_has_at_most_120_lines_and_1_000_words()
    {
        var text = ShownPage.Text("README.md");

        Assert.InRange(text.TrimEnd().Split('\n').Length, 1, 120);
        Assert.InRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 1000);
    }

    /// <summary>Comments in the code are translated, and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_has_the_examples_of_its_page_in_English(string page) =>
        Assert.Equal(ExamplesOf(ShownPage.English(page)), ExamplesOf(page));

    private static IEnumerable<string> ExamplesOf(string page) =>
        Block().Matches(ShownPage.Text(page)).Select(match => $"{match.Groups["kind"]}: {WithoutComments(match)}");

    private static string WithoutComments(Match block)
    {
        var code = block.Groups["code"].Value;
        if (block.Groups["kind"].Value != "powershell")
            return Comment().Replace(code, "");
        Parser.ParseInput(code, out var tokens, out _);
        return string.Join(' ', tokens.Where(token => token.Kind is not (TokenKind.Comment or TokenKind.NewLine)).Select(
            token => Comment().Replace(token.Text, "")));
    }

    [GeneratedRegex(
        "^```(?<kind>.*?)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    // From its sign to the end of the line, also inside of a text of several lines.
    [GeneratedRegex("(?<=^|\\s)#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
