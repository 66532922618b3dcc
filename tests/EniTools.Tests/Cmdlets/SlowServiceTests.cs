using System.Management.Automation;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>A user who waits for an answer sees after two seconds what for, why, and what comes next.</summary>
public sealed class SlowServiceTests
{
    public static TheoryData<string> Cmdlets =>
    [
        "Get-Eni",
        "Get-EniIpv6Address",
        "Get-EniRegion",
        "Get-EniIpv6RemovalPlan 2001:db8:1234:1a00::2:1 eni-bp1web01b",
        "Get-EniContext -Verify",
        "Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force",
        "Add-EniIpv6Address 2001:db8:1234:1a00::7:99 eni-bp1spare01 -Force",
    ];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_slow_answer_is_waited_for_in_sight(string command)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Count = 1, LatencyMilliseconds = 4500 });

        var progress = session.Run(command).ShouldSucceed().Progress.Where(record => record.Activity == "Waiting for an answer").ToList();

        Assert.Matches(@"^None for \d+ s\.$", progress[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public void What_fails_and_when_it_is_tried_again_is_shown()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Status = 400, Code = "Throttling.User", RetryAfterMilliseconds = 4000, Count = 1 });

        var progress = session.Run("Get-Eni").ShouldSucceed().Progress;

        Assert.Matches(@"^None for \d s\. Attempt 1 failed, the next one is in \d s: Throttling\.User: ", progress[0].StatusDescription);
    }

    [Fact]
    public void A_quick_answer_shows_nothing()
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Empty(session.Run("Get-Eni").ShouldSucceed().Progress);
    }

    /// <summary>A mistake, such as a name that nobody knows, is reported within seconds, and sooner with RetryTimeoutSec.</summary>
    [Theory]
    [InlineData("Get-Eni")]
    [InlineData("Get-EniIpv6Address")]
    [InlineData("Get-EniRegion")]
    [InlineData("Get-EniIpv6RemovalPlan 2001:db8:1234:1a00::2:1 eni-bp1web01b")]
    public void The_time_for_attempts_can_be_limited_where_nothing_is_changed(string command)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Status = 503, Code = "ServiceUnavailable" });

        var result = session.Run($"{command} -RetryTimeoutSec 0");

        Assert.Equal(["ServiceUnavailable"], result.ErrorIds);
        Assert.Single(session.Emulator.Requests);
    }
}
