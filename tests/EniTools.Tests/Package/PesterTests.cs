using System.Management.Automation.Language;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>The user's side of the story, in PowerShell itself: tests/Pester.</summary>
public sealed class PesterTests
{
    private static readonly string Folder = Path.Combine(BuiltModule.RepositoryRoot, "tests", "Pester");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [Trait("Needs", "Process")]
    [InlineData("5.9.1")]
    [InlineData("6.2.0")]
    public async Task The_suite_passes_under_Pester(string version)
    {
        using var shell = RealShell.Empty();

        var run = await shell.RunFileAsync(
            Path.Combine(Folder, "Invoke-Suite.ps1"),
            "-Package", RealShell.PackageFile,
            "-Pester", Path.Combine(BuiltModule.Metadata("PesterFolder"), version, "tools", "Pester.psd1"));

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
        var failed = run.Output.Split('\n').Where(line => line.StartsWith("FAILED: ", StringComparison.Ordinal));
        Assert.True(run.ExitCode == 0, $"Exit code {run.ExitCode}\n{string.Join('\n', failed)}\n{run.Errors}\n{run.Output}");
    }

    [Fact]
    public void The_suite_uses_each_cmdlet_with_parameters_and_in_a_pipeline_where_it_takes_one()
    {
        var uses = Files.SelectMany(row => ScriptCheck.UsesIn(Parser.ParseFile(Path.Combine(Folder, row.Data), out _, out _))).ToList();

        Assert.All(
            ScriptCheck.CmdletNames, name => Assert.Contains(uses, use => use.Name == name && (use.HasParameter || !use.TakesParameters)));
        Assert.All(
            ScriptCheck.CmdletNames,
            name => Assert.True(
                uses.Exists(use => use.Name == name && (use.IsPipedTo || !use.TakesPipeline)), $"Nothing is piped to {name}."));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_the_suite_names_no_cmdlet_or_parameter_that_is_not_there(string file)
    {
        Assert.Empty(ScriptCheck.ProblemsOf(Parser.ParseFile(Path.Combine(Folder, file), out _, out var errors), errors));
    }
}
