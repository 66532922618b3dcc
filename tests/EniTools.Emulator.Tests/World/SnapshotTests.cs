using EniTools.Emulator.Tests.Concurrency;

namespace EniTools.Emulator.Tests.World;

/// <summary>A world that is put back is the one that was taken, whatever happened since, and as often as it is asked for.</summary>
public sealed class SnapshotTests
{
    private const string Create = "RegionId=cn-hangzhou&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main&Ipv6AddressCount=1";

    [Fact]
    public async Task A_snapshot_is_put_back_as_it_was_taken_and_ids_begin_again()
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator);
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        emulator.SaveSnapshot("stopped");
        var taken = emulator.State();

        var ids = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            ids.Add((await client.CallAsync("CreateNetworkInterface", Create)).Json.GetProperty("NetworkInterfaceId").GetString()!);
            await client.CallAsync(
                "UnassignIpv6Addresses", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1");
            await client.CallAsync("DeleteNetworkInterface", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1empty01");
            Assert.NotEqual(taken, emulator.State());

            emulator.RestoreSnapshot("stopped");
            Assert.Equal(taken, emulator.State());
        }

        Assert.Equal(ids[0], ids[1]);
        // The address is free again for its owner alone, and the ENI that is gone has none.
        Assert.Equal(
            200,
            (
                await client.CallAsync(
                    "UnassignIpv6Addresses",
                    "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1")).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task The_same_calls_on_the_same_snapshot_end_in_the_same_world(int transitionSeconds)
    {
        using var folder = new ScratchDocument(ModelWorld.Document);
        using var emulator = EniEmulator.Start(
            new() { Clock = new ManualClock(), TransitionTime = TimeSpan.FromSeconds(transitionSeconds), StatePath = folder.Path });
        await PlayAsync(seed: 1);
        emulator.SaveSnapshot("a");
        var taken = emulator.State();
        await PlayAsync(seed: 2);
        var ended = emulator.State();

        emulator.RestoreSnapshot("a");
        Assert.Equal(taken, emulator.State());
        await PlayAsync(seed: 2);
        var again = emulator.State();
        emulator.RestoreSnapshot("a");
        await PlayAsync(seed: 2);

        Assert.NotEqual(taken, ended);
        Assert.Equal(again, emulator.State());

        async Task PlayAsync(int seed) => await new RandomClients(emulator, () => DateTimeOffset.UtcNow).PlayAsync(1, 100, seed);
    }

    [Fact]
    public async Task A_client_token_of_the_world_before_is_forgotten()
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator);
        emulator.SaveSnapshot("empty");
        await client.CallAsync("CreateNetworkInterface", Create + "&ClientToken=once");

        emulator.RestoreSnapshot("empty");
        var again = await client.CallAsync("CreateNetworkInterface", Create + "&ClientToken=once");

        Assert.NotEmpty(emulator.ItemsOf(again.Json.GetProperty("NetworkInterfaceId").GetString()!));
    }

    [Fact]
    public async Task Faults_limits_and_requests_stay()
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator);
        emulator.SaveSnapshot("a");
        emulator.FlowControl.MaxCallsPerSecond = 1000;
        emulator.Faults.Add(new() { LatencyMilliseconds = 1 });
        await client.CallAsync("DescribeRegions", "");

        emulator.RestoreSnapshot("a");

        Assert.Equal((1000, 1, 1), (emulator.FlowControl.MaxCallsPerSecond, emulator.Faults.Count, emulator.Requests.Count));
    }

    [Fact]
    public void Snapshots_are_listed_replaced_and_forgotten_by_name()
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 3 });
        var count = emulator.SaveSnapshot("b").NetworkInterfaceCount;
        emulator.SaveSnapshot("a");
        emulator.SaveSnapshot("b");
        emulator.Reset();

        Assert.Equal(["a", "b"], emulator.Snapshots.Select(snapshot => snapshot.Name));
        Assert.All(emulator.Snapshots, snapshot => Assert.Equal(count, snapshot.NetworkInterfaceCount));
        emulator.RemoveSnapshot("a");
        Assert.Throws<KeyNotFoundException>(() => emulator.RestoreSnapshot("a"));
        Assert.Throws<KeyNotFoundException>(() => emulator.RemoveSnapshot("A"));
        Assert.Throws<FormatException>(() => emulator.SaveSnapshot(""));
        Assert.Throws<FormatException>(() => emulator.SaveSnapshot(new string('a', 101)));
    }

    [Fact]
    public async Task What_was_under_way_goes_on_by_the_clock()
    {
        var clock = new ManualClock();
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = clock, TransitionTime = TimeSpan.FromHours(1) });
        using var client = new TestClient(emulator);
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        emulator.SaveSnapshot("stopping");
        emulator.Reset();

        emulator.RestoreSnapshot("stopping");
        Assert.Contains("\"i-bp1web01\",\"Status\":\"Stopping\"", emulator.State(), StringComparison.Ordinal);
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Contains("\"i-bp1web01\",\"Status\":\"Stopped\"", emulator.State(), StringComparison.Ordinal);
    }

    private sealed class ScratchDocument : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

        public ScratchDocument(string text) => File.WriteAllText(Path, text);

        public string Path => System.IO.Path.Combine(_folder.FullName, "world.json");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
