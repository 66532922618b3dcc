using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Which calls a removal makes, and what becomes of each target in them.</summary>
public sealed class RemoveBatchTests
{
    private const string Eni = "eni-bp1web02b";

    [Fact]
    public void Twenty_three_addresses_of_one_ENI_make_three_calls()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"(Get-EniIpv6Address {Eni})[0..22] | Remove-EniIpv6Address -Force").ShouldSucceed();

        Assert.Equal(23, result.Output.Count);
        Assert.Equal(
            [10, 10, 3],
            session.Removals.Select(
                call => call.Parameters.Count(parameter => parameter.Key.StartsWith("Ipv6Address.", StringComparison.Ordinal))));
        Assert.Equal(2, session.Emulator.ItemsOf(Eni).Count);
    }

    [Fact]
    public void Targets_of_several_ENIs_and_kinds_are_sorted_into_calls_that_the_service_takes()
    {
        using var session = PowerShellSession.WithEmulator();

        // Every other one from the front and from the back, so that no two neighbours belong in one call.
        var result = session.Run(
            "$all = 'eni-bp1web01b', 'eni-bp1spare01', 'eni-bp1web01a' | Get-EniIpv6Address; $last = $all.Count - 1;" +
            "$(foreach ($i in 0..$last) { $all[$i], $all[$last - $i] }) | Remove-EniIpv6Address -Force").ShouldSucceed();

        Assert.Equal(8 + 4 + 2, result.Output.Count);
        Assert.All(session.Removals, call => Assert.Equal(200, call.Status));
        Assert.Equal(5, session.Removals.Count);
    }

    [Fact]
    public void What_is_not_assigned_is_reported_and_does_not_hold_back_the_rest()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"@('2001:db8::dead') + (Get-EniIpv6Address {Eni})[0..7].Ipv6Address + '2001:db8::beef' | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force");

        Assert.Equal(8, result.Output.Count);
        Assert.Equal(["InvalidIp.IpUnassigned", "InvalidIp.IpUnassigned"], result.ErrorIds);
        Assert.Equal(
            ["2001:db8::dead", "2001:db8::beef"], result.Errors.Select(error => ((Output.EniIpv6Target)error.TargetObject).Ipv6Address));
        Assert.Equal(25 - 8, session.Emulator.ItemsOf(Eni).Count);
    }

    [Fact]
    public void Calls_for_one_ENI_follow_each_other_and_those_for_others_go_beside_them()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 300 });

        session.Run($"'{Eni}', 'eni-bp1web01b', 'eni-bp1web02a' | Get-EniIpv6Address | Remove-EniIpv6Address -Force").ShouldSucceed();

        var ofOne = session.Removals.Where(call => EniOf(call) == Eni).OrderBy(call => call.Time).ToList();
        Assert.Equal(3, ofOne.Count);
        Assert.All(ofOne.Zip(ofOne.Skip(1)), pair => Assert.True(pair.First.Time + pair.First.Duration <= pair.Second.Time));
        Assert.Contains(session.Removals, other => EniOf(other) != Eni && other.Time < ofOne[0].Time + ofOne[0].Duration);
    }

    [Fact]
    public void A_passing_state_is_waited_for_as_long_as_it_is_asked_for()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new()
        {
            Kind = Emulator.Faults.FaultKind.Refuse,
            Action = "UnassignIpv6Addresses",
            Code = "InvalidOperation.InvalidEniState",
            Status = 400,
            Count = 2,
        });

        session.Run($"Remove-EniIpv6Address 2001:db8:1234:1a00::4:1 {Eni} -Force -StateTimeoutSec 60").ShouldSucceed();

        Assert.Equal(3, session.Removals.Count);
    }

    [Fact]
    public void With_Wait_a_result_comes_when_the_service_shows_it()
    {
        using var session = PowerShellSession.WithEmulator(options: new() { ReadLag = TimeSpan.FromMilliseconds(1500) });

        var result = session.Run(
            $"Remove-EniIpv6Address 2001:db8:1234:1a00::4:1 {Eni} -Force -Wait | "
                + "ForEach-Object { (Get-EniIpv6Address $_.NetworkInterfaceId).Ipv6Address }").ShouldSucceed();

        Assert.Equal(24, result.Output.Count);
    }

    [Fact]
    public void The_end_of_a_run_is_summed_up_in_the_information_stream()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"Get-EniIpv6Address {Eni} | Remove-EniIpv6Address -Force -InformationVariable summary | Out-Null; $summary.MessageData")
            .ShouldSucceed();

        Assert.StartsWith(
            "Remove IPv6 addresses: 25 of 25 targets done, 0 errors, 3 calls, ",
            Assert.Single(result.Output).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_shows_all_that_is_settled_while_its_results_are_still_being_written()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { LatencyMilliseconds = 400, Action = "UnassignIpv6Addresses" });

        var result = session.Run(
            $"Get-EniIpv6Address {Eni} | Remove-EniIpv6Address -Force | ForEach-Object {{ [Threading.Thread]::Sleep(50) }}")
            .ShouldSucceed();

        Assert.StartsWith("10 of 25 ", result.Progress[0].StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sum_counts_bad_input_with_the_errors()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            "'2001:db8:1234:1a00::4:1', 'no address', '2001:db8::dead' | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force -ReadLagSec 0 -ErrorVariable failed");

        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith(
            "Remove IPv6 addresses: 1 of 3 targets done, 2 errors, ", Assert.Single(result.Information), StringComparison.Ordinal);
    }

    [Fact]
    public void With_IgnoreUnassigned_a_script_that_is_run_again_succeeds()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run("$all = Get-EniIpv6Address eni-bp1web01b; $all | Remove-EniIpv6Address -Force").ShouldSucceed();

        var again = session.Run("$all | Remove-EniIpv6Address -Force -IgnoreUnassigned").ShouldSucceed();

        Assert.Equal(8, again.Output.Count);
        Assert.All(again.Values("Status"), status => Assert.Equal("NotAssigned", status));
    }

    [Fact]
    public void Calls_that_are_refused_for_a_while_are_sent_again()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new()
            {
                Kind = Emulator.Faults.FaultKind.Refuse,
                Action = "UnassignIpv6Addresses",
                Code = "Throttling.User",
                Status = 400,
                Count = 2,
            });

        var result = session.Run($"(Get-EniIpv6Address {Eni})[0] | Remove-EniIpv6Address -Force -Verbose").ShouldSucceed();

        Assert.Equal(["3"], result.Values("Attempts"));
        Assert.Equal(2, result.Verbose.Count(line => line.Contains("Throttling.User", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Emulator.Faults.FaultKind.DropBeforeEffect, false)]
    [InlineData(Emulator.Faults.FaultKind.DropAfterEffect, true)]
    [InlineData(Emulator.Faults.FaultKind.CutAnswer, true)]
    [InlineData(Emulator.Faults.FaultKind.HtmlAnswer, true)]
    public void A_call_without_an_answer_is_looked_into_before_anything_is_said(Emulator.Faults.FaultKind fault, bool tookEffect)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Kind = fault, Action = "UnassignIpv6Addresses", Count = 1 });

        var result = session.Run($"(Get-EniIpv6Address {Eni})[0..9].Ipv6Address | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force")
            .ShouldSucceed();

        Assert.Equal(10, result.Output.Count);
        Assert.All(result.Values("ConfirmedByLooking"), value => Assert.Equal(tookEffect ? "True" : "False", value));
        Assert.Equal(15, session.Emulator.ItemsOf(Eni).Count);
        Assert.Equal(tookEffect ? 1 : 2, session.Removals.Count);
    }

    [Fact]
    public void What_cannot_be_found_out_is_unknown_and_says_what_to_run()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Kind = Emulator.Faults.FaultKind.DropBeforeEffect, Action = "UnassignIpv6Addresses" });
        session.Emulator.Faults.Add(
            new() { Kind = Emulator.Faults.FaultKind.Refuse, Action = "DescribeNetworkInterfaces", Code = "Forbidden.RAM", Status = 403 });

        var error = Assert.Single(session.Run($"Remove-EniIpv6Address 2001:db8:1234:1a00::4:1 {Eni} -Force -MaxAttempts 2").Errors);

        Assert.Equal("OutcomeUnknown,EniTools.Commands.RemoveEniIpv6AddressCommand", error.FullyQualifiedErrorId);
        Assert.Contains(
            $"Get-EniIpv6Address -NetworkInterfaceId {Eni} -RegionId cn-hangzhou",
            error.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
    }

    private static string EniOf(Emulator.Control.RequestRecord call) =>
        call.Parameters.Single(parameter => parameter.Key == "NetworkInterfaceId").Value;
}
