using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The debug stream shows each attempt at each call.</summary>
public sealed class DebugTests : IDisposable
{
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    [Theory]
    [InlineData("Get-Eni eni-bp1web01b", "ecs:DescribeNetworkInterfaces in cn-hangzhou")]
    [InlineData("Get-EniIpv6Address eni-bp1web01b -IncludeBandwidth", "vpc:DescribeIpv6Addresses in cn-hangzhou")]
    [InlineData("Get-EniRegion", "ecs:DescribeRegions")]
    [InlineData("Get-EniContext -Verify", "sts:GetCallerIdentity")]
    [InlineData("Add-EniIpv6Address 2001:db8:1234:1a00::77 eni-bp1spare01", "ecs:AssignIpv6Addresses in cn-hangzhou")]
    [InlineData("Remove-EniIpv6Bandwidth 2001:db8:1234:1a00::2:1 -Force", "vpc:DeleteIpv6InternetBandwidth in cn-hangzhou")]
    [InlineData("Get-EniIpv6RemovalPlan 2001:db8:1234:1a00::2:1 eni-bp1web01b", "ecs:DescribeNetworkInterfaces in cn-hangzhou")]
    public void A_call_is_shown_with_its_place_status_time_and_request_id(string command, string operation)
    {
        var shown = _session.Run($"$DebugPreference = 'Continue'; {command}").ShouldSucceed().Debug;

        Assert.Equal(_session.Emulator.Requests.Count, shown.Count);
        Assert.All(_session.Emulator.Requests, request => Assert.Contains(
            shown, line => line.EndsWith($"request id {request.RequestId}", StringComparison.Ordinal)));
        Assert.Contains(shown, line => line.StartsWith(
            $"{operation} at {_session.Emulator.Endpoint.Authority}, attempt 1: HTTP 200 after ", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_attempt_is_shown_with_its_code()
    {
        _session.Emulator.Faults.Add(
            new Fault { Kind = FaultKind.Refuse, Action = "UnassignIpv6Addresses", Code = "Throttling.User", Status = 400, Count = 1 });
        _session.Emulator.Faults.Add(new Fault { Kind = FaultKind.DropBeforeEffect, Action = "UnassignIpv6Addresses", Count = 1 });

        var shown = _session.Run(
                "$DebugPreference = 'Continue'; Remove-EniIpv6Address 2001:db8:1234:1a00::2:2 eni-bp1web01b -Force -ReadLagSec 0")
            .ShouldSucceed().Debug.Where(line => line.StartsWith("ecs:Unassign", StringComparison.Ordinal)).ToList();

        Assert.Collection(
            shown,
            line => Assert.Contains("attempt 1: Throttling.User, HTTP 400 after", line, StringComparison.Ordinal),
            line => Assert.Matches("attempt 2: ConnectionLost, no answer after .* request id unknown$", line),
            line => Assert.Contains("attempt 3: HTTP 200 after", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-EniRegion", 0)]
    [InlineData("Get-EniRegion -Debug", 1)]
    [InlineData("$DebugPreference = 'Continue'; Get-EniRegion", 1)]
    [InlineData("$DebugPreference = 'Continue'; Get-EniRegion -Debug:$false", 0)]
    [InlineData("$DebugPreference = 'Ignore'; Get-EniRegion", 0)]
    public void The_preference_decides_where_the_parameter_does_not(string script, int lines) =>
        Assert.Equal(lines, _session.Run(script).ShouldSucceed().Debug.Count);

    public void Dispose() => _session.Dispose();
}
