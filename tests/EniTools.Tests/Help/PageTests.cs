using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;
using EniTools.Tests.Package;

namespace EniTools.Tests.Help;

/// <summary>What README, docs and about topics show can be typed, and shows what they say that it shows.</summary>
[Trait("Needs", "Process")]
public sealed partial class PageTests
{
    // The statements that are not run, each with the reason. There are no others; a translation leaves out those of its page in English.
    private static readonly Dictionary<(string Page, string Statement), string> NotRun = new()
    {
        [("about_EniTools_Runbooks.help.txt", "exit [int]($failed.Count -gt 0)")] = "it ends the session",
        [
            (
                "about_EniTools_Runbooks.help.txt",
                "Invoke-Command -ComputerName bastion {\n    Get-EniIpv6Address eni-bp1web01b -RegionId cn-hangzhou\n} | "
                    + "Remove-EniIpv6Address -WhatIf")] = "it needs another machine",
        [
            (
                "docs/runbooks.md",
                "./many-machines.ps1 ./old.csv -HostName ops@worker1, ops@worker2:2222, ops@worker3 -Folder ./old "
                    + "-KeyFilePath ~/.ssh/ops")] = "ManyMachinesTests runs it",
        [("README.md", "Import-Module ./artifacts/module/release/EniTools")] = "BuildScriptTests builds it, and the package is loaded here",
    };

    // What a reader has: an account, whose endpoint is an emulator here, in variables and as profiles; and a file to work with.
    private const string Reader = """
        $emulator = Start-EniEmulator
        $env:ALIBABA_CLOUD_ENDPOINT = $emulator.Endpoint
        $env:ALIBABA_CLOUD_ACCESS_KEY_ID = $emulator.Credential.UserName
        $env:ALIBABA_CLOUD_ACCESS_KEY_SECRET = $emulator.Credential.GetNetworkCredential().Password
        $env:ALIBABA_CLOUD_CREDENTIALS_FILE = Join-Path $PWD credentials
        'prod', 'test' | ForEach-Object {
            "[$_]"
            "access_key_id = $env:ALIBABA_CLOUD_ACCESS_KEY_ID"
            "access_key_secret = $env:ALIBABA_CLOUD_ACCESS_KEY_SECRET"
        } | Set-Content $env:ALIBABA_CLOUD_CREDENTIALS_FILE
        function Get-Credential { $emulator.Credential }
        if (-not (Test-Path ./old.csv)) { Get-EniIpv6Address eni-bp1spare01 -RegionId cn-hangzhou | Export-Csv ./old.csv }
        """;

    public static TheoryData<string> Pages =>
    [
        .. ShownPage.All
            .Concat(
                Directory.EnumerateFiles(Path.Combine(BuiltModule.Folder, "en-US"), "about_*.help.txt")
                    .Select(path => Path.GetFileName(path)))
            .Where(page => ReadPage(page).Count > 0)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_typed_from_its_beginning_to_its_end_and_shows_what_appears(string page)
    {
        var shown = ReadPage(page);
        Assert.All(shown, block => Assert.Empty(ScriptCheck.ProblemsOf(block.Code)));

        using var folder = new ScratchFolder();
        foreach (var (name, text) in IsTopic(page) ? [] : ShownPage.Files(page))
            await File.WriteAllTextAsync(folder.Combine(name), text, TestContext.Current.CancellationToken);
        using var shell = RealShell.WithPackage();
        var typed = shown.Select(
            block => block.Statements.Where(statement => !NotRun.ContainsKey((ShownPage.English(page), statement))));
        var appeared = await Typing.RunAsync(shell, "", [[$"Set-Location '{folder.Path}'", Reader], .. typed]);

        Assert.Empty(appeared[0]);
        foreach (var (block, lines) in shown.Zip(appeared.Skip(1)))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{block.Code.TrimEnd()}\n{string.Join('\n', lines)}\n");
            if (block.Output is not null)
                Assert.Equal(Typing.Lines(block.Output), lines);
            else
                Assert.DoesNotContain(lines, line => line.Contains("Recommendation:", StringComparison.Ordinal) || AnError().IsMatch(line));
        }
    }

    [Fact]
    public void What_is_not_run_is_there()
    {
        var there = Pages.SelectMany(
            row => ReadPage(row.Data).SelectMany(block => block.Statements.Select(statement => (row.Data, statement))));

        Assert.Empty(NotRun.Keys.Except(there));
    }

    private static bool IsTopic(string page) => page.EndsWith(".txt", StringComparison.Ordinal);

    private static IReadOnlyList<Shown> ReadPage(string page) => IsTopic(page)
        ? [
            .. ShownPage.CodeOf(File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", page)).ReplaceLineEndings("\n"))
                .Select(code => new Shown(Unindented(code), null)),
        ]
        : ShownPage.Read(page);

    private static string Unindented(string paragraph) => string.Join('\n', paragraph.Trim('\n').Split('\n').Select(line => line[8..]));

    // At a prompt, an error begins with the name of the command that made it.
    [GeneratedRegex(@"^[A-Za-z]+-[A-Za-z]+: |^(ParserError|InvalidOperation|Exception|OperationStopped): ")]
    private static partial Regex AnError();
}
