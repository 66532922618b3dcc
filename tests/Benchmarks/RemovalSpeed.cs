using System.Globalization;
using System.Runtime.CompilerServices;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>
/// A removal of 10,000 addresses on 1,000 ENIs, beside two others that do the same work at the same concurrency against the same
/// emulator: a bare HttpClient that sends requests signed beforehand, and the vendor's SDK for Node.js. Each is a process of its own.
/// </summary>
internal static class RemovalSpeed
{
    public const string Floor = "removal-floor";
    public const string Engine = "removal-engine";

    public const int Concurrency = 16;
    private const int Rounds = 9;

    // What a runtime still compiles costs as much as the calls: a young process shows it, one that has rested shows what is left.
    private static readonly WarmUp[] WarmUps = [new(1000, TimeSpan.Zero), new(10_000, TimeSpan.FromSeconds(3))];

    private const int NetworkInterfaces = 1000;
    private static readonly AccessKey Key = new(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);

    public static void Run()
    {
        foreach (var warmUp in WarmUps)
            Run(warmUp);
    }

    private static void Run(WarmUp warmUp)
    {
        var floor = new List<Cost>();
        var engine = new List<Cost>();
        var sdk = new List<Cost>();
        // In turn, so that whatever else the machine does meets all.
        for (var round = 0; round < Rounds; round++)
        {
            floor.Add(Play(warmUp, endpoint => ChildProcess.Start([Floor, endpoint.ToString(), .. warmUp.AsArguments()])));
            engine.Add(Play(warmUp, endpoint => ChildProcess.Start([Engine, endpoint.ToString(), .. warmUp.AsArguments()])));
            if (VendorSdk.IsThere)
                sdk.Add(Play(warmUp, endpoint => VendorSdk.Remove(endpoint, warmUp, NetworkInterfaces, Concurrency)));
        }

        Console.WriteLine(
            $"Removal of {NetworkInterfaces * BenchmarkWorld.AddressesEach:N0} addresses on {NetworkInterfaces:N0} ENIs, {Concurrency} "
                + $"calls at a time, after {warmUp}, medians of {Rounds} processes:");
        Show("bare HttpClient, signed beforehand", Cost.Median(floor), Cost.Median(floor));
        Show("EniTools", Cost.Median(engine), Cost.Median(floor));
        if (sdk.Count > 0)
            Show("vendor's SDK for Node.js", Cost.Median(sdk), Cost.Median(floor));
        else
            Console.WriteLine("  The vendor's SDK for Node.js was not measured: Node.js with npm is not here.");
    }

    /// <summary>The floor's process.</summary>
    public static async Task PlayFloorAsync(Uri endpoint, WarmUp warmUp)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Concurrency });
        await SendAllAsync(client, Signed(endpoint, 1, warmUp.Calls));
        await Task.Delay(warmUp.Rest);
        var requests = Signed(endpoint, warmUp.Calls + 1, NetworkInterfaces);
        await Cost.WriteAsync(() => SendAllAsync(client, requests));
    }

    /// <summary>The engine's process: from targets to one outcome for each.</summary>
    public static async Task PlayEngineAsync(Uri endpoint, WarmUp warmUp)
    {
        using var transport = new HttpTransport("benchmarks");
        var client = NewClient(endpoint, transport);
        await RemoveAsync(client, [.. BenchmarkWorld.Targets(1, warmUp.Calls)]);
        await Task.Delay(warmUp.Rest);
        var targets = BenchmarkWorld.Targets(warmUp.Calls + 1, NetworkInterfaces).ToList();
        await Cost.WriteAsync(() => RemoveAsync(client, targets));
    }

    public static ApiClient NewClient(Uri endpoint, HttpTransport transport) => new(endpoint, Key, transport)
    {
        PaceOf = (id, at, operation) => CallPaces.Of(id, at, operation.FullName, SteadyClock.Instance),
    };

    private static Cost Play(WarmUp warmUp, Func<Uri, ChildProcess> start)
    {
        using var emulator = EmulatorProcess.Start(warmUp.Calls + NetworkInterfaces);
        using var contestant = start(emulator.Endpoint);
        return Cost.Read(contestant.FirstLine);
    }

    /// <summary>Removes targets, and takes note of it in a journal when there is one.</summary>
    public static async Task RemoveAsync(ApiClient client, List<Ipv6Target> targets, AccountJournal? journal = null)
    {
        var removed = 0;
        var engine = new ChangeEngine(
            (_, _) => client,
            outcome => Interlocked.Add(
                ref removed, outcome.Status == ChangeStatus.Removed ? 1 : throw new InvalidOperationException(outcome.ToString())),
            new ChangeSettings { ThrottleLimit = Concurrency, Journal = journal });
        var batcher = new TargetBatcher();
        foreach (var target in targets)
            await TakeInAsync(target);
        await engine.WhenSettledAsync();
        if (removed != targets.Count)
            throw new InvalidOperationException($"{removed} were removed.");

        // As a cmdlet is called for each target. Inlined, it is compiled again with its loop while that runs, for a fifth of the CPU time.
        [MethodImpl(MethodImplOptions.NoInlining)]
        Task TakeInAsync(Ipv6Target target)
        {
            journal?.TakeIn(target, out _);
            batcher.TryAdd(target, out var ready);
            return ready is null ? Task.CompletedTask : RemoveAsync(ready);
        }

        async Task RemoveAsync(TargetBatch ready)
        {
            await engine.WhenRoomAsync();
            engine.Begin(ChangeAction.Remove, ready);
        }
    }

    private static List<SignedRequest> Signed(Uri endpoint, int from, int count) =>
    [
        .. Enumerable.Range(from, count).Select(networkInterface => RequestSigner.Sign(
            UnassignIpv6Addresses.Call(
                EniEmulator.DefaultRegionId,
                BenchmarkWorld.IdOf(networkInterface),
                [
                    .. Enumerable.Range(1, BenchmarkWorld.AddressesEach)
                        .Select(address => new Ipv6Item(BenchmarkWorld.AddressOf(networkInterface, address)))]).At(endpoint),
            Key, DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N"))),
    ];

    private static async Task SendAllAsync(HttpClient client, List<SignedRequest> requests)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                using var message = new HttpRequestMessage(HttpMethod.Post, requests[i].Uri) { Content = new ByteArrayContent([]) };
                foreach (var header in requests[i].Headers)
                    message.Headers.TryAddWithoutValidation(header.Key, header.Value);
                using var response = await client.SendAsync(message);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
            }
        }));
    }

    private static void Show(string name, Cost cost, Cost floor)
    {
        var addresses = NetworkInterfaces * BenchmarkWorld.AddressesEach;
        Console.WriteLine(
            $"  {name,-36} wall {cost.WallSeconds,6:0.000} s (x {cost.WallSeconds / floor.WallSeconds:0.00}), "
                + $"CPU {cost.CpuSeconds,6:0.000} s (x {cost.CpuSeconds / floor.CpuSeconds:0.00}), "
            + $"peak {cost.PeakMegabytes,4:0} MB, allocated "
            + $"{(cost.AllocatedKilobytes > 0 ? $"{cost.AllocatedKilobytes / addresses:0.00} KB an address" : "unknown")}");
    }
}

/// <summary>What a contestant does before it is measured: calls, and then nothing for a while.</summary>
internal sealed record WarmUp(int Calls, TimeSpan Rest)
{
    public static WarmUp Read(string calls, string restMilliseconds) =>
        new(
            int.Parse(calls, CultureInfo.InvariantCulture),
            TimeSpan.FromMilliseconds(int.Parse(restMilliseconds, CultureInfo.InvariantCulture)));

    /// <summary>It as <see cref="Read"/> takes it.</summary>
    public string[] AsArguments() =>
        [Calls.ToString(CultureInfo.InvariantCulture), ((int)Rest.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)];

    public override string ToString() =>
        $"{Calls:N0} calls to warm up{(Rest > TimeSpan.Zero ? $" and {Rest.TotalSeconds} s of rest" : "")}";
}
