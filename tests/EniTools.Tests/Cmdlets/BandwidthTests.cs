using System.Management.Automation;
using System.Text.Json;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Internet bandwidth: seen, ended, bought, and found where nothing uses it.</summary>
public sealed class BandwidthTests
{
    private const string Block = "2001:db8:1234:1a00::";

    private static readonly string[] Billed = ["Ipv6Address", "Bandwidth", "InternetChargeType"];

    [Fact]
    public void All_of_a_region_is_shown_with_how_it_is_charged_in_a_call_for_each_kind()
    {
        using var session = PowerShellSession.WithEmulator();

        var shown = session.Run("Get-EniIpv6Bandwidth").ShouldSucceed();

        Assert.Equal(
            [Block + "2:1", Block + "2:2", Block + "9:1", Block + "b:1", Block + "f0:1", "2001:db8:1234:1a01:21::/80"],
            shown.Output.Select(item => $"{item.Properties["Ipv6Address"].Value}{item.Properties["Ipv6Prefix"].Value}"));
        Assert.Equal(["100", "5", "10", "50", "10", "20"], shown.Values("Bandwidth"));
        Assert.Equal("PayByTraffic", shown.Values("InternetChargeType").First());
        Assert.Equal(
            ["eni-bp1web01b", "eni-bp1web01b", "eni-bp1attach01", "eni-bp1service01", null, "eni-bp1web01b"],
            shown.Values("NetworkInterfaceId"));
        Assert.Equal(2, session.Emulator.Requests.Count);
        var inBeijing = session.Run("Get-EniIpv6Bandwidth -RegionId cn-beijing").ShouldSucceed();
        Assert.Equal(["i-2zedb01", null], inBeijing.Values("InstanceId"));
        Assert.Equal(["False", "True"], inBeijing.Values("IsUnassociated"));
    }

    [Theory]
    [InlineData("Get-EniIpv6Bandwidth 2001:DB8:1234:1A00:0:0:2:1", "2:1")]
    [InlineData("'2001:db8:1234:1a00::2:1', '2001:db8:1234:1a00::2:3' | Get-EniIpv6Bandwidth", "2:1")]
    [InlineData("Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6Bandwidth", "2:1 2:2 21::/80")]
    [InlineData("Get-EniIpv6Address eni-bp1spare01 | Get-EniIpv6Bandwidth", "")]
    [InlineData("Get-Eni eni-bp1empty01 | Get-EniIpv6Bandwidth", "")]
    [InlineData("Get-EniRegion cn-hangzhou | Get-EniIpv6Bandwidth -Unassociated", "f0:1")]
    [InlineData("$null | Get-EniIpv6Bandwidth", "")]
    public void Named_addresses_are_looked_for_and_what_names_none_is_no_wish_for_all(string script, string shown)
    {
        using var session = PowerShellSession.WithEmulator();

        var found = session.Run(script).ShouldSucceed();

        Assert.Equal(
            shown.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            found.Output.Select(item => $"{item.Properties["Ipv6Address"].Value}{item.Properties["Ipv6Prefix"].Value}")
                .Select(text => text.Replace(Block, "", StringComparison.Ordinal))
                .Select(text => text.Replace("2001:db8:1234:1a01:", "", StringComparison.Ordinal))
                .Order());
    }

    /// <summary>What nobody uses is found in as many calls as there are pages: two for a region with little.</summary>
    [Fact]
    public void Orphans_are_found_and_given_up_over_30_regions()
    {
        using var world = new ScratchFolder();
        var path = world.Combine("world.json");
        File.WriteAllText(path, $$"""
            {"Regions":[{{string.Join(',', Enumerable.Range(1, 30).Select(RegionWithOrphan))}}]}
            """);
        using var session = PowerShellSession.WithEmulator(options: new() { StatePath = path });

        var orphans = session.Run("$orphans = Get-EniRegion | Get-EniIpv6Bandwidth -Unassociated; $orphans").ShouldSucceed();

        Assert.Equal(30, orphans.Output.Count);
        Assert.Equal(30, orphans.Values("RegionId").Distinct().Count());
        Assert.Equal(60, session.CallsOf("DescribeIpv6Addresses").Count);

        var ended = session.Run("$orphans | Remove-EniIpv6Bandwidth -Release -Force").ShouldSucceed();

        Assert.All(ended.Values("Status"), status => Assert.Equal("Released", status));
        Assert.Equal(90, session.CallsOf("DescribeIpv6Addresses").Count);
        Assert.Equal((30, 30), (session.CallsOf("DeleteIpv6InternetBandwidth").Count, session.CallsOf("ReleaseIpv6Address").Count));
        Assert.DoesNotContain("ipv6bw-", session.Emulator.State(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bandwidth_is_ended_and_bought_back_the_same()
    {
        using var session = PowerShellSession.WithEmulator();
        var before = Bandwidth(session);

        var ended = session.Run(
            "$ended = Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Bandwidth -Force -IgnoreMissing; $ended").ShouldSucceed();

        Assert.Equal(["Ended", "Ended", "Ended"], ended.Values("Status").Where(status => status != "NoBandwidth"));
        Assert.Equal(5, ended.Values("Status").Count(status => status == "NoBandwidth"));
        // A page of addresses and one of prefixes cover them all.
        Assert.Equal((2, 3), (session.CallsOf("DescribeIpv6Addresses").Count, session.CallsOf("DeleteIpv6InternetBandwidth").Count));
        Assert.Equal(before.Count - 3, Bandwidth(session).Count);

        var bought = session.Run("$ended | Where-Object Status -eq Ended | Add-EniIpv6Bandwidth -Force").ShouldSucceed();

        Assert.All(bought.Values("Status"), status => Assert.Equal("Bought", status));
        Assert.Equal(before, Bandwidth(session));
    }

    /// <summary>Each reason why nothing is ended, with its category.</summary>
    [Theory]
    [InlineData(Block + "2:3", "cn-hangzhou", "NoBandwidth", "ObjectNotFound", 0)]
    [InlineData(Block + "dead", "cn-hangzhou", "NoBandwidth", "ObjectNotFound", 0)]
    [InlineData(Block + "b:1", "cn-hangzhou", "OperationFailed.ServiceManaged", "InvalidOperation", 0)]
    [InlineData(Block + "9:1", "cn-hangzhou", "IncorrectStatus.Ipv6Address", "InvalidOperation", 1)]
    [InlineData("2001:db8:2345:2b00::1:1", "cn-beijing", "Subscription", "InvalidOperation", 0)]
    [InlineData("fe80::1", "cn-hangzhou", "InvalidIp.Address", "InvalidArgument", 0)]
    [InlineData(Block + "2:1", "no region", "InvalidRegionId", "InvalidArgument", 0)]
    public void What_is_not_ended_is_an_error_whose_target_can_be_piped_back_in(
        string address, string regionId, string id, string category, int calls)
    {
        using var session = PowerShellSession.WithEmulator();
        var before = Bandwidth(session);

        var result = session.Run($"Remove-EniIpv6Bandwidth {address} -RegionId '{regionId}' -Force");

        var error = Assert.Single(result.Errors);
        Assert.Equal(
            ($"{id},EniTools.Commands.RemoveEniIpv6BandwidthCommand", category),
            (error.FullyQualifiedErrorId, $"{error.CategoryInfo.Category}"));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(calls, session.CallsOf("DeleteIpv6InternetBandwidth").Count);
        Assert.Equal(before, Bandwidth(session));
        Assert.Equal(id, session.Run("$failed | Remove-EniIpv6Bandwidth -Force", ("failed", error.TargetObject)).ErrorIds.Single());
    }

    [Theory]
    [InlineData(Block + "7:1 -Bandwidth 0", "InvalidParameter")]
    [InlineData(Block + "7:1 -Bandwidth 1001 -InternetChargeType PayByTraffic", "InvalidParameter")]
    [InlineData(Block + "7:1 -Bandwidth much", "InvalidParameter")]
    [InlineData(Block + "7:1", "MissingParameter")]
    [InlineData(Block + "7:1 -Bandwidth 5 -InternetChargeType PayByWish", "InvalidParameter")]
    [InlineData(Block + "7:1 -Bandwidth 5 -InstanceChargeType PrePaid", "Subscription")]
    [InlineData(Block + "2:1 -Bandwidth 5", "HasBandwidth")]
    [InlineData(Block + "2:1 -Bandwidth 100 -InternetChargeType PayByTraffic", "HasBandwidth")]
    [InlineData(Block + "2:1 -Bandwidth 5 -IgnoreExisting", "HasBandwidth")]
    [InlineData(Block + "dead -Bandwidth 5", "ResourceNotFound.Ipv6InstanceId")]
    [InlineData(Block + "2:1 -Bandwidth 100 -InternetChargeType paybytraffic -IgnoreExisting", null)]
    public void What_is_not_bought_is_an_error_before_any_purchase(string arguments, string? id)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"Add-EniIpv6Bandwidth {arguments} -Force");

        Assert.Equal(id is null ? [] : [id], result.ErrorIds);
        Assert.Equal(id is null ? ["HasBandwidth"] : [], result.Values("Status"));
        Assert.Empty(session.CallsOf("AllocateIpv6InternetBandwidth"));
    }

    [Fact]
    public void A_purchase_that_fails_can_be_piped_back_in_as_it_was_asked_for()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "AllocateIpv6InternetBandwidth", Code = "SomethingNew", Status = 400, Count = 1 });

        var failed = session.Run($"Add-EniIpv6Bandwidth {Block}7:1 -Bandwidth 7 -InternetChargeType PayByTraffic -ReadLagSec 0 -Force");
        var again = Assert.Single(failed.Errors).TargetObject;
        var bought = session.Run("$again | Add-EniIpv6Bandwidth -Force", ("again", again)).ShouldSucceed();

        Assert.Equal(["SomethingNew"], failed.ErrorIds);
        Assert.Equal(["7"], bought.Values("Bandwidth"));
        Assert.Contains($"{Block}7:1 7 PayByTraffic", Bandwidth(session));
    }

    [Fact]
    public void WhatIf_names_what_would_be_done_makes_no_call_and_needs_no_credential()
    {
        using var session = PowerShellSession.Bare(new ScriptedHost());

        var result = session.Run(
            $"'{Block}2:1' | Remove-EniIpv6Bandwidth -RegionId cn-hangzhou -WhatIf; "
                + $"'{Block}2:1' | Add-EniIpv6Bandwidth -Bandwidth 5 -RegionId cn-hangzhou -WhatIf").ShouldSucceed();

        Assert.Empty(result.Output);
        Assert.Contains($"{Block}2:1 in cn-hangzhou", session.Host.Lines[0], StringComparison.Ordinal);
        Assert.Contains($"{Block}2:1 (5 Mbit/s, PayByBandwidth) in cn-hangzhou", session.Host.Lines[1], StringComparison.Ordinal);
    }

    /// <summary>Bandwidth ended and address kept is an error, and what it carries finishes the job.</summary>
    [Fact]
    public void A_half_done_release_is_told_and_finished_by_its_target()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "ReleaseIpv6Address", Code = "Forbidden.RAM", Status = 403, Count = 1 });

        var half = session.Run($"Remove-EniIpv6Bandwidth {Block}f0:1 -Release -Force");
        var error = Assert.Single(half.Errors);

        Assert.Equal("Forbidden.RAM", half.ErrorIds.Single());
        Assert.Contains("was ended", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Bandwidth(session), line => line.StartsWith(Block + "f0:1 ", StringComparison.Ordinal));
        var finished = session.Run("$half | Remove-EniIpv6Bandwidth -Release -Force", ("half", error.TargetObject)).ShouldSucceed();
        Assert.Equal(["Released"], finished.Values("Status"));
        Assert.DoesNotContain(Block + "f0:1", session.Emulator.State(), StringComparison.Ordinal);
    }

    /// <summary>The service forbids two calls for one address at a time, and takes them beside each other for different ones.</summary>
    [Fact]
    public void No_two_calls_for_one_address_overlap_however_it_is_given()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Action = "DeleteIpv6InternetBandwidth", LatencyMilliseconds = 200 });

        var result = session.Run(
            """
            '2001:db8:1234:1a00::2:1', '2001:db8:1234:1a00::2:2' | Remove-EniIpv6Bandwidth -Force
            [pscustomobject]@{ Ipv6Address = '2001:db8:1234:1a00::f0:1' },
            [pscustomobject]@{ Ipv6Address = '2001:db8:1234:1a00::f0:1'; NetworkInterfaceId = 'eni-x' } |
                Remove-EniIpv6Bandwidth -Force -IgnoreMissing
            """).ShouldSucceed();

        Assert.Equal(4, result.Output.Count);
        Assert.DoesNotContain("OperationConflict", session.Emulator.Requests.Select(request => request.Code));
    }

    [Fact]
    public void Guard_rails_hold_for_bandwidth_too()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run($"Set-EniContext -ProtectedRange {Block}2:0/126 -ProtectedNetworkInterfaceId eni-bp1attach01").ShouldSucceed();
        var before = Bandwidth(session);

        var result = session.Run("Get-EniIpv6Bandwidth | Where-Object ServiceManaged -eq $false | Remove-EniIpv6Bandwidth -Force");

        Assert.Equal(["Protected", "Protected", "Protected"], result.ErrorIds);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(before.Count - 2, Bandwidth(session).Count);
        Assert.Equal(
            "TooManyTargets",
            session.Run(
                "try { 1..3 | ForEach-Object { \"2001:db8::$_\" } | Remove-EniIpv6Bandwidth -Force -MaxTargets 2 } "
                    + "catch { ($_.FullyQualifiedErrorId -split ',')[0] }").Output.Single().ToString());
    }

    [Fact]
    public void A_key_without_the_permission_is_told_which_one_it_lacks()
    {
        using var session = PowerShellSession.WithEmulator();

        var looking = session.Run("Get-EniIpv6Bandwidth -Credential $limited", ("limited", Limited("OneInterface")));
        var ending = session.Run($"Remove-EniIpv6Bandwidth {Block}2:1 -Force -Credential $limited", ("limited", Limited("ReadOnly")));

        Assert.Contains(
            "vpc:DescribeIpv6Addresses", Assert.Single(looking.Errors).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(
            "vpc:DeleteIpv6InternetBandwidth on acs:vpc:cn-hangzhou:*:ipv6bandwidth/ipv6bw-bp1web01b1",
            Assert.Single(ending.Errors).ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_removal_ends_the_bandwidth_first_and_both_are_put_back()
    {
        using var session = PowerShellSession.WithEmulator(options: new() { BandwidthBlocksUnassign = true });
        var before = (Bandwidth(session), session.Emulator.ItemsOf("eni-bp1web01b"));

        var removed = session.Run(
            "$removed = Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -RemoveBandwidth -Force; $removed").ShouldSucceed();

        Assert.All(removed.Values("Status"), status => Assert.Equal("Removed", status));
        Assert.Equal(["100", "20", "5"], removed.Values("Bandwidth").OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal((3, 2), (session.CallsOf("DeleteIpv6InternetBandwidth").Count, session.Removals.Count));
        Assert.Empty(session.Emulator.ItemsOf("eni-bp1web01b"));
        Assert.DoesNotContain(Orphans(session), orphan => orphan.Contains("::2:", StringComparison.Ordinal));

        session.Run("$removed | Add-EniIpv6Address; $removed | Where-Object Bandwidth | Add-EniIpv6Bandwidth -Force").ShouldSucceed();

        Assert.Equal(before.Item1, Bandwidth(session));
        Assert.Equal(before.Item2.Order(), session.Emulator.ItemsOf("eni-bp1web01b").Order());
    }

    /// <summary>One half done is an error that says so, and what it carries finishes the job.</summary>
    [Theory]
    [InlineData("UnassignIpv6Addresses", "was not removed; its Internet bandwidth (100 Mbit/s, PayByTraffic) was ended", 0)]
    [InlineData("DeleteIpv6InternetBandwidth", "was not ended, so that the address was left where it is", 1)]
    public void A_half_done_pair_is_told_and_finished_by_its_target(string refused, string told, int bandwidths)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Action = refused, Code = "Forbidden.RAM", Status = 403, Count = 1 });

        var half = session.Run($"Remove-EniIpv6Address {Block}2:1 eni-bp1web01b -RemoveBandwidth -Force");
        var error = Assert.Single(half.Errors);

        Assert.Empty(half.Output);
        Assert.Equal("Forbidden.RAM", half.ErrorIds.Single());
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(Block + "2:1", session.Emulator.ItemsOf("eni-bp1web01b"));
        Assert.Equal(bandwidths, Bandwidth(session).Count(line => line.StartsWith(Block + "2:1 ", StringComparison.Ordinal)));
        session.Run("$half | Remove-EniIpv6Address -RemoveBandwidth -Force", ("half", error.TargetObject)).ShouldSucceed();
        Assert.DoesNotContain($"{Block}2:1", session.Emulator.State(), StringComparison.Ordinal);
    }

    /// <summary>Stopped between the two calls, a pair is half done, and the host is told.</summary>
    [Fact]
    public async Task A_pair_that_is_stopped_in_between_is_told_to_the_host()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Action = "DeleteIpv6InternetBandwidth", LatencyMilliseconds = 700, Count = 1 });
        using var shell = session.Shell($"Remove-EniIpv6Address {Block}2:1 eni-bp1web01b -RemoveBandwidth -Force");

        var running = Task.Run(() => PowerShellSession.Run(shell), TestContext.Current.CancellationToken);
        while (session.Emulator.Faults.Count > 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await running;

        Assert.Empty(session.Removals);
        Assert.DoesNotContain(Bandwidth(session), line => line.StartsWith(Block + "2:1 ", StringComparison.Ordinal));
        Assert.Contains(
            $"{Block}2:1 on eni-bp1web01b in cn-hangzhou: Failed, and of its other step: Removed",
            string.Join(' ', session.Host.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_with_a_subscription_is_left_with_the_reason()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("Get-EniIpv6Address eni-2zedb01a -RegionId cn-beijing | Remove-EniIpv6Address -RemoveBandwidth -Force");

        Assert.Equal(["Subscription"], result.ErrorIds);
        Assert.Equal(["Removed"], result.Values("Status"));
        Assert.Equal(["2001:db8:2345:2b00::1:1"], session.Emulator.ItemsOf("eni-2zedb01a"));
    }

    /// <summary>Undo gives back what a run took, address and bandwidth, and can be taken back itself.</summary>
    [Theory]
    [InlineData("Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -RemoveBandwidth -Force -JournalPath $journal", 3)]
    [InlineData("Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6Bandwidth | Remove-EniIpv6Bandwidth -Force -JournalPath $journal", 3)]
    [InlineData("Add-EniIpv6Bandwidth 2001:db8:1234:1a00::7:1 -Bandwidth 9 -Force -JournalPath $journal", -1)]
    public void A_journal_takes_both_halves_back(string change, int ended)
    {
        using var session = PowerShellSession.WithEmulator();
        using var folder = new ScratchFolder();
        var before = (Bandwidth(session), session.Emulator.ItemsOf("eni-bp1web01b").Order().ToList());
        var journal = ("journal", folder.Combine("run.jsonl"));

        session.Run(change, journal).ShouldSucceed();
        var after = (Bandwidth(session), session.Emulator.ItemsOf("eni-bp1web01b").Order().ToList());
        Assert.Equal(before.Item1.Count - ended, after.Item1.Count);

        session.Run("Undo-EniChange $journal -Force", journal).ShouldSucceed();
        Assert.Equal(before.Item1, Bandwidth(session));
        Assert.Equal(before.Item2, session.Emulator.ItemsOf("eni-bp1web01b").Order());

        session.Run("Undo-EniChange $journal -Change 2 -Force", journal).ShouldSucceed();
        Assert.Equal(after.Item1, Bandwidth(session));
        Assert.Equal(after.Item2, session.Emulator.ItemsOf("eni-bp1web01b").Order());
    }

    /// <summary>Bandwidth gone and address kept: undo gives the one back, and leaves the other where it is.</summary>
    [Theory]
    [InlineData("Forbidden.RAM", "")]
    [InlineData("Forbidden.RAM", "-MaxErrors 0")]
    public void A_half_done_pair_is_taken_back_from_its_journal(string code, string limit)
    {
        using var session = PowerShellSession.WithEmulator();
        using var folder = new ScratchFolder();
        var before = (Bandwidth(session), session.Emulator.ItemsOf("eni-bp1web01b").Order().ToList());
        var journal = ("journal", folder.Combine("run.jsonl"));
        session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Action = "UnassignIpv6Addresses", Code = code, Status = 403 });

        var half = session.Run(
            $"Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -RemoveBandwidth {limit} -Force -JournalPath $journal", journal);
        Assert.Equal(8, half.Errors.Count);
        Assert.Equal(before.Item2, session.Emulator.ItemsOf("eni-bp1web01b").Order());
        Assert.NotEqual(before.Item1, Bandwidth(session));
        session.Emulator.Faults.Clear();
        session.Run("Undo-EniChange $journal -Force", journal).ShouldSucceed();

        Assert.Equal(before.Item1, Bandwidth(session));
        Assert.Equal(before.Item2, session.Emulator.ItemsOf("eni-bp1web01b").Order());
    }

    /// <summary>The lost call may have removed the address: a look that fails leaves that unknown, and an undo asks.</summary>
    [Fact]
    public void What_a_lost_call_may_have_removed_stays_unknown_when_its_bandwidth_cannot_be_looked_up()
    {
        using var session = PowerShellSession.WithEmulator();
        using var folder = new ScratchFolder();
        var journal = ("journal", folder.Combine("run.jsonl"));
        session.Emulator.Faults.Add(new() { Kind = FaultKind.DropAfterEffect, Action = "UnassignIpv6Addresses", Count = 1 });
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "DescribeNetworkInterfaces", Code = "Forbidden.RAM", Status = 403 });
        var lost = session.Run(
            $"Remove-EniIpv6Address {Block}2:1 eni-bp1web01b -RemoveBandwidth -Force -JournalPath $journal", journal);
        session.Emulator.Faults.Clear();
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "DescribeIpv6Addresses", Code = "Forbidden.RAM", Status = 403 });

        var resumed = session.Run("Resume-EniChange $journal -Force", journal);
        session.Emulator.Faults.Clear();

        Assert.Equal(["OutcomeUnknown"], lost.ErrorIds);
        Assert.Equal(["OutcomeUnknown"], resumed.ErrorIds);
        Assert.Equal(["Unknown"], session.Run("Get-EniChange $journal", journal).Values("Status"));
        session.Run("Undo-EniChange $journal -Force", journal).ShouldSucceed();
        Assert.Contains(Block + "2:1", session.Emulator.ItemsOf("eni-bp1web01b"));
    }

    /// <summary>A purchase that was refused is none, and what somebody else bought since is theirs.</summary>
    [Fact]
    public void An_undo_of_a_refused_purchase_ends_no_bandwidth_that_was_bought_since()
    {
        using var session = PowerShellSession.WithEmulator();
        using var folder = new ScratchFolder();
        var journal = ("journal", folder.Combine("run.jsonl"));
        session.Run($"Remove-EniIpv6Bandwidth {Block}2:1 -Force").ShouldSucceed();
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "AllocateIpv6InternetBandwidth", Code = "Forbidden.RAM", Status = 403, Count = 1 });
        var refused = session.Run($"Add-EniIpv6Bandwidth {Block}2:1 -Bandwidth 5 -Force -JournalPath $journal", journal);
        session.Run($"Add-EniIpv6Bandwidth {Block}2:1 -Bandwidth 7 -Force").ShouldSucceed();

        session.Run("Undo-EniChange $journal -Force", journal);

        Assert.Equal(["Forbidden.RAM"], refused.ErrorIds);
        Assert.Contains(Bandwidth(session), line => line.StartsWith(Block + "2:1 ", StringComparison.Ordinal));
    }

    /// <summary>What an error limit left undone is done from the journal alone, and what was done is not done again.</summary>
    [Fact]
    public void A_run_on_bandwidth_that_was_cut_off_is_finished_from_its_journal()
    {
        using var session = PowerShellSession.WithEmulator();
        using var folder = new ScratchFolder();
        var journal = ("journal", folder.Combine("run.jsonl"));
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "DeleteIpv6InternetBandwidth", Code = "Forbidden.RAM", Status = 403, Count = 1 });

        var cut = session.Run(
            $"'{Block}2:1', '{Block}2:2', '{Block}f0:1' | "
                + "Remove-EniIpv6Bandwidth -Force -MaxErrors 0 -ThrottleLimit 1 -JournalPath $journal",
            journal);
        var finished = session.Run("Resume-EniChange $journal -Force", journal).ShouldSucceed();

        Assert.NotEmpty(cut.Errors);
        Assert.Equal(cut.Errors.Count, finished.Output.Count);
        Assert.All(finished.Values("Status"), status => Assert.Equal("Ended", status));
        Assert.Equal(3, Bandwidth(session).Count(line => line.StartsWith("2001:db8:1234", StringComparison.Ordinal)));
    }

    [Fact]
    public void Addresses_are_shown_with_what_they_cost_in_as_many_more_calls_as_there_are_pages()
    {
        using var session = PowerShellSession.WithEmulator(options: new() { NetworkInterfaceCount = 1000, AddressesPerInterface = 2 });

        var all = session.Run("Get-EniIpv6Address -IncludeBandwidth").ShouldSucceed();

        Assert.Equal(2050, all.Output.Count);
        Assert.Equal((3, 2), (session.CallsOf("DescribeNetworkInterfaces").Count, session.CallsOf("DescribeIpv6Addresses").Count));
        Assert.Equal(
            ["2:1 100 PayByTraffic", "2:2 5 PayByBandwidth", "9:1 10 PayByTraffic", "b:1 50 PayByBandwidth"],
            from item in all.Output
            where $"{item.Properties["NetworkType"].Value}" == "Public" && item.Properties["Ipv6Address"].Value is not null
            select string.Join(' ', Billed.Select(name => $"{item.Properties[name].Value}")).Replace(Block, "", StringComparison.Ordinal));
        Assert.Equal(2045, all.Values("NetworkType").Count(type => type == "Private"));
    }

    [Fact]
    public void One_ENI_costs_a_call_for_its_vSwitch_and_none_where_it_has_nothing()
    {
        using var session = PowerShellSession.WithEmulator();

        session.Run("'eni-bp1web02a', 'eni-bp1empty01' | ForEach-Object { Get-EniIpv6Address $_ -IncludeBandwidth }").ShouldSucceed();

        var call = Assert.Single(session.CallsOf("DescribeIpv6Addresses"));
        Assert.Contains(new KeyValuePair<string, string>("VSwitchId", "vsw-bp1main"), call.Parameters);
    }

    [Theory]
    [InlineData("Get-EniIpv6Address eni-bp1web01b, eni-2zedb01b, eni-bp1spare01 -IncludeBandwidth -ErrorAction SilentlyContinue")]
    [InlineData("Get-EniIpv6Address eni-bp1web01b, eni-bp1spare01 | Get-EniIpv6RemovalPlan")]
    public void Without_the_permission_all_is_shown_but_the_cost_and_one_warning_says_why(string script)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run("Set-EniContext -Credential $limited", ("limited", Limited("OneInterface"))).ShouldSucceed();

        var result = session.Run(script).ShouldSucceed();

        Assert.Equal(12, result.Output.Count);
        Assert.All(result.Values("NetworkType"), Assert.Null);
        Assert.Contains("vpc:DescribeIpv6Addresses", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(session.CallsOf("DescribeIpv6Addresses"));
    }

    /// <summary>What the plan says stays billed is what then is on nothing and billed.</summary>
    [Fact]
    public void The_plan_says_what_a_removal_leaves_billed()
    {
        using var session = PowerShellSession.WithEmulator();
        var before = Orphans(session);

        var plan = session.Run("$plan = Get-EniIpv6Address | Get-EniIpv6RemovalPlan; $plan").ShouldSucceed();
        var left = session.Run("$plan | Where-Object LeavesBilled | ForEach-Object { $_.Ipv6Address + $_.Ipv6Prefix }").ShouldSucceed();
        session.Run("$plan | Where-Object WouldRemove | Remove-EniIpv6Address -Force").ShouldSucceed();

        Assert.Equal(3, left.Output.Count);
        Assert.Equal(left.Output.Select(item => $"{item}").Order(), Orphans(session).Except(before).Order());
        Assert.Equal(2, session.CallsOf("DescribeIpv6Addresses").Count);
        // What would not be removed leaves nothing, and what is not there is not known.
        Assert.Contains("False", plan.Values("LeavesBilled"));
        Assert.Equal([null], session.Run($"Get-EniIpv6RemovalPlan {Block}dead eni-bp1web01b").ShouldSucceed().Values("LeavesBilled"));
    }

    /// <summary>A world of 30 regions: each with an address on nothing that is billed.</summary>
    private static string RegionWithOrphan(int number) => $$"""
        {"RegionId":"cn-r{{number}}",
        "VSwitches":[{"VSwitchId":"vsw-{{number}}","VpcId":"vpc-{{number}}","ZoneId":"z","Ipv6Block":"2001:db8:{{number}}:1::/64"}],
        "Ipv6Gateways":[{"VpcId":"vpc-{{number}}","Ipv6GatewayId":"ipv6gw-{{number}}"}],
        "UnassociatedIpv6Addresses":[{"Item":"2001:db8:{{number}}:1::1","VSwitchId":"vsw-{{number}}"}],
        "Ipv6InternetBandwidths":[{"Item":"2001:db8:{{number}}:1::1","Ipv6InternetBandwidthId":"ipv6bw-{{number}}","Bandwidth":5,
        "InternetChargeType":"PayByTraffic","InstanceChargeType":"PostPaid"}]}
        """;

    private static PSCredential Limited(string key) =>
        new($"EniEmulator{key}KeyId", PowerShellSession.EmulatorCredential().Password);

    private static List<string> Orphans(PowerShellSession session) =>
    [
        .. from region in JsonDocument.Parse(session.Emulator.State()).RootElement.GetProperty("Regions").EnumerateArray()
           from one in region.GetProperty("UnassociatedIpv6Addresses").EnumerateArray()
           select $"{one.GetProperty("Item")}",
    ];

    private static List<string> Bandwidth(PowerShellSession session) =>
    [
        .. from region in JsonDocument.Parse(session.Emulator.State()).RootElement.GetProperty("Regions").EnumerateArray()
           from one in region.GetProperty("Ipv6InternetBandwidths").EnumerateArray()
           select $"{one.GetProperty("Item")} {one.GetProperty("Bandwidth")} {one.GetProperty("InternetChargeType")}",
    ];
}
