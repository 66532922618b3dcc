using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Pacing;
using EniTools.Api.Planning;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Control;
using EniTools.Emulator.Faults;

namespace EniTools.Api.Tests.Changes;

/// <summary>The engine and an emulator over a real socket, in a time that nobody waits for.</summary>
internal sealed class EngineTrial : IDisposable
{
    /// <summary>What goes wrong. A hang is to the engine what a drop is, and ends only when no other call is under way.</summary>
    public static readonly Gen<FaultKind> FaultKinds = Gen.Enum<FaultKind>().Where(kind => !IsHang(kind));

    private static readonly AccessKey LastingKey = new(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);

    private readonly HttpTransport _http;
    private readonly UnansweredRequests _unanswered;
    private readonly CancellationTokenSource _ended = new();
    private readonly ImpatientClock _time = new();
    private readonly MachineClock _clock;
    private volatile AccessKey _key = LastingKey;
    private int _calls;
    private int _connectionsToRefuse;
    private int _hangs;

    public EngineTrial(EniEmulatorOptions options)
    {
        _clock = new MachineClock(_time);
        Emulator = EniEmulator.Start(new EniEmulatorOptions
        {
            Clock = _time,
            ClockSkew = options.ClockSkew,
            ReadLag = options.ReadLag,
            StatePath = options.StatePath,
            NetworkInterfaceCount = options.NetworkInterfaceCount,
            AddressesPerInterface = options.AddressesPerInterface,
        });
        _unanswered = new UnansweredRequests(() => ((IControlled)Emulator).Log.Last);
        _http = new HttpTransport("tests", new HttpClientHandler(), _unanswered);
        Client = new ApiClient(Emulator.Endpoint, new Keys(this), new Wire(this)) { Clock = _clock, Timeout = TimeSpan.FromMinutes(1) };
    }

    public EniEmulator Emulator { get; }

    public ApiClient Client { get; }

    /// <summary>The clock of the machine that the client is on. The service has its own.</summary>
    public IClock Clock => _clock;

    /// <summary>The time that really is.</summary>
    public DateTimeOffset ServiceTime => _time.UtcNow;

    /// <summary>How many calls the client has begun to make, those that it makes again included.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Done before a call is signed; it is given the call's number, from 1 on.</summary>
    public Func<int, Task>? BeforeCall { get; set; }

    /// <summary>How far the machine's clock is ahead of the service's.</summary>
    public TimeSpan ClockAhead
    {
        get => _clock.Ahead;
        set => _clock.Ahead = value;
    }

    /// <summary>How a call is tried again.</summary>
    public RetryPolicy RetryPolicy { get; init; } = new();

    /// <summary>How many calls are under way at a time.</summary>
    public int ThrottleLimit { get; init; } = ChangeSettings.DefaultThrottleLimit;

    public static string Name(Ipv6Target target) => $"{target.Item} on {target.NetworkInterfaceId}";

    /// <summary>Gives targets to the engine in batches, and waits for all outcomes.</summary>
    public List<ChangeOutcome> Run(IEnumerable<Ipv6Target> targets, ChangeAction action, bool release = false)
    {
        var outcomes = new ConcurrentQueue<ChangeOutcome>();
        var engine = new ChangeEngine(
            (_, _) => Client,
            outcomes.Enqueue,
            new ChangeSettings { ThrottleLimit = ThrottleLimit, Clock = Clock, RetryPolicy = RetryPolicy });
        var batcher = new TargetBatcher();
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                engine.Begin(action, ready, release);
        }

        while (batcher.TryTakeRest(out var rest))
            engine.Begin(action, rest, release);
        engine.WhenSettledAsync().GetAwaiter().GetResult();
        return [.. outcomes];
    }

    /// <summary>What a removal would do with some targets.</summary>
    public List<PlannedTarget> Plan(IEnumerable<Ipv6Target> targets)
    {
        var planner = new RemovalPlanner(_ => Client.Repeating(RetryPolicy, Clock, null));
        var batcher = new PlanBatcher();
        List<PlannedTarget> planned = [];
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                planned.AddRange(planner.PlanAsync(ready, CancellationToken.None).GetAwaiter().GetResult());
        }

        while (batcher.TryTakeRest(out var rest))
            planned.AddRange(planner.PlanAsync(rest, CancellationToken.None).GetAwaiter().GetResult());
        return planned;
    }

    /// <summary>The ENIs that fit, in the order they are found in, with what is on them; and the ids that were not found.</summary>
    public List<string> Find(NetworkInterfaceQuery query)
    {
        var search = new NetworkInterfaceSearch(Client.Repeating(RetryPolicy, Clock, null), EniEmulator.DefaultRegionId, query);
        List<string> found = [];
        while (search.HasMore)
        {
            found.AddRange(search.ReadNextAsync(CancellationToken.None).GetAwaiter().GetResult()
                .Select(
                    networkInterface =>
                        $"{networkInterface.NetworkInterfaceId} {networkInterface.Status} {string.Join(' ', networkInterface.Items)}"));
        }

        return [.. found, .. search.Missing.Select(id => $"{id} is missing")];
    }

    /// <summary>What has Internet bandwidth and how much, and what is on nothing.</summary>
    public List<string> BandwidthAndOrphans() =>
    [
        .. JsonDocument.Parse(Emulator.State()).RootElement.GetProperty("Regions").EnumerateArray().SelectMany(region =>
            region.GetProperty("Ipv6InternetBandwidths").EnumerateArray()
                .Select(one => $"{one.GetProperty("Item")} {one.GetProperty("Bandwidth")} {one.GetProperty("InternetChargeType")}")
                .Concat(region.GetProperty("UnassociatedIpv6Addresses").EnumerateArray()
                    .Select(one => $"{one.GetProperty("Item")} is on nothing"))),
    ];

    /// <summary>What some ENIs have; those that do not exist have nothing.</summary>
    public HashSet<string> ItemsOf(IEnumerable<string> networkInterfaceIds) =>
        [.. networkInterfaceIds.Where(Exists).SelectMany(eni => Emulator.ItemsOf(eni).Select(item => $"{item} on {eni}"))];

    /// <summary>Has something go wrong with the next call.</summary>
    public void AddFault(Fault fault)
    {
        if (IsHang(fault.Kind))
            Interlocked.Increment(ref _hangs);
        Emulator.Faults.Add(fault with { Count = 1 });
        if (IsHang(fault.Kind))
            _ = TimeOutAsync();
    }

    /// <summary>Has the next request find nobody listening.</summary>
    public void RefuseConnection() => Interlocked.Increment(ref _connectionsToRefuse);

    /// <summary>Gives the client a temporary key and lets it run out. When the service refuses it, there is another.</summary>
    public async Task EndKeyAsync()
    {
        var request = new UnsignedRequest(
            Emulator.Endpoint,
            "AssumeRole",
            "2015-04-01",
            new CallParameters().With("RoleArn", "acs:ram::1000000000000001:role/tests").With("RoleSessionName", "tests")
                .With("DurationSeconds", 900));
        HttpAnswer? answer = null;
        // What is to go wrong with another call may hit this one.
        while (answer is not { Status: 200, Body: [(byte)'{', ..] })
        {
            try
            {
                answer = await _http.SendAsync(
                    Signed(request, new AccessKey("EniEmulatorOneInterfaceKeyId", EniEmulator.AccessKeySecret)), Client.Timeout,
                    CancellationToken.None);
            }
            catch (NoAnswerException)
            {
                // Once more.
            }
        }

        var key = JsonDocument.Parse(answer.Body).RootElement.GetProperty("Credentials");
        _key = new AccessKey(
            key.GetProperty("AccessKeyId").GetString()!,
            key.GetProperty("AccessKeySecret").GetString()!,
            key.GetProperty("SecurityToken").GetString());
        await _time.DelayAsync(TimeSpan.FromSeconds(901), CancellationToken.None);
    }

    public void Dispose()
    {
        _ended.Cancel();
        Emulator.Dispose();
        _http.Dispose();
        _ended.Dispose();
    }

    private SignedRequest Signed(UnsignedRequest request, AccessKey key) =>
        RequestSigner.Sign(request, key, _time.UtcNow, Guid.NewGuid().ToString("N"));

    // Ends the wait for an answer that never comes as soon as it is known which one that is: the emulator is done with every request, and
    // all that have no answer hang.
    private async Task TimeOutAsync()
    {
        while (!_unanswered.TryTimeOut(Volatile.Read(ref _hangs) - Emulator.Faults.Count(fault => IsHang(fault.Kind))))
            await Task.Delay(1, _ended.Token);
        Interlocked.Decrement(ref _hangs);
    }

    private static bool IsHang(FaultKind kind) => kind is FaultKind.HangBeforeEffect or FaultKind.HangAfterEffect;

    private static bool Exists(string networkInterfaceId) => !networkInterfaceId.EndsWith("nosuch", StringComparison.Ordinal);

    private sealed class Keys(EngineTrial trial) : IAccessKeySource
    {
        public string Provider => "static_ak";

        // Asked for once for each request, before it is signed.
        public async Task<AccessKey> GetAsync(CancellationToken cancellationToken)
        {
            if (trial.BeforeCall is { } before)
                await before(Interlocked.Increment(ref trial._calls));
            else
                Interlocked.Increment(ref trial._calls);
            return trial._key;
        }

        public bool Refuse(AccessKey key)
        {
            trial._key = LastingKey;
            return key != LastingKey;
        }
    }

    private sealed class Wire(EngineTrial trial) : ITransport
    {
        public Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref trial._connectionsToRefuse) >= 0)
                return trial._http.SendAsync(
                    trial.Signed(new UnsignedRequest(new Uri("http://127.0.0.1:1"), "Nothing", "0", []), LastingKey),
                    timeout,
                    cancellationToken);
            Interlocked.Increment(ref trial._connectionsToRefuse);
            return trial._http.SendAsync(request, timeout, cancellationToken);
        }
    }

    // The requests without a response. One that hangs times out at an event, not after the timeout of the transport.
    private sealed class UnansweredRequests(Func<long> handled) : DelegatingHandler(new HttpClientHandler())
    {
        private readonly List<CancellationTokenSource> _underWay = [];

        // HttpClient sends a request again when its connection was dropped, so the count starts anew when none is in flight.
        private long _sent;

        // Ends the first request if as many hang as have no answer, and the service is done with all that were sent.
        public bool TryTimeOut(int hanging)
        {
            CancellationTokenSource first;
            lock (_underWay)
            {
                if (hanging == 0 || _underWay.Count != hanging || handled() < _sent)
                    return false;
                first = _underWay[0];
                _underWay.RemoveAt(0);
            }

            first.Cancel();
            return true;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            // Port 1 has no listener.
            var arrives = request.RequestUri!.Port != 1;
            lock (_underWay)
            {
                if (_underWay.Count == 0)
                    _sent = handled();
                _underWay.Add(limit);
                _sent += arrives ? 1 : 0;
            }

            try
            {
                return await base.SendAsync(request, limit.Token);
            }
            finally
            {
                lock (_underWay)
                    _underWay.Remove(limit);
            }
        }
    }

    // Time passes as asked. Client and service have the same.
    private sealed class ImpatientClock : IClock
    {
        private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
        private long _elapsed;

        public DateTimeOffset UtcNow => _began + Elapsed;

        public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _elapsed));

        public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _elapsed, duration.Ticks);
            return Task.CompletedTask;
        }
    }

    // The same time, as a machine shows it whose clock may be off.
    private sealed class MachineClock(ImpatientClock time) : IClock
    {
        private long _ahead;

        public TimeSpan Ahead
        {
            get => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
            set => Interlocked.Exchange(ref _ahead, value.Ticks);
        }

        public DateTimeOffset UtcNow => time.UtcNow + Ahead;

        public TimeSpan Elapsed => time.Elapsed;

        public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => time.DelayAsync(duration, cancellationToken);
    }
}
