using System.Management.Automation;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What is given as a path: a file, from the current location, or an error before anything is done.</summary>
public sealed class PathTests : IDisposable
{
    private const string Target = "2001:db8:1234:1a00::3:1";

    // Each cmdlet with a path, and what else it needs.
    private static readonly Dictionary<string, string> Cmdlets = new()
    {
        ["Add-EniIpv6Address -JournalPath"] = "-Ipv6Address 2001:db8:1234:1a00::99 -NetworkInterfaceId eni-bp1web02a",
        ["Add-EniIpv6Bandwidth -JournalPath"] = $"-Ipv6Address {Target} -Bandwidth 5 -Force",
        ["Get-EniChange -JournalPath"] = "",
        ["Remove-EniIpv6Address -JournalPath"] = $"-Ipv6Address {Target} -NetworkInterfaceId eni-bp1web02a -Force",
        ["Remove-EniIpv6Bandwidth -JournalPath"] = $"-Ipv6Address {Target} -Force",
        ["Repair-EniChange -JournalPath"] = "-Destination /tmp/new.jsonl",
        ["Resume-EniChange -JournalPath"] = "-Force",
        ["Set-EniContext -JournalPath"] = "",
        ["Start-EniEmulator -StatePath"] = "",
        ["Undo-EniChange -JournalPath"] = "-Force",
    };

    private static readonly string[] Paths = ["'Env:/no-file.jsonl'", "no-file.jsonl", "./no-file.jsonl", "' '"];

    private readonly ScratchFolder _folder = new();
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    public static TheoryData<string, string> NoFiles => new(
        from cmdlet in Cmdlets.Keys
        from path in Paths
        select (cmdlet, path));

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_cmdlet_with_a_path_is_tried_here() => Assert.Equal(
        Cmdlets.Keys.Order(StringComparer.Ordinal),
        _session.Run(
            """
            Get-Command -Module EniTools |
              ForEach-Object { $name = $_.Name; $_.Parameters.Keys -like '*Path' | ForEach-Object { "$name -$_" } }
            """).ShouldSucceed().Output.Select(line => $"{line}").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(NoFiles))]
    public void What_leads_to_no_file_system_is_an_error_before_anything_is_done(string cmdlet, string path)
    {
        // A relative name is one of the location, which here has no files.
        var result = _session.Run($"Set-Location Env:; try {{ {cmdlet} {path} {Cmdlets[cmdlet]} }} finally {{ Set-Location / }}");

        var error = Assert.Single(result.Errors);
        Assert.Equal("BadPath", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        var problem = path == "' '" ? "is blank" : "the provider Environment, which has no files";
        Assert.Contains(problem, error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists("no-file.jsonl"));
        Assert.Empty(_session.Emulator.Requests);
        Assert.Empty(_session.Run("Get-EniEmulator").ShouldSucceed().Output);
        Assert.Null(Assert.Single(_session.Run("Get-EniContext").ShouldSucceed().Values("JournalPath")));
    }

    [Fact]
    public void The_variable_for_a_journal_is_a_path_as_well()
    {
        _session.UseHost(new Dictionary<string, string> { ["ENITOOLS_JOURNAL_PATH"] = "Env:/no-file.jsonl" });

        var error = Assert.Single(_session.Run($"Remove-EniIpv6Address {Target} eni-bp1web02a -Force").Errors);

        Assert.StartsWith("The variable ENITOOLS_JOURNAL_PATH is 'Env:/no-file.jsonl'", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Emulator.Requests);
    }

    [Theory]
    [InlineData("Get-EniChange $folder")]
    [InlineData("Resume-EniChange $folder -Force")]
    [InlineData("Undo-EniChange $folder -Force")]
    public void A_folder_is_told_with_the_journals_that_are_in_it(string command)
    {
        Journal("second.jsonl");
        Journal("first.jsonl");
        File.WriteAllText(_folder.Combine("lines.jsonl"), "{}\n");

        var error = Assert.Single(Run(command).Errors);

        Assert.Equal("JournalNotUsable", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal($"'{_folder.Path}' is a folder, and not a journal. Its journals: first.jsonl, second.jsonl.", error.ToString());
        // What is recommended can be typed.
        var recommended = error.ErrorDetails.RecommendedAction;
        var line = recommended[recommended.IndexOf("Get-ChildItem", StringComparison.Ordinal)..].Split(" shows")[0];
        File.Delete(_folder.Combine("lines.jsonl"));
        Assert.Equal(2, Run(line).ShouldSucceed().Output.Count);
    }

    [Fact]
    public void A_pattern_is_each_journal_that_it_matches()
    {
        Journal("a1.jsonl");
        Journal("a2.jsonl");
        Journal("b[1].jsonl");

        Assert.Equal(2, Run("Set-Location $folder; Get-EniChange a*.jsonl -Summary").ShouldSucceed().Output.Count);
        Assert.Equal(["b[1].jsonl"], Run("Get-EniChange b[1].jsonl").ShouldSucceed().Values("JournalPath").Select(Path.GetFileName));
        Assert.Equal(3, Run("Get-ChildItem | Get-EniChange").ShouldSucceed().Output.Count);
        // As with Get-Content and others, a pattern that matches nothing is no error.
        Assert.Empty(Run("Get-EniChange c*.jsonl").ShouldSucceed().Output);
        Run("Set-Location /");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Env:/protection.json")]
    [InlineData("nosuchfile.json")]
    public void A_protection_file_that_cannot_be_is_an_error_and_never_no_protection(string value)
    {
        _session.UseHost(new Dictionary<string, string> { ["ENITOOLS_PROTECTION_FILE"] = value });

        var error = Assert.Single(Run($"Set-Location $folder; Remove-EniIpv6Address {Target} eni-bp1web02a -Force; Set-Location /").Errors);

        Assert.Equal("BadProtection", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain("..", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Emulator.Requests);
        Assert.Equal([value], Run("Get-EniContext").ShouldSucceed().Values("ProtectionFile"));
    }

    [Fact]
    public void A_protection_file_is_looked_for_from_the_location_as_a_journal_is()
    {
        File.WriteAllText(_folder.Combine("protection.json"), "{\"networkInterfaceIds\":[\"eni-bp1web02a\"]}");
        _session.UseHost(new Dictionary<string, string> { ["ENITOOLS_PROTECTION_FILE"] = "protection.json" });

        var error = Assert.Single(Run($"Set-Location $folder; Remove-EniIpv6Address {Target} eni-bp1web02a -Force; Set-Location /").Errors);

        Assert.Equal("Protected", error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void When_the_journal_is_gone_nothing_more_is_sent_and_each_target_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it cannot be deleted while a run has it.");
        _session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 500 });

        var result = Run(
            """
            $all = Get-EniIpv6Address eni-bp1web02b, eni-bp1web01b
            $all | Remove-EniIpv6Address -Force -ThrottleLimit 1 -JournalPath $folder/run.jsonl |
              ForEach-Object { Remove-Item $folder/run.jsonl -ErrorAction Ignore; $_ }
            $all.Count
            """);

        var count = (int)result.Output[^1].BaseObject;
        var notSent = result.Errors.Where(error => error.TargetObject is EniIpv6Target).ToList();
        var problem = Assert.Single(result.Errors.Except(notSent));
        Assert.Equal("JournalNotWritable", problem.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("it was deleted or moved", problem.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(notSent);
        Assert.Equal(count, result.Output.Count - 1 + notSent.Count);
        Assert.Equal(notSent.Count, _session.Emulator.ItemsOf("eni-bp1web02b").Count + _session.Emulator.ItemsOf("eni-bp1web01b").Count);
    }

    private void Journal(string name) => Run(
        "$null = Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web02a -Force -IgnoreUnassigned "
            + $"-JournalPath '{_folder.Combine(name)}'").ShouldSucceed();

    private ScriptResult Run(string script) => _session.Run(script, ("folder", _folder.Path));
}
