using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;
using EniTools.Tests.Package;

namespace EniTools.Tests.Help;

/// <summary>What the help and the pages show can be typed.</summary>
public sealed partial class ExampleTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(BuiltModule.RepositoryRoot, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(BuiltModule.RepositoryRoot, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task Each_example_of_the_help_runs_in_PowerShell_on_a_fresh_emulator_without_an_error()
    {
        using var shell = RealShell.WithPackage();
        var examples = HelpTests.Cmdlets.SelectMany(row => HelpTests.Examples(row.Data).Select((code, index) => (Name: $"{row.Data} {index + 1}", Code: code))).ToList();
        var script = new StringBuilder("$ProgressPreference = 'SilentlyContinue'\n");
        foreach (var (name, code) in examples)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(code));
            script.Append(
                CultureInfo.InvariantCulture,
                $$"""
                Start-EniEmulator | Set-EniContext
                $Error.Clear()
                try { $null = & ([scriptblock]::Create([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('{{encoded}}')))) 6>$null } catch { }
                ConvertTo-Json -Compress @('{{name}}', @($Error | ForEach-Object { "$_" }))
                Stop-EniEmulator
                Clear-EniContext

                """);
        }

        var run = await shell.RunAsync(script.ToString());

        var results = run.ShouldSucceed().Lines.Where(line => line.StartsWith('[')).Select(line => JsonSerializer.Deserialize<JsonElement[]>(line)!).ToList();
        Assert.Equal(examples.Select(example => example.Name), results.Select(result => result[0].GetString()));
        Assert.All(results, result => Assert.True(result[1].GetArrayLength() == 0, $"{result[0]}: {result[1]}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_PowerShell_block_of_a_page_can_be_parsed_and_names_what_is_there(string page)
    {
        var text = File.ReadAllText(Path.Combine(BuiltModule.RepositoryRoot, page));

        Assert.All(PowerShellBlock().Matches(text).Select(match => match.Groups[1].Value), block => Assert.Empty(ScriptCheck.ProblemsOf(block)));
    }

    [GeneratedRegex(@"^```powershell\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();
}
