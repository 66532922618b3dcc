using System.Diagnostics;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Changes that remember: what a journal shows of a run, and how the run is gone on with and taken back.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Eni = "eni-bp1web02b";
    private const string All = "$all = Get-EniIpv6Address eni-bp1web02b, eni-bp1web01b";
    private const int Count = 33;
    private const string EmulatorAccount = "1000000000000001";

    private static readonly string[] Known = ["NetworkInterfaceId", "Ipv6Address", "Ipv6Prefix", "Status", "RequestId"];

    private readonly ScratchFolder _folder = new();
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    private string Journal => _folder.Combine("run.jsonl");

    [Fact]
    public void Afterwards_it_is_known_what_became_of_each_target_and_that_pipes_on()
    {
        var removed = Run($"{All}; $all | Remove-EniIpv6Address -Force -JournalPath $journal");

        var known = Run("Get-EniChange $journal");
        Assert.Equal(Count, known.Output.Count);
        Assert.Equal(Sorted(removed), Sorted(known));
        Assert.All(known.Output, item => Assert.Equal("Removed", ((EniChange)item.BaseObject).Status));
        var summary = Assert.IsType<EniChangeSummary>(Assert.Single(Run("Get-EniChange $journal -Summary").Output).BaseObject);
        Assert.Equal(("Ended", Count, Count, 1), (summary.State, summary.Targets, summary.Removed, summary.Runs));
        Assert.Equal(("Remove-EniIpv6Address", Environment.UserName), (summary.Command, summary.User));
        Assert.Equal([EmulatorAccount], summary.AccountId);

        Assert.Equal(Count, Run("Get-EniChange $journal | Add-EniIpv6Address").Output.Count);
        Assert.Equal(25, _session.Emulator.ItemsOf(Eni).Count);
        Assert.Empty(Run("Get-EniChange $journal -Status Failed, Unknown, NotSent").Output);
    }

    [Fact]
    public void The_same_command_after_a_run_that_was_cut_off_sends_nothing_for_what_is_done_and_says_since_when()
    {
        var first = Run($"{All}; $all[0..19] | Remove-EniIpv6Address -Force -JournalPath $journal");
        BeKilledBeforeTheEnd();
        var run = Run("Get-EniChange $journal").Values("Run").Distinct().Single();
        var before = File.ReadAllBytes(Journal);
        _session.Emulator.Reset();

        // Only the rest would be done, in two calls: of web02b, and the addresses of web01b.
        Run("$all | Remove-EniIpv6Address -WhatIf -JournalPath $journal");
        Assert.DoesNotContain(_session.Host.Lines, line => line.Contains("2001:db8:1234:1a00::4:1,", StringComparison.Ordinal));
        Assert.Contains(_session.Host.Lines, line => line.Contains("eni-bp1web01b", StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(Journal));

        var again = Run("$all + $all[0] | Remove-EniIpv6Address -Force -JournalPath $journal");

        Assert.Equal(Count, again.Output.Count);
        var done = again.Output.Where(item => item.Properties["DoneBefore"].Value is true).ToList();
        Assert.Equal(20, done.Count);
        Assert.All(done, item => Assert.Equal(run, item.Properties["DoneByRun"].Value));
        Assert.Equal(first.Values("Time").Order(), done.Select(item => item.Properties["Time"].Value.ToString()).Order());
        Assert.All(again.Values("Status"), status => Assert.Equal("Removed", status));
        Assert.Equal(13, _session.Removals.Sum(call => call.Parameters.Count(parameter => IsItem(parameter.Key))));
        Assert.Equal(2, Summary().Runs);
    }

    [Fact]
    public void Neither_WhatIf_nor_No_is_recorded_as_if_it_had_happened()
    {
        using var session = PowerShellSession.WithEmulator(new ScriptedHost("No to All"));

        session.Run($"{All}; $all | Remove-EniIpv6Address -WhatIf -JournalPath $journal", ("journal", Journal)).ShouldSucceed();
        Assert.Empty(Directory.GetFiles(_folder.Path));

        session.Run("$all | Remove-EniIpv6Address -JournalPath $journal").ShouldSucceed();
        Assert.Equal(Count, Summary().Declined);
        Assert.Empty(session.Run("Resume-EniChange $journal -Force").ShouldSucceed().Output);
        Assert.Empty(session.Removals);

        // Whoever gives them again is asked again.
        Assert.Equal(Count, session.Run("$all | Remove-EniIpv6Address -Force -JournalPath $journal").ShouldSucceed().Output.Count);
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { "the opposite change", "JournalMismatch" },
        { "an undo", "JournalMismatch" },
        { "another account", "JournalMismatch" },
        { "another endpoint", "JournalMismatch" },
        { "in use", "JournalInUse" },
        { "a changed line", "JournalDamaged" },
        { "a later version", "JournalNotUsable" },
        { "another file", "JournalNotUsable" },
        { "no such folder", "JournalNotUsable" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_journal_that_does_not_fit_is_refused_before_anything_is_done_and_left_as_it_is(string what, string id)
    {
        var endpoint = _session.Emulator.Endpoint.ToString();
        using var held = what == "in use" ? NewJournal(endpoint) : null;
        if (what == "no such folder")
            Directory.Delete(_folder.Path);
        else
            Prepare(what, endpoint);
        var before = File.Exists(Journal) ? File.ReadAllBytes(Journal) : [];

        var result = RunAny($"{All}; $all | Remove-EniIpv6Address -Force -JournalPath $journal");

        Assert.Equal([id], result.ErrorIds);
        var error = result.Errors[0];
        Assert.Null(error.TargetObject);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(_session.Removals);
        Assert.Equal(before, File.Exists(Journal) ? File.ReadAllBytes(Journal) : []);
        Directory.CreateDirectory(_folder.Path);
    }

    [Theory]
    [InlineData("Resume-EniChange $journal -Force")]
    [InlineData("$all | Remove-EniIpv6Address -Force -JournalPath $journal")]
    public void A_run_that_ended_early_is_finished(string command)
    {
        _session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 50 });
        Run($"{All}; $first = $all | Remove-EniIpv6Address -Force -JournalPath $journal -ThrottleLimit 1 | Select-Object -First 1");
        Assert.Equal("Stopped", Summary().State);
        Assert.InRange(Summary().Removed, 1, Count - 1);

        Run(command);

        // The journal alone has what was read; the same command has all.
        Assert.Equal(("Ended", Summary().Targets), (Summary().State, Summary().Removed));
        var left = _session.Emulator.ItemsOf(Eni).Count + _session.Emulator.ItemsOf("eni-bp1web01b").Count;
        Assert.Equal(Count - Summary().Removed, left);
        Assert.True(left == 0 || command.StartsWith("Resume", StringComparison.Ordinal));
    }

    [Fact]
    public void Undo_takes_back_exactly_what_was_done_and_can_be_taken_back_itself()
    {
        var before = _session.Emulator.State();
        RunAny(
            $"{All}; $more = '2001:db8:1234:1a00::dead', '2001:db8:1234:1a00::b:1' | Select-Object @{{ n = 'Ipv6Address'; e = {{ $_ }} }}, "
                + "@{ n = 'NetworkInterfaceId'; e = { if ($_ -match 'b:1') { 'eni-bp1service01' } else { 'eni-bp1web02b' } } }; "
                + "$all + $more | Remove-EniIpv6Address -Force -JournalPath $journal -IgnoreUnassigned");
        Assert.Equal((Count, 1, 1), (Summary().Removed, Summary().NotAssigned, Summary().Failed));

        Run("Undo-EniChange $journal -WhatIf");
        Assert.Equal(1, Summary().Change);
        var undone = Run("Undo-EniChange $journal -Force");

        Assert.Equal(Count, undone.Values("Status").Count(status => status == "Assigned"));
        Assert.Equal(Count, undone.Output.Count);
        Assert.Equal(Addresses(before), Addresses(_session.Emulator.State()));
        Assert.Equal((2, 1), (Summary().Change, Summary().Undoes));

        Run("Undo-EniChange $journal -Force -Change 2");
        Assert.Empty(_session.Emulator.ItemsOf(Eni));
        Assert.Equal((3, 2, Count), (Summary().Change, Summary().Undoes, Summary().Removed));
    }

    [Fact]
    public void What_another_ENI_has_meanwhile_cannot_be_taken_back_and_is_one_error()
    {
        Run($"{All}; $all | Remove-EniIpv6Address -Force -JournalPath $journal");
        const string Taken = "2001:db8:1234:1a00::4:1";
        Run($"Add-EniIpv6Address {Taken} eni-bp1empty01");

        var undone = RunAny("Undo-EniChange $journal -Force");

        var error = Assert.Single(undone.Errors);
        Assert.Equal(Taken, ((EniIpv6Target)error.TargetObject).Ipv6Address);
        Assert.Contains(Taken, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Count - 1, undone.Output.Count);
        Assert.Equal((Count - 1, 1), (Summary().Assigned, Summary().Failed));
    }

    [Fact]
    public void Addresses_of_the_services_choice_are_known_again_and_taken_back()
    {
        const string Add =
            "Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 4 -Ipv6PrefixCount 1 -JournalPath $journal";
        var given = Run(Add);
        BeKilledBeforeTheEnd();

        var again = Run(Add);

        Assert.Equal(Sorted(given), Sorted(again));
        Assert.All(again.Values("DoneBefore"), before => Assert.Equal("True", before));
        Assert.Equal(2, _session.CallsOf("AssignIpv6Addresses").Count);
        Assert.Equal(5, Run("Undo-EniChange $journal -Force").Output.Count);
        Assert.Empty(_session.Emulator.ItemsOf("eni-bp1empty01"));
    }

    [Fact]
    public void What_an_error_limit_kept_back_is_not_sent_and_resumed()
    {
        RunAny($"{All}; @('bad') + $all | Remove-EniIpv6Address -Force -MaxErrors 0 -JournalPath $journal");
        Assert.Equal(Count, Summary().NotSent);

        Assert.Equal(Count, Run("Resume-EniChange $journal -Force").Output.Count);
    }

    [Fact]
    public void Guard_rails_hold_for_resume_and_undo()
    {
        Run($"{All}; $all | Remove-EniIpv6Address -Force -JournalPath $journal");
        Run("Set-EniContext -ProtectedNetworkInterfaceId eni-bp1web01b");

        Assert.Contains("TooManyTargets", RunAny("Undo-EniChange $journal -Force -MaxTargets 3").ErrorIds);
        var undone = RunAny("Undo-EniChange $journal -Force");

        Assert.Equal(25, undone.Output.Count);
        Assert.Equal(8, undone.ErrorIds.Count(error => error == "Protected"));
    }

    [Fact]
    public void A_folder_gets_a_journal_for_each_run()
    {
        Run($"{All}; Set-EniContext -JournalPath '{_folder.Path}'");
        Assert.Equal([_folder.Path], Run("Get-EniContext").Values("JournalPath"));
        Run("$all | Remove-EniIpv6Address -Force; $all | Add-EniIpv6Address");
        Run("Clear-EniContext -Confirm:$false");
        Assert.Equal(["Ended", "Ended"], Run("Get-ChildItem $folder | Get-EniChange -Summary").Values("State"));

        using var other = PowerShellSession.WithEmulator();
        other.UseHost(new Dictionary<string, string> { ["ENITOOLS_JOURNAL_PATH"] = Journal });
        other.Run($"{All}; $all | Remove-EniIpv6Address -Force").ShouldSucceed();
        Assert.Equal(Count, Summary().Removed);
    }

    [Theory]
    [Trait("Needs", "Process")]
    [InlineData("4k", true)]
    [InlineData("12k", false)]
    public void When_there_is_no_room_nothing_more_is_sent_each_target_says_so_and_it_is_resumed(string size, bool isFullFromTheStart)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && Mount($"size={size}"), "A small file system cannot be mounted here.");
        try
        {
            if (isFullFromTheStart)
                File.WriteAllBytes(_folder.Combine("other"), new byte[4096]);

            var result = RunAny($"{All}; $all | Remove-EniIpv6Address -Force -ThrottleLimit 1 -JournalPath $journal");

            Assert.Equal(["JournalNotWritable"], result.ErrorIds.Except(["NotSent"]));
            var notSent = result.Errors.Where(error => error.TargetObject is EniIpv6Target).ToList();
            Assert.Equal(Count, result.Output.Count + notSent.Count);
            Assert.Equal(isFullFromTheStart, _session.Removals.Count == 0);
            Assert.Equal(notSent.Count, _session.Emulator.ItemsOf(Eni).Count + _session.Emulator.ItemsOf("eni-bp1web01b").Count);

            Assert.True(Mount("remount,size=4m"));
            Run("$all | Remove-EniIpv6Address -Force -JournalPath $journal");
            Assert.Equal((Count, "Ended"), (Summary().Removed, Summary().State));
            Assert.Empty(_session.Emulator.ItemsOf(Eni));
        }
        finally
        {
            Process.Start("umount", [_folder.Path]).WaitForExit();
        }

        bool Mount(string options)
        {
            using var process = Process.Start("mount", ["-t", "tmpfs", "-o", options, "tmpfs", _folder.Path]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private static bool IsItem(string parameter) =>
        parameter.StartsWith("Ipv6Address.", StringComparison.Ordinal) || parameter.StartsWith("Ipv6Prefix.", StringComparison.Ordinal);

    private static IEnumerable<string> Addresses(string state) =>
        state.Split('\n').Where(line => line.Contains("\"NetworkInterfaceId\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sorted(ScriptResult result) => result.Output
        .Select(item => string.Join(' ', Known.Select(property => item.Properties[property].Value)))
        .Order(StringComparer.Ordinal);

    private void Prepare(string what, string endpoint)
    {
        switch (what)
        {
            case "the opposite change":
                NewJournal(endpoint, ChangeAction.Assign).Dispose();
                BeKilledBeforeTheEnd();
                break;
            case "an undo":
                Run("'2001:db8:1234:1a00::1:1' | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web01a -Force -JournalPath $journal");
                Run("Undo-EniChange $journal -Force");
                BeKilledBeforeTheEnd();
                _session.Emulator.Reset();
                break;
            case "another account":
                NewJournal(endpoint, accountId: "1000000000000009").Dispose();
                break;
            case "another endpoint":
                NewJournal("https://ecs.example.com/").Dispose();
                break;
            case "a changed line":
                NewJournal(endpoint).Dispose();
                File.WriteAllText(Journal, File.ReadAllText(Journal).Replace("eni-", "eno-", StringComparison.Ordinal));
                break;
            case "a later version":
                File.WriteAllText(Journal, "{\"type\":\"run\",\"journal\":\"EniTools\",\"version\":3,\"crc\":\"00000000\"}\n");
                break;
            case "another file":
                File.WriteAllText(Journal, "NetworkInterfaceId,Ipv6Address\n");
                break;
        }
    }

    // What is in the file when the process dies before it notes the end of its run.
    private void BeKilledBeforeTheEnd()
    {
        var lines = File.ReadAllText(Journal);
        Assert.StartsWith("{\"type\":\"end\"", lines[(lines[..^1].LastIndexOf('\n') + 1)..], StringComparison.Ordinal);
        File.WriteAllText(Journal, lines[..(lines[..^1].LastIndexOf('\n') + 1)]);
    }

    private ChangeJournal NewJournal(string endpoint, ChangeAction action = ChangeAction.Remove, string accountId = EmulatorAccount)
    {
        var journal = ChangeJournal.Open(Journal, new JournalRun { Action = action, Time = DateTimeOffset.UtcNow });
        journal.For(new JournalAccount(null, accountId, endpoint)).TakeIn(
            new Ipv6Target("cn-hangzhou", "eni-1", new Api.Model.Ipv6Item(Api.Model.Ipv6Address.Parse("2001:db8::1"))),
            out _);
        journal.EndAsync(DateTimeOffset.UtcNow).Wait();
        return journal;
    }

    private EniChangeSummary Summary() => (EniChangeSummary)Run("Get-EniChange $journal -Summary").Output[^1].BaseObject;

    private ScriptResult Run(string script) => RunAny(script).ShouldSucceed();

    private ScriptResult RunAny(string script) => _session.Run(script, ("journal", Journal), ("folder", _folder.Path));
}
