using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Emulator;
using EniTools.Emulator.World;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>The whole way in virtual time: machines that share a quota take addresses off many ENIs, each with an engine and a pace of its own.</summary>
internal static class EngineRun
{
    private const int AddressesEach = 10;

    /// <summary>Ten minutes' worth of calls. The beginning, when nobody knows the quota, and the end, when the machines are not done at the same moment, count too.</summary>
    public static QuotaResult Simulate(int perMinute, int machines, int latency)
    {
        var networkInterfaces = perMinute * 10;
        var time = new VirtualTime();
        var random = new Random(1);
        var service = new EcsService(new EniEmulatorOptions { Clock = time, MaxCallsPerMinute = perMinute }, world =>
        {
            DefaultWorld.Fill(world);
            ManyInterfaces.AddTo(world.Find(EniEmulator.DefaultRegionId)!, networkInterfaces, AddressesEach);
        });
        var transport = new InMemoryTransport(
            service, time, () => TimeSpan.FromMilliseconds(latency * (0.8 + (0.4 * random.NextDouble()))));
        var outcomes = new List<ChangeOutcome>();
        var perMachine = service.Look(world => Targets(world).Chunk(networkInterfaces / machines * AddressesEach).ToList());
        var engines = perMachine.ConvertAll(
            targets => (Engine: NewEngine(transport, time, outcomes.Add), Input: new Queue<TargetBatch>(Batches(targets))));
        while (outcomes.Count < networkInterfaces * AddressesEach && time.Elapsed < TimeSpan.FromHours(1))
        {
            foreach (var (engine, input) in engines)
            {
                while (input.Count > 0 && engine.WhenRoomAsync().IsCompleted)
                    engine.Begin(ChangeAction.Remove, input.Dequeue());
            }

            time.PassUntil(time.Elapsed + TimeSpan.FromMilliseconds(100));
        }

        var refused = transport.Answers.GetValueOrDefault("Throttling.User");
        var calls = transport.Answers.Values.Sum();
        Assert.All(outcomes, outcome => Assert.Equal(ChangeStatus.Removed, outcome.Status));
        Assert.Equal(networkInterfaces * AddressesEach, outcomes.Select(outcome => outcome.Target).Distinct().Count());
        Assert.Empty(service.Look(Targets));
        // The quota of the first minute can be used at once, so that ten minutes' worth takes nine at least.
        Assert.True(time.Elapsed.TotalMinutes >= 9);
        return new QuotaResult(networkInterfaces / (perMinute * time.Elapsed.TotalMinutes), (double)refused / calls, null);
    }

    private static ChangeEngine NewEngine(InMemoryTransport transport, VirtualTime time, Action<ChangeOutcome> report)
    {
        var paces = new Dictionary<string, CallPace>();
        var client = new ApiClient(
            new Uri("http://127.0.0.1"), new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport)
        {
            Clock = time,
            PaceOf = (_, _, operation) => paces.TryGetValue(operation.Action, out var pace)
                ? pace
                : paces[operation.Action] = new CallPace(time),
        };
        return new ChangeEngine((_, _) => client, report, new ChangeSettings { Clock = time });
    }

    private static IEnumerable<TargetBatch> Batches(IEnumerable<Ipv6Target> targets)
    {
        var batcher = new TargetBatcher();
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                yield return ready;
        }
    }

    private static List<Ipv6Target> Targets(CloudWorld world) =>
    [
        .. world.Find(EniEmulator.DefaultRegionId)!.NetworkInterfaces
            .Where(networkInterface => networkInterface.Name == "bulk")
            .SelectMany(
                networkInterface => networkInterface.Items.Select(
                    item => new Ipv6Target(EniEmulator.DefaultRegionId, networkInterface.Id, item))),
    ];
}
