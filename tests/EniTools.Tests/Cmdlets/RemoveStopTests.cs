using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>However a pipeline ends early, nothing more is sent and nothing keeps running.</summary>
public sealed class RemoveStopTests
{
    private const string Eni = "eni-bp1web02b";
    private const int VeryLong = 600_000;

    [Fact]
    public async Task Stop_ends_a_call_that_is_waiting_for_its_answer()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = VeryLong });
        using var shell = session.Shell($"Get-EniIpv6Address {Eni} | Remove-EniIpv6Address -Force");

        var running = Task.Run(() => PowerShellSession.Run(shell), TestContext.Current.CancellationToken);
        await WaitUntil(() => session.CallsOf("DescribeNetworkInterfaces").Count > 0);
        await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Empty((await running).Errors);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(25, session.Emulator.ItemsOf(Eni).Count);
        await AssertNothingMoreIsSent(session);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_at_the_first_error()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new()
            {
                Kind = Emulator.Faults.FaultKind.Refuse,
                Action = "UnassignIpv6Addresses",
                Code = "Forbidden.RAM",
                Status = 403,
                Count = 1,
            });
        session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = VeryLong });

        var result = session.Run($"Get-EniIpv6Address {Eni} | Remove-EniIpv6Address -Force -ErrorAction Stop");

        Assert.StartsWith("Forbidden.RAM,", ((RuntimeException)result.Thrown!).ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(25, session.Emulator.ItemsOf(Eni).Count);
        await AssertNothingMoreIsSent(session);
    }

    [Fact]
    public void With_ErrorAction_Stop_what_is_under_way_is_written_before_the_error_that_ends_it()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new() { NetworkInterfaceId = Eni, Action = "UnassignIpv6Addresses", LatencyMilliseconds = 300 });

        var result = session.Run(
            $"(Get-EniIpv6Address {Eni})[0..9] + @([pscustomobject]@{{ Ipv6Address = 'no address'; NetworkInterfaceId = '{Eni}' }}) | "
                + "Remove-EniIpv6Address -Force -ErrorAction Stop");

        Assert.StartsWith(
            "InvalidIp.Address,", ((RuntimeException)result.Thrown!).ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(10, result.Output.Count);
        Assert.Equal(15, session.Emulator.ItemsOf(Eni).Count);
    }

    [Fact]
    public async Task What_a_stopped_pipeline_can_no_longer_take_is_told_to_the_host()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 400 });
        using var shell = session.Shell($"Remove-EniIpv6Address 2001:db8:1234:1a00::4:1 {Eni} -Force");

        var running = Task.Run(() => PowerShellSession.Run(shell), TestContext.Current.CancellationToken);
        await WaitUntil(() => session.Emulator.Faults.Current is [{ Count: < int.MaxValue }]);
        await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Empty((await running).Output);
        Assert.Contains(
            session.Host.Warnings,
            line => line.Contains($"2001:db8:1234:1a00::4:1 on {Eni} in cn-hangzhou: Removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_break_downstream_ends_it()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", Count = 1 });
        session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = VeryLong });

        session.Run($"foreach ($once in 1) {{ Get-EniIpv6Address {Eni} | Remove-EniIpv6Address -Force | ForEach-Object {{ break }} }}")
            .ShouldSucceed();

        Assert.Equal(15, session.Emulator.ItemsOf(Eni).Count);
        // Of many results the host is told the numbers and a few.
        var told = Assert.Single(
            session.Host.Warnings, line => line.Contains("results arrived after the pipeline was stopped", StringComparison.Ordinal));
        Assert.Matches("[:,] 9 Removed[,.]", told);
        Assert.Equal(5, told.Split(" in cn-hangzhou").Length - 1);
        Assert.Contains("Get-EniIpv6Address shows what the ENIs have now", told, StringComparison.Ordinal);
        await AssertNothingMoreIsSent(session);
    }

    // The emulator writes a call down when it is answered; a call that was given up leaves none, and none comes later.
    private static async Task AssertNothingMoreIsSent(PowerShellSession session)
    {
        var count = session.Removals.Count;
        session.Emulator.Faults.Clear();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(count, session.Removals.Count);
    }

    private static async Task WaitUntil(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}
