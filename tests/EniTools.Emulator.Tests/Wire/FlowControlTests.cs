namespace EniTools.Emulator.Tests.Wire;

/// <summary>Calls above the limit of a second or a minute are refused, for each account, region and operation, with a hint how long to wait.</summary>
public sealed class FlowControlTests
{
    [Fact]
    public async Task The_limit_counts_calls_of_one_operation_account_region_and_second()
    {
        var clock = new ManualClock();
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = clock, MaxCallsPerSecond = 3 });
        using var client = new TestClient(emulator);
        using var other = new TestClient(emulator) { AccessKeyId = "EniEmulatorOtherUserTypeKeyId" };

        var codes = new List<string?>();
        for (var i = 0; i < 5; i++)
            codes.Add((await client.CallAsync("DescribeRegions", "")).Code);
        Assert.Equal([null, null, null, "Throttling.User", "Throttling.User"], codes);
        Assert.Equal(200, (await other.CallAsync("DescribeRegions", "")).Status);
        Assert.Equal(200, (await client.CallAsync("DescribeNetworkInterfaces", "RegionId=cn-beijing")).Status);
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "RegionId=cn-beijing")).Status);

        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
    }

    [Fact]
    public async Task A_limit_by_the_minute_lasts_until_the_minute_is_over()
    {
        var clock = new ManualClock();
        clock.Pass(TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (clock.UtcNow.UtcTicks % TimeSpan.TicksPerMinute)));
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = clock, MaxCallsPerMinute = 2 });
        using var client = new TestClient(emulator) { Time = clock.UtcNow };

        clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Null((await client.CallAsync("DescribeRegions", "")).Code);
        clock.Pass(TimeSpan.FromSeconds(40));
        Assert.Null((await client.CallAsync("DescribeRegions", "")).Code);
        var refused = await client.CallAsync("DescribeRegions", "");
        Assert.Equal(("Throttling.User", 10_000), (refused.Code, refused.RetryAfterMilliseconds));

        clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Null((await client.CallAsync("DescribeRegions", "")).Code);
    }

    [Fact]
    public async Task Limits_and_the_hint_can_be_changed_while_it_runs()
    {
        var clock = new ManualClock();
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = clock, MaxCallsPerSecond = 1, OmitRetryAfter = true });
        using var client = new TestClient(emulator);

        Assert.Null((await client.CallAsync("DescribeRegions", "")).Code);
        var refused = await client.CallAsync("DescribeRegions", "");
        Assert.Equal(("Throttling.User", null), (refused.Code, refused.RetryAfterMilliseconds));

        (emulator.FlowControl.MaxCallsPerSecond, emulator.FlowControl.OmitRetryAfter) = (2, false);
        Assert.Null((await client.CallAsync("DescribeRegions", "")).Code);
        Assert.NotNull((await client.CallAsync("DescribeRegions", "")).RetryAfterMilliseconds);

        emulator.FlowControl.MaxCallsPerSecond = null;
        Assert.Null((await client.CallAsync("DescribeRegions", "")).Code);
        emulator.Reset();
        Assert.Equal((1, true), (emulator.FlowControl.MaxCallsPerSecond, emulator.FlowControl.OmitRetryAfter));
    }
}
