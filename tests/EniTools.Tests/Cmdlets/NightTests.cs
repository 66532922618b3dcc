using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Emulator.Faults;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>
/// The same command with the same journal, night after night, while others change the world: a run that came to its end is history, a No
/// and a lost answer stay what they are, and what is taken back is what was meant.
/// </summary>
public sealed class NightTests : IDisposable
{
    private const string Eni = "eni-bp1web02b";
    private const string Empty = "eni-bp1empty01";
    private const string Remove = "$all | Remove-EniIpv6Address -Force -JournalPath $journal";
    private const string Undo = "Undo-EniChange $journal -Force -ReadLagSec 0";
    private const int Count = 25;

    private readonly ScratchFolder _folder = new();

    // It is asked by those commands alone that do not say -Force.
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator(new ScriptedHost("No to All"));

    public NightTests() => Run($"$all = Get-EniIpv6Address {Eni}");

    private string Journal => _folder.Combine("night.jsonl");

    private HashSet<string> World => [.. _session.Emulator.ItemsOf(Eni).Select(item => item.ToString())];

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_night_asks_the_service_for_everything_and_an_undo_takes_back_the_last_one()
    {
        Run(Remove);
        // Somebody puts two back and takes nothing off: the second night has two to do, and one that is not there any more.
        Run($"$all[0..1] | Add-EniIpv6Address");
        var second = Run($"{Remove} -IgnoreUnassigned");

        Assert.Equal(2, second.Values("Status").Count(status => status == "Removed"));
        Assert.Equal(Count - 2, second.Values("Status").Count(status => status == "NotAssigned"));
        Assert.All(second.Values("DoneBefore"), before => Assert.Equal("False", before));
        Assert.Empty(World);

        Run("$all[5] | Add-EniIpv6Address");
        var third = RunAny(Remove);
        Assert.Single(third.Output);
        Assert.Equal(Count - 1, third.Errors.Count);
        Assert.All(third.ErrorIds, id => Assert.Equal("InvalidIp.IpUnassigned", id));
        Assert.Equal(["Ended", "Ended", "Ended"], Run("Get-EniChange $journal -Summary").Values("State"));

        Assert.Single(Run(Undo).Output);
        Assert.Equal(AddressOf(5), Assert.Single(World));
    }

    [Fact]
    public void What_failed_in_a_night_is_asked_for_in_the_next_one_and_by_resume_which_says_when_nothing_is_left()
    {
        Refuse("UnassignIpv6Addresses", count: 1);
        var failed = RunAny(Remove);
        Assert.Equal(10, failed.Errors.Count);

        Assert.Equal(10, Run("Resume-EniChange $journal -Force").Output.Count);
        var nothing = Run("Resume-EniChange $journal -Force");
        Assert.Empty(nothing.Output);
        Assert.Equal(
            $"Nothing is left to do in the journal '{Journal}': change 1 (Remove, Ended): 25 Removed.", Assert.Single(nothing.Warnings));

        Run("$all | Add-EniIpv6Address");
        Refuse("UnassignIpv6Addresses", count: 3);
        Assert.Equal(Count, RunAny(Remove).Errors.Count);
        Assert.Equal(Count, Run(Remove).Output.Count);
        Assert.Equal([25, 0, 25], Summaries().Select(summary => summary.Removed));
    }

    [Fact]
    public void A_run_that_was_cut_off_is_gone_on_with_and_what_was_not_done_is_asked_again()
    {
        // Found not assigned, failed, declined and done, and then the process died.
        Run("$all[0] | Remove-EniIpv6Address -Force");
        Refuse("UnassignIpv6Addresses", count: 1);
        RunAny("$all[0..9] | Remove-EniIpv6Address -Force -JournalPath $journal");
        CutEnd();
        RunAny("$all[0], $all[20] | Remove-EniIpv6Address -Force -JournalPath $journal");
        CutEnd();
        Assert.Equal((1, 1, 9), (Summary().NotAssigned, Summary().Removed, Summary().Failed));
        Run("$all[0] | Add-EniIpv6Address");

        var again = Run(Remove);

        Assert.Equal(Count, again.Output.Count);
        var doneBefore = Assert.Single(again.Output, item => item.Properties["DoneBefore"].Value is true);
        Assert.Equal(AddressOf(20), doneBefore.Properties["Ipv6Address"].Value);
        Assert.Equal((1, Count, "Ended"), (Summary().Change, Summary().Removed, Summary().State));
        Assert.Empty(World);
    }

    [Fact]
    public void An_undo_that_failed_half_way_finishes_when_it_is_called_again_and_then_has_nothing_to_take_back()
    {
        var before = World;
        Run(Remove);
        Refuse("AssignIpv6Addresses", count: 1);
        Assert.Equal(10, RunAny(Undo).Errors.Count);
        Assert.Equal(Count - 10, World.Count);

        Assert.Equal(10, Run(Undo).Output.Count);
        Assert.Equal(before, World);

        var bytes = File.ReadAllBytes(Journal);
        var third = Run(Undo);
        Assert.Empty(third.Output);
        Assert.Contains($"Undo-EniChange '{Journal}' -Change 2", Assert.Single(third.Warnings), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Journal));
        Assert.Equal(2, Summary().Change);

        // The undo is taken back by its number, and then the change can be taken back anew.
        Assert.Equal(Count, Run($"{Undo} -Change 2").Output.Count);
        Assert.Empty(World);
        Assert.Equal(Count, Run(Undo).Output.Count);
        Assert.Equal(before, World);
        Assert.Equal([null, 1, 2, 1], Summaries().Select(summary => summary.Undoes));
    }

    [Fact]
    public void An_earlier_change_is_taken_back_where_no_later_one_changed_the_same_target()
    {
        Run("$all[0..4] | Remove-EniIpv6Address -Force -JournalPath $journal");
        Run("$all[0..1] | Add-EniIpv6Address");
        Run("$all[1..2] | Remove-EniIpv6Address -Force -IgnoreUnassigned -JournalPath $journal");
        Assert.Equal(1, Summary().Removed);

        var undone = RunAny($"{Undo} -Change 1");

        // Number 0 was put back by somebody, number 1 was removed again by change 2.
        var error = Assert.Single(undone.Errors);
        Assert.StartsWith("ChangedSince,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("change 2", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(AddressOf(1), ((EniIpv6Target)error.TargetObject).Ipv6Address);
        Assert.Equal(["AlreadyAssigned", "Assigned", "Assigned", "Assigned"], undone.Values("Status").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(AddressOf(1), World);

        // When the later one is taken back, so can the earlier one be.
        Run($"{Undo} -Change 2");
        Assert.Contains(AddressOf(1), World);
        Assert.Equal("AlreadyAssigned", Assert.Single(Run($"{Undo} -Change 1").Values("Status")));
        Assert.Empty(Run($"{Undo} -Change 1").Output);
        Assert.Equal(["ChangeNotFound"], RunAny($"{Undo} -Change 99").ErrorIds);
        Assert.Equal(["ChangeNotFound"], RunAny("Get-EniChange $journal -Change 99").ErrorIds);
    }

    [Theory]
    [InlineData("Resume-EniChange $journal")]
    [InlineData("$all | Remove-EniIpv6Address -JournalPath $journal")]
    public void A_No_does_not_make_known_what_may_have_happened(string command)
    {
        var before = World;
        DieInTheMiddle(took: 10);

        Run(command);
        Assert.Equal((10, Count - 10), (Summary().Unknown, Summary().Declined));

        // What is not known is taken back all the same.
        Assert.Equal(10, Run(Undo).Output.Count);
        Assert.Equal(before, World);
    }

    [Fact]
    public void A_No_does_not_make_known_whether_a_count_was_given()
    {
        LoseCount(DateTimeOffset.UtcNow);
        Run("Resume-EniChange $journal -Confirm");

        Assert.Equal((3, 0), (Summary().Unknown, Summary().Declined));
        Assert.Equal(["JournalNotFinished"], RunAny(Undo).ErrorIds);
        Assert.Equal(3, Run("Resume-EniChange $journal -Force").Output.Count);
    }

    [Fact]
    public void What_is_not_known_is_looked_at_before_it_is_taken_back()
    {
        // Ten calls had no effect: the ENI is as full as it may be for a call that would put them on.
        DieInTheMiddle(took: 0);
        Refuse("AssignIpv6Addresses", count: 100, "MaxEniIpv6IpsCountExceeded");

        var undone = Run(Undo);

        Assert.Equal(10, undone.Values("Status").Count(status => status == "AlreadyAssigned"));
        Assert.Equal(10, undone.Output.Count);
        Assert.Empty(_session.CallsOf("AssignIpv6Addresses"));
        Assert.Contains("Nothing is left to take back", Assert.Single(Run(Undo).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_else_took_off_while_a_call_changed_nothing_is_not_put_back()
    {
        // Calls change all or none: eight of the ten are there, so the one that got no answer took off none.
        DieInTheMiddle(took: 2);

        var undone = RunAny(Undo);

        Assert.Equal(8, undone.Values("Status").Count(status => status == "AlreadyAssigned"));
        Assert.Equal(["NotChanged", "NotChanged"], undone.ErrorIds);
        Assert.Empty(_session.CallsOf("AssignIpv6Addresses"));
    }

    [Fact]
    public void What_is_back_already_does_not_make_an_ENI_too_full_for_the_rest()
    {
        // An ENI that may have 10 has 4 of the 5 again that were taken off, and 5 others.
        const string Spare = "eni-bp1spare01";
        Run($"Get-EniIpv6Address {Spare} | Remove-EniIpv6Address -Force; "
            + $"$five = Add-EniIpv6Address -NetworkInterfaceId {Spare} -Ipv6AddressCount 5");
        Run("$five | Remove-EniIpv6Address -Force -JournalPath $journal");
        Run($"$null = $five[0..3] | Add-EniIpv6Address; Add-EniIpv6Address -NetworkInterfaceId {Spare} -Ipv6AddressCount 5");

        Assert.Equal(
            ["AlreadyAssigned", "AlreadyAssigned", "AlreadyAssigned", "AlreadyAssigned", "Assigned"],
            Run(Undo).Values("Status").Order(StringComparer.Ordinal));
        Assert.Equal(10, _session.Emulator.ItemsOf(Spare).Count);
    }

    [Fact]
    public void An_addition_that_is_not_known_is_looked_at_before_it_is_taken_back()
    {
        Run("$all | Remove-EniIpv6Address -Force");
        DieInTheMiddle(took: 0, ChangeAction.Assign);

        Assert.Equal(10, Run(Undo).Values("Status").Count(status => status == "NotAssigned"));
        Assert.Equal(3, _session.Removals.Count);
    }

    [Fact]
    public void A_count_whose_token_the_service_may_have_forgotten_is_an_error_that_shows_what_is_there()
    {
        LoseCount(DateTimeOffset.UtcNow.AddHours(-25));
        Run($"Add-EniIpv6Address 2001:db8:1234:1a00::aaaa {Empty}");
        _session.Emulator.Reset(); // The service has forgotten, and so is what it gave.
        Run($"Add-EniIpv6Address 2001:db8:1234:1a00::aaaa {Empty}");
        var calls = _session.CallsOf("AssignIpv6Addresses").Count;

        var resumed = RunAny("Resume-EniChange $journal -Force");

        var error = Assert.Single(resumed.Errors);
        Assert.StartsWith("OutcomeUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("The ENI has 1 addresses now: 2001:db8:1234:1a00::aaaa.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("the same command asks anew", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(calls, _session.CallsOf("AssignIpv6Addresses").Count);
        Assert.Equal(3, Summary().Unknown);

        // An undo cannot know which they are either, and says so for them alone.
        Assert.Equal(["OutcomeUnknown"], RunAny(Undo).ErrorIds);
        Assert.Equal(3, Run($"Add-EniIpv6Address -NetworkInterfaceId {Empty} -Ipv6AddressCount 3 -JournalPath $journal").Output.Count);
    }

    [Fact]
    public void Input_that_was_not_whole_is_told_wherever_the_journal_is_read()
    {
        RunAny("& { $all[0..11]; throw 'The list cannot be read any more.' } | Remove-EniIpv6Address -Force -JournalPath $journal");
        Assert.Equal((12, "Stopped"), (Summary().Targets, Summary().State));

        var resumed = Run("Resume-EniChange $journal -Force");
        Assert.Contains("was not read to its end", Assert.Single(resumed.Warnings), StringComparison.Ordinal);
        Assert.False(Summary().HasWholeInput);
        Assert.Contains("Ended, input not whole", Summary().ToString(), StringComparison.Ordinal);
        var shown = Run("Get-EniChange $journal");
        Assert.Contains("only the same command knows the rest", Assert.Single(shown.Warnings), StringComparison.Ordinal);

        // What is done is not sent again, although that run came to its end.
        var rest = Run(Remove);
        Assert.Equal(12, rest.Values("DoneBefore").Count(before => before == "True"));
        Assert.Equal((1, Count), (Summary().Change, Summary().Removed));
        Assert.Empty(World);
        Assert.True(Summary().HasWholeInput);
        Assert.Empty(Run("Get-EniChange $journal").Warnings);
        Run($"{Remove} -IgnoreUnassigned");
        Assert.Equal(2, Summary().Change);
    }

    [Fact]
    public async Task The_sums_of_a_summary_add_up_whatever_became_of_the_targets()
    {
        var statuses = Enum.GetValues<ChangeStatus>();
        using (var journal = ChangeJournal.Open(Journal, new JournalRun { Action = ChangeAction.Assign, Time = DateTimeOffset.UtcNow }))
        {
            var account = journal.For(Account);
            for (var number = 0; number < 3 * statuses.Length; number++)
            {
                var outcome = new ChangeOutcome { Target = Target(number), Status = statuses[number % statuses.Length], Attempts = 1 };
                await account.IntendAsync([outcome.Target], null, 1, DateTimeOffset.UtcNow);
                await account.SettleAsync(outcome);
            }

            account.TakeIn(Target(100), out _);
            account.Decline([Target(101), Target(102)]);
            account.TakeIn(Ipv6Target.New("cn-hangzhou", Empty, 7, asPrefixes: false), out _);
        }

        var summary = Summary();
        var sums = Enum.GetValues<JournalStatus>()
            .ToDictionary(status => status, status => (int)typeof(EniChangeSummary).GetProperty(status.ToString())!.GetValue(summary)!);

        Assert.Equal((3 * statuses.Length) + 10, summary.Targets);
        Assert.Equal(summary.Targets, sums.Values.Sum());
        Assert.DoesNotContain(0, sums.Values);
        var row = Run("Get-EniChange $journal -Summary | Out-String -Width 80").Output[0].ToString()!.Split('\n')
            .Single(line => line.Contains("CutOff", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..];
        var columns = row.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(columns[0], columns[1..].Sum());
        Assert.Equal([summary.Failed, summary.Unknown, summary.NotSent, summary.Declined], columns[2..]);
    }

    [Fact]
    public void What_stands_before_the_damage_is_shown_and_the_same_command_goes_on_in_a_new_journal()
    {
        Run("$all[0..9] | Remove-EniIpv6Address -Force -JournalPath $journal");
        CutEnd();
        // The rest was removed too, and a page of its lines did not reach the disk.
        File.AppendAllText(Journal, new string('\0', 4096) + "\n");
        Run("$all[10..24] | Remove-EniIpv6Address -Force");
        Run("$all[15..24] | Add-EniIpv6Address");

        var shown = Run("Get-EniChange $journal");
        Assert.Equal(10, shown.Output.Count);
        Assert.Contains("Repair-EniChange", Assert.Single(shown.Warnings), StringComparison.Ordinal);
        Assert.Equal(("Damaged", 10), (Summary().State, Summary().Removed));
        foreach (var command in new[] { Remove, Undo, "Resume-EniChange $journal -Force" })
            Assert.Equal(["JournalDamaged"], RunAny(command).ErrorIds);

        Run("Repair-EniChange $journal \"$journal.new\" -WhatIf");
        Assert.False(File.Exists(Journal + ".new"));
        Assert.Equal(10, Assert.IsType<EniChangeSummary>(Run("Repair-EniChange $journal \"$journal.new\"").Output[0].BaseObject).Removed);
        var on = Run("$all | Remove-EniIpv6Address -Force -IgnoreUnassigned -JournalPath \"$journal.new\"");
        Assert.Equal(
            (10, 10, 5),
            (on.Values("DoneBefore").Count(before => before == "True"), on.Values("Status").Count(status => status == "Removed") - 10,
                on.Values("Status").Count(status => status == "NotAssigned")));
        Assert.Equal(20, Run("Undo-EniChange \"$journal.new\" -Force").Output.Count);
        Assert.Equal(["JournalNotUsable"], RunAny("Repair-EniChange $journal \"$journal.new\"").ErrorIds);
        var notDamaged = Run("Repair-EniChange \"$journal.new\" \"$journal.newer\"");
        Assert.Contains("is not damaged", Assert.Single(notDamaged.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_lost_lines_may_have_said_is_looked_at_and_not_put_back_on_a_guess(bool isGoneOnWith)
    {
        // Known as removed: 5. Off, by a call of the lost lines or by somebody else: another 5. Still there: the rest.
        Run("$all[0..9] | Remove-EniIpv6Address -Force");
        LoseLines(ChangeAction.Remove, known: 5);
        if (isGoneOnWith)
        {
            Assert.Equal(
                [(5, "DoneBefore"), (5, "NotAssigned"), (15, "Removed")],
                Run($"{Remove} -IgnoreUnassigned").Output
                    .GroupBy(item => item.Properties["DoneBefore"].Value is true ? "DoneBefore" : $"{item.Properties["Status"].Value}")
                    .Select(group => (group.Count(), group.Key)).OrderBy(group => group.Key, StringComparer.Ordinal));
        }

        var undone = RunAny(Undo);

        Assert.Equal(isGoneOnWith ? 20 : 5, undone.Values("Status").Count(status => status == "Assigned"));
        Assert.Equal(isGoneOnWith ? 0 : 15, undone.Values("Status").Count(status => status == "AlreadyAssigned"));
        Assert.Equal(Enumerable.Repeat("OutcomeUnknown", 5), undone.ErrorIds);
        var error = undone.Errors[0];
        Assert.Contains("lines of its journal are lost", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("take it back by its own command", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(Count - 5, World.Count);

        // It stays unknown, and what is to be back is put back by its own command.
        Assert.Equal(Enumerable.Repeat("OutcomeUnknown", 5), RunAny(Undo).ErrorIds);
        Assert.Equal(5, _session.Run("$errors.TargetObject | Add-EniIpv6Address", ("errors", undone.Errors)).ShouldSucceed().Output.Count);
        Assert.All(Run(Undo).Values("Status"), status => Assert.Equal("AlreadyAssigned", status));
        Assert.Contains("Nothing is left to take back", Assert.Single(Run(Undo).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_lost_lines_may_have_said_was_put_on_is_not_taken_off_on_a_guess()
    {
        Run("$all[20..24] | Remove-EniIpv6Address -Force");
        LoseLines(ChangeAction.Assign, known: 5);

        var undone = RunAny(Undo);

        Assert.Equal((5, 5), Statuses(undone, "Removed", "NotAssigned"));
        Assert.Equal(Enumerable.Repeat("OutcomeUnknown", 15), undone.ErrorIds);
        Assert.Equal(15, World.Count);
    }

    [Fact]
    public void Bandwidth_that_only_lost_lines_name_is_not_bought_on_a_guess()
    {
        LoseLines(ChangeAction.RemoveBandwidth, known: 0);

        Assert.Equal(Enumerable.Repeat("OutcomeUnknown", Count), RunAny(Undo).ErrorIds);
        Assert.Empty(_session.CallsOf("AllocateIpv6InternetBandwidth"));
    }

    [Fact]
    public void Objects_of_a_bandwidth_journal_are_not_taken_for_addresses_to_remove()
    {
        Run("Remove-EniIpv6Bandwidth 2001:db8:1234:1a00::2:1 -NetworkInterfaceId eni-bp1web01b -Force -JournalPath $journal");
        Run("Get-EniChange $journal | ConvertTo-Json | Set-Content ($journal + '.json')");

        foreach (var objects in new[] { "Get-EniChange $journal", "Get-Content -Raw ($journal + '.json') | ConvertFrom-Json" })
        {
            Assert.Equal(["InvalidParameter"], RunAny($"{objects} | Remove-EniIpv6Address -Force").ErrorIds);
            Assert.Equal(["InvalidParameter"], RunAny($"{objects} | Add-EniIpv6Address").ErrorIds);
        }

        Assert.Empty(_session.Removals);
        Assert.Equal("Internet bandwidth of 2001:db8:1234:1a00::2:1", Run("Get-EniChange $journal").Output[0].ToString()![..45]);
        Assert.Single(Run("Get-EniChange $journal | Add-EniIpv6Bandwidth -Bandwidth 100 -InternetChargeType PayByTraffic -Force").Output);
    }

    [Fact]
    public void The_journal_of_the_session_is_shown_without_a_path()
    {
        Assert.Equal(["JournalNotUsable"], RunAny("Get-EniChange").ErrorIds);
        Run("Set-EniContext -JournalPath $journal");
        Run("$all | Remove-EniIpv6Address -Force");

        Assert.Equal(Count, Run("Get-EniChange").Output.Count);
    }

    private static Ipv6Target Target(int number) =>
        new("cn-hangzhou", Eni, new Ipv6Item(new Ipv6Address(0x20010db8_12341a00, (ulong)number)));

    private List<Ipv6Target> Targets() =>
        [.. Run("$all").Output.Select(item =>
            new Ipv6Target("cn-hangzhou", Eni, new Ipv6Item(Ipv6Address.Parse($"{item.Properties["Ipv6Address"].Value}"))))];

    private static (int First, int Second) Statuses(ScriptResult result, string first, string second) =>
        (result.Values("Status").Count(status => status == first), result.Values("Status").Count(status => status == second));

    private string AddressOf(int index) =>
        Run(string.Create(CultureInfo.InvariantCulture, $"$all[{index}].Ipv6Address")).Output[0].ToString()!;

    private void Refuse(string action, int count, string code = "Forbidden.RAM") =>
        _session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Action = action, Count = count, Code = code, Status = 403 });

    // What is in the file when the process dies before it notes the end of its run.
    private void CutEnd()
    {
        var text = File.ReadAllText(Journal);
        File.WriteAllText(Journal, text[..(text[..^1].LastIndexOf('\n') + 1)]);
    }

    // A run reads all of its targets and dies when its first call is on its way, which takes some of them off or puts them on.
    private void DieInTheMiddle(int took, ChangeAction action = ChangeAction.Remove)
    {
        var targets = Targets();
        using (var journal = ChangeJournal.Open(Journal, new JournalRun { Action = action, Time = DateTimeOffset.UtcNow }))
        {
            var account = journal.For(Account);
            targets.ForEach(target => account.TakeIn(target, out _));
            journal.EndInput();
            account.IntendAsync(targets[..10], null, 1, DateTimeOffset.UtcNow.AddSeconds(-3)).Wait();
        }

        if (took > 0)
            Run(string.Create(CultureInfo.InvariantCulture, $"$all[0..{took - 1}] | Remove-EniIpv6Address -Force"));
    }

    // A run reads all of its targets and notes some as done. All that it noted then is damaged, and a new journal is made of the rest.
    private void LoseLines(ChangeAction action, int known)
    {
        var damaged = _folder.Combine("damaged.jsonl");
        using (var journal = ChangeJournal.Open(damaged, new JournalRun { Action = action, Time = DateTimeOffset.UtcNow }))
        {
            var account = journal.For(Account);
            var targets = Targets();
            targets.ForEach(target => account.TakeIn(target, out _));
            journal.EndInput();
            var done = action.Opposite() == ChangeAction.Remove ? ChangeStatus.Assigned : ChangeStatus.Removed;
            foreach (var target in targets[..known])
            {
                var outcome = new ChangeOutcome { Target = target, Status = done, Attempts = 1, Time = DateTimeOffset.UtcNow };
                account.SettleAsync(outcome).Wait();
            }

            account.Decline([targets[^1]]);
        }

        File.AppendAllText(damaged, new string('\0', 4096) + "\n");
        _session.Run("Repair-EniChange $damaged $journal", ("damaged", damaged), ("journal", Journal)).ShouldSucceed();
    }

    // A run asks for three addresses, and dies before the answer.
    private void LoseCount(DateTimeOffset sent)
    {
        using var journal = ChangeJournal.Open(Journal, new JournalRun { Action = ChangeAction.Assign, Time = sent });
        var account = journal.For(Account);
        var request = account.TakeIn(Ipv6Target.New("cn-hangzhou", Empty, 3, asPrefixes: false), out _)!;
        journal.EndInput();
        account.IntendAsync([request], "token-1", 1, sent, count: 3).Wait();
    }

    private JournalAccount Account => new(null, "1000000000000001", _session.Emulator.Endpoint.ToString());

    private EniChangeSummary Summary() => Summaries()[^1];

    private List<EniChangeSummary> Summaries() =>
        [.. Run("Get-EniChange $journal -Summary").Output.Select(item => (EniChangeSummary)item.BaseObject)];

    private ScriptResult Run(string script) => RunAny(script).ShouldSucceed();

    private ScriptResult RunAny(string script) => _session.Run(script, ("journal", Journal));
}
