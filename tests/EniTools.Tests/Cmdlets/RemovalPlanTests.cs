using System.Management.Automation;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What a removal would do, asked beforehand.</summary>
public sealed class RemovalPlanTests
{
    private const string Eni = "eni-bp1web01b";

    /// <summary>One target for each reason to be refused, and one that would go.</summary>
    public static TheoryData<string, string, string?> Verdicts => new()
    {
        { "2001:db8:1234:1a00::2:1", Eni, null },
        { "2001:db8:1234:1a01:21::/80", Eni, null },
        { "2001:db8:1234:1a00::dead", Eni, "InvalidIp.IpUnassigned" },
        { "2001:db8:1234:1a00::1:1", "eni-bp1nosuch", "InvalidEniId.NotFound" },
        { "2001:db8:1234:1a00::9:1", "eni-bp1attach01", "InvalidOperation.InvalidEniState" },
        { "2001:db8:1234:1a00::5:1", "eni-bp1web03a", "InvalidOperation.InvalidEcsState" },
        { "2001:db8:1234:1a00::b:1", "eni-bp1service01", "InvalidOperation.EniServiceManaged" },
        { "2001:db8:1234:1a00::c:1", "eni-bp1trunk01", "InvalidOperation.InvalidEniType" },
        { "2001:db8:1234:1a00::/64", Eni, "InvalidIp.IpPrefixMaskInvalid" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void A_target_is_judged_with_the_code_that_a_removal_then_gets(string item, string eni, string? code)
    {
        using var session = PowerShellSession.WithEmulator();

        var plan = Assert.Single(
            session.Run($"$plan = '{item}' | Get-EniIpv6RemovalPlan -NetworkInterfaceId {eni}; $plan").ShouldSucceed().Output);

        Assert.Equal(
            (code is null, code, 1), (plan.Properties["WouldRemove"].Value, plan.Properties["Code"].Value, plan.Properties["Call"].Value));
        Assert.NotEqual("", plan.Properties["Reason"].Value);
        Assert.Empty(session.Removals);
        Assert.Equal(code is null ? [] : [code], session.Run("$plan | Remove-EniIpv6Address -Force").ErrorIds);
    }

    [Fact]
    public void What_would_be_removed_can_be_piped_on_to_the_removal()
    {
        using var session = PowerShellSession.WithEmulator();

        var removed = session.Run("Get-EniIpv6Address | Get-EniIpv6RemovalPlan | Where-Object WouldRemove | Remove-EniIpv6Address -Force")
            .ShouldSucceed();

        Assert.Equal(2 + 8 + 2 + 25 + 2 + 4, removed.Output.Count);
        Assert.Single(session.CallsOf("DescribeInstanceStatus"));
    }

    [Fact]
    public void Targets_are_numbered_by_the_call_they_would_be_in()
    {
        using var session = PowerShellSession.WithEmulator();

        var plan = session.Run("Get-EniIpv6Address eni-bp1web02b | Get-EniIpv6RemovalPlan").ShouldSucceed();

        Assert.Equal([10, 10, 5], plan.Values("Call").GroupBy(call => call).Select(call => call.Count()));
        Assert.Equal(["1", "2", "3"], plan.Values("Call").Distinct());
    }

    [Fact]
    public void Each_ENI_is_shown_once_with_its_calls_numbered_in_that_order()
    {
        using var session = PowerShellSession.WithEmulator();

        var plan = session.Run("Get-EniIpv6Address | Get-EniIpv6RemovalPlan").ShouldSucceed();

        var enis = plan.Values("NetworkInterfaceId").ToList();
        var calls = plan.Values("Call").Select(int.Parse!).ToList();
        Assert.Equal(enis.Distinct(), enis.Where((eni, i) => i == 0 || eni != enis[i - 1]));
        Assert.Equal(calls.Order(), calls);
        Assert.Equal(Enumerable.Range(1, calls[^1]), calls.Distinct());
    }

    [Fact]
    public void Many_ENIs_are_looked_up_a_hundred_at_a_time()
    {
        using var session = PowerShellSession.WithEmulator();

        var plan = session.Run(
            "1..250 | ForEach-Object { [pscustomobject]@{ NetworkInterfaceId = \"eni-bp1x$_\"; Ipv6Address = '2001:db8::1' } } | "
                + "Get-EniIpv6RemovalPlan").ShouldSucceed();

        Assert.Equal(250, plan.Output.Count);
        Assert.All(plan.Values("Code"), code => Assert.Equal("InvalidEniId.NotFound", code));
        Assert.Equal(3, session.CallsOf("DescribeNetworkInterfaces").Count);
        Assert.Empty(session.CallsOf("DescribeInstanceStatus"));
    }

    [Theory]
    [InlineData("'here' | {0} -NetworkInterfaceId eni-bp1web01b")]
    [InlineData("'2001:db8::1/80' | {0} -NetworkInterfaceId eni-bp1web01b")]
    [InlineData("'2001:db8::1' | {0}")]
    [InlineData("'2001:db8::1' | {0} -NetworkInterfaceId web01b")]
    [InlineData("[pscustomobject]@{{ NetworkInterfaceId = 'eni-bp1web01b' }} | {0}")]
    [InlineData("[pscustomobject]@{{ NetworkInterfaceId = 'eni-bp1web01b'; Ipv6Address = '2001:db8::1'; RegionId = @('a', 'b') }} | {0}")]
    public void Bad_input_is_the_same_error_as_for_the_removal(string script)
    {
        using var session = PowerShellSession.WithEmulator();

        var planned = Assert.Single(session.Run(string.Format(null, script, "Get-EniIpv6RemovalPlan")).Errors);
        var removed = Assert.Single(session.Run(string.Format(null, script, "Remove-EniIpv6Address")).Errors);

        Assert.Equal(removed.FullyQualifiedErrorId.Split(',')[0], planned.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(removed.ToString(), planned.ToString());
        Assert.Empty(session.Emulator.Requests);
    }

    [Fact]
    public void Without_the_permission_to_see_instances_the_plan_says_so_for_primary_ENIs()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "DescribeInstanceStatus", Code = "Forbidden.RAM", Status = 403 });

        var plan = session.Run("'eni-bp1web01a', 'eni-bp1spare01' | Get-EniIpv6Address | Get-EniIpv6RemovalPlan").ShouldSucceed();

        Assert.All(plan.Values("WouldRemove"), would => Assert.Equal("True", would));
        Assert.Equal(2, plan.Values("Reason").Count(reason => reason!.Contains("ecs:DescribeInstanceStatus", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("DescribeNetworkInterfaces", "Forbidden.RAM", 403, 3)]
    [InlineData("DescribeInstanceStatus", "SomethingNew", 400, 2)]
    public void What_cannot_be_found_out_is_an_error_for_each_target_that_can_be_piped_back_in(
        string action, string code, int status, int errors)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run("$all = @(Get-EniIpv6Address eni-bp1web01a) + (Get-EniIpv6Address eni-bp1spare01)[0]").ShouldSucceed();
        session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Action = action, Code = code, Status = status, Count = 1 });

        var result = session.Run("$all | Get-EniIpv6RemovalPlan -ErrorVariable failed -ErrorAction SilentlyContinue; $failed");

        var failed = result.Output.Select(item => item.BaseObject).OfType<ErrorRecord>().ToList();
        Assert.Equal(errors, failed.Count);
        Assert.All(failed, error => Assert.Equal($"{code},EniTools.Commands.GetEniIpv6RemovalPlanCommand", error.FullyQualifiedErrorId));
        Assert.Equal(errors, session.Run("$failed.TargetObject | Get-EniIpv6RemovalPlan").ShouldSucceed().Output.Count);
    }
}
