using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Emulator;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.World;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>
/// An organisation in virtual time, with the real engine, signatures and service: workers that know nothing of each other take an
/// address off each ENI that is theirs, in all accounts and regions.
/// </summary>
internal sealed class OrganisationRun
{
    private const string Secret = "secret";

    private readonly OrganisationScenario _scenario;
    private readonly VirtualTime _time = new();
    private readonly Random _random = new(1);
    private readonly InMemoryTransport _transport;
    private readonly EcsService _service;
    private readonly List<Worker> _workers;
    private readonly TimeSpan[] _accountsEnded;

    private OrganisationRun(OrganisationScenario scenario)
    {
        _scenario = scenario;
        _accountsEnded = new TimeSpan[scenario.Accounts];
        _service = new EcsService(
            new EniEmulatorOptions
            {
                Clock = _time,
                MaxCallsPerMinute = OrganisationScenario.CallsPerMinute,
                MoreKeys = [.. Enumerable.Range(0, scenario.Accounts).Select(
                    account => new AcceptedKey(KeyOf(account), Secret, new Account($"{account:d16}")))],
            },
            world =>
            {
                for (var region = 0; region < scenario.Regions; region++)
                    ManyInterfaces.AddTo(world.Add(new Region(RegionOf(region), supportsPrefixes: true)), scenario.InterfacesIn(region), 1);
            });
        _transport = new InMemoryTransport(_service, _time, () => OrganisationScenario.Latency * (0.8 + (0.4 * _random.NextDouble())));
        var lists = Lists().ToList();
        _workers = [.. Enumerable.Range(0, scenario.Workers).Select(number => new Worker(this, lists, number))];
    }

    public static OrganisationResult Simulate(OrganisationScenario scenario) => new OrganisationRun(scenario).Run();

    private OrganisationResult Run()
    {
        while (_workers.Exists(worker => !worker.HasEnded))
        {
            foreach (var worker in _workers)
                worker.PullInput();
            _time.PassUntil(_time.Elapsed + TimeSpan.FromMilliseconds(250));
            if (_time.Elapsed > TimeSpan.FromDays(2))
                throw new InvalidOperationException("It does not end.");
        }

        if (_service.Look(world => world.Regions.SelectMany(region => region.NetworkInterfaces).Any(eni => eni.Items.Count > 0)))
            throw new InvalidOperationException("Something is left.");
        var calls = _transport.Answers.Values.Sum();
        return new OrganisationResult(
            _time.Elapsed,
            calls,
            (double)_transport.Answers.GetValueOrDefault("Throttling.User") / calls,
            _workers.Min(worker => worker.Ended) / _time.Elapsed,
            _accountsEnded.Order().ElementAt(_accountsEnded.Length / 2) / _time.Elapsed,
            _transport.MostUnderWay);
    }

    // The ENIs of each account, region by region.
    private IEnumerable<AccountList> Lists()
    {
        var taken = new int[_scenario.Regions];
        for (var account = 0; account < _scenario.Accounts; account++)
        {
            var targets = new List<Ipv6Target>();
            for (var region = 0; region < _scenario.Regions; region++)
            {
                var (regionId, first) = (RegionOf(region), taken[region] + 1);
                var count = OrganisationScenario.InterfacesOf(account, region);
                taken[region] += count;
                targets.AddRange(_service.Look(world => Enumerable.Range(first, count)
                    .Select(number => world.Find(regionId)!.FindNetworkInterface($"eni-bulk{number:d6}")!)
                    .Select(networkInterface => new Ipv6Target(regionId, networkInterface.Id, networkInterface.Items.Single())).ToList()));
            }

            yield return new AccountList(account, targets);
        }
    }

    private ChangeEngine NewEngine(int account, ChangeRoom room, Action settled)
    {
        var paces = new Dictionary<(string, ApiOperation), CallPace>();
        return new ChangeEngine(
            (_, regionId) => new ApiClient(new Uri("http://127.0.0.1"), new AccessKey(KeyOf(account), Secret), _transport)
            {
                Clock = _time,
                PaceOf = (_, _, operation) => paces.TryGetValue((regionId, operation), out var pace)
                    ? pace
                    : paces[(regionId, operation)] = new CallPace(_time),
            },
            outcome =>
            {
                if (outcome.Status != ChangeStatus.Removed)
                    throw new InvalidOperationException(outcome.ToString());
                _accountsEnded[account] = _time.Elapsed;
                settled();
            },
            new ChangeSettings { Clock = _time, Room = room });
    }

    private static string KeyOf(int account) => $"key{account}";

    private static string RegionOf(int region) => $"cn-sim{region}";

    private sealed record AccountList(int Account, IReadOnlyList<Ipv6Target> Targets);

    /// <summary>One process: an engine for each account, and no more input is pulled while there is no room.</summary>
    private sealed class Worker
    {
        private readonly OrganisationRun _run;
        private readonly int _number;
        private readonly Shard _shard;
        private readonly IEnumerator<(int Account, Ipv6Target Target)> _input;
        private readonly Dictionary<int, ChangeEngine> _engines = [];
        private readonly ChangeRoom _room;
        private bool _hasInput;
        private int _unsettled;

        public Worker(OrganisationRun run, IReadOnlyList<AccountList> lists, int number)
        {
            (_run, _number, _room) = (run, number, new ChangeRoom(run._scenario.Room));
            _shard = Shard.TryParse(FormattableString.Invariant($"{number}/{run._scenario.Workers}"), out var shard, out var problem)
                ? shard
                : throw new InvalidOperationException(problem);
            _input = Input(lists).GetEnumerator();
            _hasInput = _input.MoveNext();
        }

        public bool HasEnded => !_hasInput && _unsettled == 0;

        public TimeSpan Ended { get; private set; }

        public void PullInput()
        {
            while (_hasInput)
            {
                var (account, target) = _input.Current;
                if (!_engines.TryGetValue(account, out var engine))
                    _engines.Add(account, engine = _run.NewEngine(account, _room, Settle));
                if (!engine.WhenRoomAsync().IsCompleted)
                    return;
                _unsettled++;
                engine.Begin(ChangeAction.Remove, new TargetBatch(target.RegionId, target.NetworkInterfaceId, [target]));
                _hasInput = _input.MoveNext();
            }
        }

        private void Settle()
        {
            _unsettled--;
            Ended = _run._time.Elapsed;
        }

        // Some accounts beside each other; when one ends, the next takes its place.
        private IEnumerable<(int Account, Ipv6Target Target)> Input(IReadOnlyList<AccountList> lists)
        {
            var waiting = new Queue<AccountList>(lists);
            var open = new List<(int Account, Queue<Ipv6Target> Targets)>();
            while (true)
            {
                while (open.Count < _run._scenario.AccountsAtATime && waiting.TryDequeue(out var next))
                {
                    var mine = new Queue<Ipv6Target>(next.Targets.Where(target => IsMine(next.Account, target)));
                    if (mine.Count > 0)
                        open.Add((next.Account, mine));
                }

                if (open.Count == 0)
                    yield break;
                foreach (var (account, targets) in open)
                    yield return (account, targets.Dequeue());
                open.RemoveAll(list => list.Targets.Count == 0);
            }
        }

        private bool IsMine(int account, Ipv6Target target) => _run._scenario.Division == Division.ByAccount
            ? account % _run._scenario.Workers == _number
            : _shard.Contains(target.NetworkInterfaceId);
    }
}
