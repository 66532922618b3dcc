using System.Globalization;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Emulator;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.World;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>Workers take addresses off the ENIs of many accounts in many regions, in virtual time: each account of one worker, with an engine, which is let go when it is done.</summary>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Regions">How many regions each has.</param>
/// <param name="Workers">How many workers divide the accounts.</param>
/// <param name="PerMinute">The quota of each account in each region: calls a minute of the clock.</param>
/// <param name="Calls">How many calls it takes in each account and region.</param>
internal sealed record SweepRun(int Accounts, int Regions, int Workers, int PerMinute, int Calls)
{
    // As many accounts as one process has at work.
    private const int AtWork = 32;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    private readonly VirtualTime _time = new();
    private readonly Random _random = new(1);
    private readonly List<TimeSpan> _taken = [];
    private int _settled;

    /// <summary>Runs to the end.</summary>
    public SweepResult Simulate()
    {
        var service = new EcsService(
            new EniEmulatorOptions
            {
                Clock = _time,
                MaxCallsPerMinute = PerMinute,
                MoreKeys = [.. Enumerable.Range(0, Accounts).Select(Key)],
            },
            world =>
            {
                for (var region = 0; region < Regions; region++)
                    ManyInterfaces.AddTo(world.Add(new Region(RegionId(region), supportsPrefixes: true)), Accounts * Calls, 1);
            });
        var transport = new InMemoryTransport(service, _time, () => Latency * (0.8 + (0.4 * _random.NextDouble())));
        var workers = Enumerable.Range(0, Workers)
            .Select(worker => new Worker(new(Enumerable.Range(0, Accounts).Where(account => account % Workers == worker)))).ToList();
        while (_settled < Accounts * Regions * Calls)
        {
            foreach (var worker in workers)
                Advance(worker, transport);
            _time.PassUntil(_time.Elapsed + TimeSpan.FromMilliseconds(500));
        }

        workers.ForEach(worker => Advance(worker, transport));
        var calls = transport.Answers.Values.Sum();
        var rates = _taken.ConvertAll(taken => 1 / taken.TotalSeconds);
        return new SweepResult(
            _time.Elapsed,
            calls,
            (double)(calls - transport.Answers[""]) / calls,
            rates.Sum() * rates.Sum() / (rates.Count * rates.Sum(rate => rate * rate)),
            transport.MostUnderWay,
            workers.Max(worker => worker.MostOpen));
    }

    private void Advance(Worker worker, InMemoryTransport transport)
    {
        foreach (var done in worker.Open.Where(open => open.Input.Count == 0 && open.Engine.WhenSettledAsync().IsCompleted).ToList())
        {
            worker.Open.Remove(done);
            _taken.Add(_time.Elapsed - done.Began);
        }

        while (worker.Open.Count < AtWork && worker.Accounts.Count > 0)
            worker.Open.Add(Open(worker.Accounts.Dequeue(), transport));
        worker.MostOpen = Math.Max(worker.MostOpen, worker.Open.Count);
        foreach (var (engine, input, _) in worker.Open)
        {
            while (input.Count > 0 && engine.WhenRoomAsync().IsCompleted)
                engine.Remove(input.Dequeue());
        }
    }

    private OpenAccount Open(int account, InMemoryTransport transport)
    {
        var key = Key(account);
        var paces = new Dictionary<(Uri, string), CallPace>();
        var clients = new Dictionary<string, ApiClient>();
        return new OpenAccount(
            new ChangeEngine(
                (_, regionId) => clients.TryGetValue(regionId, out var client) ? client : clients[regionId] = New(regionId),
                outcome =>
                {
                    if (outcome.Status != ChangeStatus.Removed)
                        throw new InvalidOperationException(outcome.ToString());
                    _settled++;
                },
                new ChangeSettings { Clock = _time, RetryPolicy = new RetryPolicy { Budget = TimeSpan.FromHours(1) } }),
            new Queue<TargetBatch>(Enumerable.Range(0, Calls).SelectMany(call => Enumerable.Range(0, Regions).Select(
                region => BatchOf(RegionId(region), (account * Calls) + call + 1)))),
            _time.Elapsed);

        ApiClient New(string regionId) => new(
            new Uri($"http://{regionId}.localhost"), new AccessKey(key.Id, key.Secret), transport)
        {
            Clock = _time,
            PaceOf = (_, endpoint, operation) => paces.TryGetValue((endpoint, operation.Action), out var pace)
                ? pace
                : paces[(endpoint, operation.Action)] = new CallPace(_time),
        };
    }

    private static TargetBatch BatchOf(string regionId, int number)
    {
        var id = "eni-bulk" + number.ToString("D6", CultureInfo.InvariantCulture);
        var address = new Ipv6Address(0x2001_0db8_1234_1aa0, ((ulong)number << 16) | 1);
        return new TargetBatch(regionId, id, [new Ipv6Target(regionId, id, new Ipv6Item(address))]);
    }

    private static string RegionId(int region) => $"region-{region}";

    private static AcceptedKey Key(int account) =>
        new($"EniEmulatorKeyOfAccount{account}", EniEmulator.AccessKeySecret, new Account($"{2_000_000_000_000_000 + account}"));

    private sealed record OpenAccount(ChangeEngine Engine, Queue<TargetBatch> Input, TimeSpan Began);

    private sealed record Worker(Queue<int> Accounts)
    {
        public List<OpenAccount> Open { get; } = [];

        public int MostOpen { get; set; }
    }
}

/// <summary>What became of a sweep.</summary>
/// <param name="Time">How long it took.</param>
/// <param name="Calls">All calls.</param>
/// <param name="Refused">Those that the service's flow control refused, as a part of all.</param>
/// <param name="Jain">The fairness index of the accounts' speeds while they were at work: 1 when all were as fast.</param>
/// <param name="MostUnderWay">The most calls under way at a time, which are sockets.</param>
/// <param name="MostOpen">The most accounts that a worker had open at a time.</param>
internal sealed record SweepResult(TimeSpan Time, int Calls, double Refused, double Jain, int MostUnderWay, int MostOpen)
{
    /// <summary>The columns of <see cref="ToString"/>.</summary>
    public const string Header = "minutes  calls    refused  Jain  sockets  open accounts";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Time.TotalMinutes,7:0.0}  {Calls,7}  {Refused,7:0.00%}  {Jain,4:0.00}  {MostUnderWay,7}  {MostOpen,13}");
}
