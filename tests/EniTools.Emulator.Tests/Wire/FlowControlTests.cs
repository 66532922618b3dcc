namespace EniTools.Emulator.Tests.Wire;

/// <summary>Calls above the limit of a second are refused, for each account and operation, with a hint how long to wait.</summary>
public sealed class FlowControlTests
{
    [Fact]
    public async Task The_limit_counts_calls_of_one_operation_account_and_second()
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

        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
    }
}
