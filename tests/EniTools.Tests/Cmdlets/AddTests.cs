using System.Management.Automation;
using CsCheck;
using EniTools.Emulator.Faults;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Putting addresses and prefixes on ENIs: named ones, and new ones by count.</summary>
public sealed class AddTests
{
    // Attached to a stopped instance, with 25 of the 30 addresses it can have.
    private const string Full = "eni-bp1web02b";
    private const string Empty = "eni-bp1empty01";
    private const string Action = "AssignIpv6Addresses";

    public static TheoryData<string, string[]> Forms => new()
    {
        {
            $"'2001:DB8:1234:1a00::8:1', '2001:db8:1234:1a00::8:2' | Add-EniIpv6Address -NetworkInterfaceId {Empty}",
            ["2001:db8:1234:1a00::8:1", "2001:db8:1234:1a00::8:2"]
        },
        { $"Add-EniIpv6Address 2001:db8:1234:1a00::8:1 {Empty}", ["2001:db8:1234:1a00::8:1"] },
        { $"Add-EniIpv6Address -Ipv6Prefix 2001:db8:1234:1a01:80::/80 -EniId {Empty}", ["2001:db8:1234:1a01:80::/80"] },
        {
            $"[pscustomobject]@{{ NetworkInterfaceId = '{Empty}'; Ipv6Address = '2001:db8:1234:1a00::8:1'; Ipv6Prefix = ''; "
                + "Ipv6AddressCount = ''; Ipv6PrefixCount = $null } | Add-EniIpv6Address",
            ["2001:db8:1234:1a00::8:1"]
        },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_of_input_assigns_what_it_names_and_nothing_else(string script, string[] named)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(script).ShouldSucceed();

        Assert.Equal(named, session.Emulator.ItemsOf(Empty));
        Assert.Equal(named, result.Output.Select(item => item.Properties["Ipv6Address"].Value ?? item.Properties["Ipv6Prefix"].Value));
        Assert.All(result.Values("Status"), status => Assert.Equal("Assigned", status));
        Assert.All(result.Values("RequestId"), id => Assert.Contains(session.CallsOf(Action), call => call.RequestId == id));
    }

    [Fact]
    public void What_was_removed_is_put_back_and_what_was_added_is_removed()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run("$all = 'eni-bp1web01a', 'eni-bp1web01b', 'eni-bp1web02a', 'eni-bp1web02b', 'eni-bp1spare01' | Get-EniIpv6Address")
            .ShouldSucceed();
        var before = Items(session);

        // As it came, and as a table with texts gives it.
        Gen.Select(Gen.Int[0, 40].HashSet[1, 20], Gen.Int[0, 1]).Sample((chosen, form) =>
        {
            var piped = form == 0
                ? "$changed"
                : "$changed | ForEach-Object { [pscustomobject]@{ RegionId = $_.RegionId; NetworkInterfaceId = $_.NetworkInterfaceId; "
                    + "Ipv6Address = \"$($_.Ipv6Address)\"; Ipv6Prefix = \"$($_.Ipv6Prefix)\"; Status = \"$($_.Status)\" } }";
            var removed = session.Run($"$changed = $all[{string.Join(',', chosen)}] | Remove-EniIpv6Address -Force; $changed")
                .ShouldSucceed().Output.Count;
            Assert.Equal(before.Count - removed, Items(session).Count);

            session.Run($"$changed = {piped} | Add-EniIpv6Address").ShouldSucceed();
            Assert.Equal(before, Items(session));

            // And the other way: Remove takes what Add gave.
            Assert.Equal(removed, session.Run($"{piped} | Remove-EniIpv6Address -Force").ShouldSucceed().Output.Count);
            session.Run($"{piped} | Add-EniIpv6Address").ShouldSucceed();
            Assert.Equal(before, Items(session));
        }, iter: 20, threads: 1);
    }

    [Fact]
    public void A_count_gives_new_addresses_in_calls_of_ten_each_with_a_token_of_its_own()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("Add-EniIpv6Address -NetworkInterfaceId eni-bp1web01a -Ipv6AddressCount 12 -Ipv6PrefixCount 3")
            .ShouldSucceed();

        Assert.Equal(15, result.Output.Count);
        Assert.Equal(3, result.Values("Ipv6Prefix").Count(prefix => prefix is not null));
        Assert.Equal(
            result.Output.Select(item => item.Properties["Ipv6Address"].Value ?? item.Properties["Ipv6Prefix"].Value),
            session.Emulator.ItemsOf("eni-bp1web01a").Skip(2));
        Assert.Equal(
            ["10", "2", "3"],
            session.CallsOf(Action).Select(
                call => call.Parameters.Single(parameter => parameter.Key.EndsWith("Count", StringComparison.Ordinal)).Value));
        Assert.Equal(3, session.CallsOf(Action).Select(TokenOf).Distinct().Count());
    }

    [Theory]
    [InlineData("Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 5")]
    [InlineData("Add-EniIpv6Address 2001:db8:1234:1a00::8:1, 2001:db8:1234:1a00::8:2 eni-bp1empty01")]
    public void A_retry_carries_the_same_token_and_assigns_nothing_twice(string script)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Kind = FaultKind.DropAfterEffect, Action = Action, Count = 1 });
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = Action, Code = "LastTokenProcessing", Status = 403, Count = 1 });

        var result = session.Run(script).ShouldSucceed();

        Assert.Equal(result.Output.Select(item => item.Properties["Ipv6Address"].Value), session.Emulator.ItemsOf(Empty));
        Assert.Single(session.CallsOf(Action).Select(TokenOf).Distinct());
    }

    [Fact]
    public void A_count_that_cannot_be_given_is_one_error_whose_target_can_be_piped_back_in()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"Add-EniIpv6Address -NetworkInterfaceId {Empty} -Ipv6AddressCount 13");

        var error = Assert.Single(result.Errors);
        Assert.Equal(10, result.Output.Count);
        Assert.Equal("MaxEniIpv6IpsCountExceeded,EniTools.Commands.AddEniIpv6AddressCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.LimitsExceeded, error.CategoryInfo.Category);
        var missing = Assert.IsType<EniIpv6CountTarget>(error.TargetObject);
        Assert.Equal(
            (Empty, "cn-hangzhou", 3, null),
            (missing.NetworkInterfaceId, missing.RegionId, missing.Ipv6AddressCount, missing.Ipv6PrefixCount));

        var again = session.Run(
            $"Get-EniIpv6Address {Empty} | Remove-EniIpv6Address -Force | Out-Null; $missing | Add-EniIpv6Address",
            ("missing", missing)).ShouldSucceed();
        Assert.Equal(3, again.Output.Count);
    }

    [Fact]
    public void A_count_whose_answers_are_all_lost_has_an_unknown_outcome()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Kind = FaultKind.DropAfterEffect, Action = Action });

        var error = Assert.Single(session.Run($"Add-EniIpv6Address -NetworkInterfaceId {Empty} -Ipv6AddressCount 2 -MaxAttempts 2").Errors);

        Assert.StartsWith("OutcomeUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Get-EniIpv6Address -NetworkInterfaceId {Empty}", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(2, session.Emulator.ItemsOf(Empty).Count);
    }

    [Fact]
    public void A_count_on_the_command_line_is_for_each_ENI_once()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("'eni-bp1web01b', 'eni-bp1web02a' | Get-EniIpv6Address | Add-EniIpv6Address -Ipv6AddressCount 1")
            .ShouldSucceed();

        Assert.Equal(["eni-bp1web01b", "eni-bp1web02a"], result.Values("NetworkInterfaceId").Order());
    }

    [Theory]
    [InlineData("Add-EniIpv6Address 2001:db8:1234:1a00::8:1 eni-bp1empty01 -Ipv6AddressCount 1", "InvalidParameter.Conflict")]
    [InlineData(
        "'2001:db8:1234:1a00::8:1' | Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 1",
        "InvalidParameter.Conflict")]
    [InlineData(
        "[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1empty01'; Ipv6Address = '2001:db8:1234:1a00::8:1'; Ipv6AddressCount = 2 } | "
            + "Add-EniIpv6Address",
        "InvalidParameter.Conflict")]
    [InlineData("Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 0", "InvalidParameter")]
    [InlineData(
        "[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1empty01'; Ipv6PrefixCount = 'many' } | Add-EniIpv6Address", "InvalidParameter")]
    [InlineData("Add-EniIpv6Address -Ipv6AddressCount 1", "MissingParameter")]
    [InlineData("Add-EniIpv6Address -NetworkInterfaceId web01 -Ipv6AddressCount 1", "InvalidEniId.Malformed")]
    [InlineData("Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01", "MissingParameter")]
    public void What_is_no_request_is_an_error_before_any_call(string script, string id)
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Equal([id], session.Run(script).ErrorIds);
        Assert.Empty(session.CallsOf(Action));
    }

    [Theory]
    [InlineData(
        "[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1empty01'; Ipv6Address = '2001:db8:1234:1a00::8:1'; Ipv6AddressCount = 2 } | "
            + "Add-EniIpv6Address",
        "eni-bp1empty01")]
    [InlineData(
        "[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1empty01'; Ipv6PrefixCount = 'many' } | Add-EniIpv6Address", "eni-bp1empty01")]
    [InlineData("[pscustomobject]@{ Note = 'row 7'; Ipv6AddressCount = 2 } | Add-EniIpv6Address", "2 addresses")]
    public void The_error_of_what_is_no_request_names_it(string script, string named)
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Contains(named, Assert.Single(session.Run(script).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_taken_or_outside_the_block_does_not_hold_back_the_rest()
    {
        using var session = PowerShellSession.WithEmulator();
        // On another ENI; on this one; outside the vSwitch's block; free.
        const string Add =
            "'2001:db8:1234:1a00::1:1', '2001:db8:1234:1a00::4:1', '2001:db8:ffff::1', '2001:db8:1234:1a00::8:1' | "
                + "Add-EniIpv6Address -NetworkInterfaceId "
            + Full;

        var result = session.Run(Add + " -ReadLagSec 0");

        Assert.Equal(["2001:db8:1234:1a00::8:1"], result.Values("Ipv6Address"));
        Assert.Equal(["InvalidIp.IpAssigned", "InvalidIp.IpAssigned", "InvalidVSwitchId.IpInvalid"], result.ErrorIds.Order());
        Assert.Equal(26, session.Emulator.ItemsOf(Full).Count);

        var again = session.Run(Add + " -ReadLagSec 0 -IgnoreAssigned");
        Assert.Equal(["AlreadyAssigned", "AlreadyAssigned"], again.Values("Status"));
        Assert.Equal(["InvalidIp.IpAssigned", "InvalidVSwitchId.IpInvalid"], again.ErrorIds.Order());
    }

    [Fact]
    public void WhatIf_names_all_makes_no_call_and_needs_no_credential()
    {
        using var session = PowerShellSession.Bare();

        session.Run(
            $"Set-EniContext -RegionId cn-hangzhou; '2001:db8::1', '2001:db8::2' | Add-EniIpv6Address -NetworkInterfaceId {Empty} -WhatIf; "
                + $"Add-EniIpv6Address -NetworkInterfaceId {Empty} -Ipv6AddressCount 12 -WhatIf").ShouldSucceed();

        Assert.Contains(
            session.Host.Lines, line => line.Contains($"2001:db8::1, 2001:db8::2 on {Empty} in cn-hangzhou", StringComparison.Ordinal));
        Assert.Contains(session.Host.Lines, line => line.Contains($"12 new addresses on {Empty} in cn-hangzhou", StringComparison.Ordinal));
    }

    [Fact]
    public void With_Wait_new_addresses_come_when_the_service_shows_them()
    {
        using var session = PowerShellSession.WithEmulator(options: new() { ReadLag = TimeSpan.FromMilliseconds(1500) });

        var result = session.Run(
            $"Add-EniIpv6Address -NetworkInterfaceId {Empty} -Ipv6AddressCount 2 -Wait | "
                + "ForEach-Object { (Get-EniIpv6Address $_.NetworkInterfaceId).Count }").ShouldSucceed();

        Assert.Equal(["2", "2"], result.Output.Select(item => item.ToString()));
    }

    private static List<string> Items(PowerShellSession session) =>
    [
        .. new[] { "eni-bp1web01a", "eni-bp1web01b", "eni-bp1web02a", Full, "eni-bp1spare01" }
            .SelectMany(eni => session.Emulator.ItemsOf(eni).Select(item => $"{item} on {eni}")).Order(),
    ];

    private static string TokenOf(Emulator.Control.RequestRecord call) =>
        call.Parameters.Single(parameter => parameter.Key == "ClientToken").Value;
}
