using System.Collections.Concurrent;
using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Credentials;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Tests.Changes;

/// <summary>The engine and an emulator over a real socket, in a time that nobody waits for.</summary>
internal sealed class EngineTrial : IDisposable
{
    /// <summary>What goes wrong. A hang is to the engine what a drop is, and takes the client's whole timeout of real time.</summary>
    public static readonly Gen<FaultKind> FaultKinds =
        Gen.Enum<FaultKind>().Where(kind => kind is not (FaultKind.HangBeforeEffect or FaultKind.HangAfterEffect));

    private readonly HttpTransport _transport = new("tests");
    private readonly ImpatientClock _clock = new();

    private int _clientsGiven;

    public EngineTrial(EniEmulatorOptions options, TimeSpan? timeout = null)
    {
        Emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = _clock, ReadLag = options.ReadLag, StatePath = options.StatePath });
        Client = new EcsClient(Emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport) { Clock = _clock, Timeout = timeout ?? TimeSpan.FromSeconds(30) };
    }

    public EniEmulator Emulator { get; }

    public EcsClient Client { get; }

    public IClock Clock => _clock;

    /// <summary>Which call, counted from 1, finds nobody listening; zero, the default, for none.</summary>
    public int RefusedConnection { get; init; }

    public static string Name(Ipv6Target target) => $"{target.Item} on {target.NetworkInterfaceId}";

    /// <summary>Gives targets to the engine in batches, and what else is asked for, and waits for all outcomes.</summary>
    public List<ChangeOutcome> Run(IEnumerable<Ipv6Target> targets, Action<ChangeEngine, TargetBatch> begin, Action<ChangeEngine>? more = null)
    {
        var outcomes = new ConcurrentQueue<ChangeOutcome>();
        var engine = new ChangeEngine(_ => NextClient(), outcomes.Enqueue) { Clock = _clock };
        var batcher = new TargetBatcher();
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                begin(engine, ready);
        }

        more?.Invoke(engine);
        while (batcher.TryTakeRest(out var rest))
            begin(engine, rest);
        engine.WhenSettledAsync().GetAwaiter().GetResult();
        return [.. outcomes];
    }

    /// <summary>What some ENIs have; those that do not exist have nothing.</summary>
    public HashSet<string> ItemsOf(IEnumerable<string> networkInterfaceIds) =>
        [.. networkInterfaceIds.Where(Exists).SelectMany(eni => Emulator.ItemsOf(eni).Select(item => $"{item} on {eni}"))];

    private EcsClient NextClient() => Interlocked.Increment(ref _clientsGiven) == RefusedConnection
        ? new EcsClient(new Uri("http://127.0.0.1:1"), new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport) { Clock = _clock }
        : Client;

    public void Dispose()
    {
        Emulator.Dispose();
        _transport.Dispose();
    }

    private static bool Exists(string networkInterfaceId) => !networkInterfaceId.EndsWith("nosuch", StringComparison.Ordinal);

    // Time passes as asked. Client and service have the same.
    private sealed class ImpatientClock : IClock
    {
        private long _ticks = DateTimeOffset.UtcNow.Ticks;

        public DateTimeOffset UtcNow => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

        public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _ticks, duration.Ticks);
            return Task.CompletedTask;
        }
    }
}
