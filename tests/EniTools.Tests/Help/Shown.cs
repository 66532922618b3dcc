using System.Globalization;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>Something that a page or the help shows to be typed.</summary>
/// <param name="Code">What is typed.</param>
/// <param name="Output">What appears then; null where it is not shown.</param>
internal sealed record Shown(string Code, string? Output)
{
    /// <summary>The statements of the code, each as a reader types it.</summary>
    public IEnumerable<string> Statements =>
        Parser.ParseInput(Code, out _, out _).EndBlock.Statements.Select(statement => statement.Extent.Text);
}

/// <summary>Types what is shown into PowerShell itself and reads what appears.</summary>
internal static partial class Typing
{
    private const string Mark = "=====";

    /// <summary>Runs all of it in one session, in its order.</summary>
    /// <param name="shell">The PowerShell to use.</param>
    /// <param name="before">A script that runs before each.</param>
    /// <param name="all">What is shown.</param>
    /// <returns>The lines of text that appear for each, those of errors among them.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> RunAsync(
        RealShell shell, string before, IEnumerable<IEnumerable<string>> all) =>
        [.. (await RunForTextAsync(shell, before, all)).Select(text => Lines(text))];

    /// <summary>Runs all of it in one session, in its order.</summary>
    /// <param name="shell">The PowerShell to use.</param>
    /// <param name="before">A script that runs before each.</param>
    /// <param name="all">What is shown.</param>
    /// <returns>The text that appears for each, with that of errors.</returns>
    public static async Task<IReadOnlyList<string>> RunForTextAsync(
        RealShell shell, string before, IEnumerable<IEnumerable<string>> all)
    {
        var script = new StringBuilder("$ProgressPreference = 'SilentlyContinue'\n");
        foreach (var statements in all)
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"'{Mark}'\n{before}");
            foreach (var statement in statements)
            {
                // In the scope of the script, so that variables stay; as a text of its own, so that errors look as at a prompt.
                var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement));
                script.AppendLine(
                    CultureInfo.InvariantCulture,
                    $". ([scriptblock]::Create([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('{text}')))) 2>&1 | "
                        + $"Out-String -Stream -Width 80");
            }
        }

        // Yes to every question.
        var run = await shell.RunTypingAsync(script.ToString(), string.Concat(Enumerable.Repeat("y\n", 100)));
        return [.. run.ShouldSucceed().Output.Split(Mark + Environment.NewLine).Skip(1)];
    }

    /// <summary>The lines of a text that can be compared: without blank ones, and without what is another one each time.</summary>
    public static IReadOnlyList<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => Masked(line.TrimEnd())).Where(line => line.Length > 0)];

    private static string Masked(string line) =>
        Moment().Replace(Port().Replace(RequestId().Replace(line, "<request id>"), "127.0.0.1:<port>"), "<time>");

    [GeneratedRegex("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")]
    public static partial Regex RequestId();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();

    [GeneratedRegex(@"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d \+00:00|\d+\.\d s\b")]
    private static partial Regex Moment();
}
