using EniTools.Api.Pacing;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Gateway;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>A scenario played in virtual time: real paces against the emulator's real flow control.</summary>
internal sealed class QuotaRun
{
    private static readonly ApiRequest Request = new(new Caller(DefaultKeys.All.First()), "UnassignIpv6Addresses", "2014-05-26", []);

    private readonly QuotaScenario _scenario;
    private readonly VirtualTime _time = new();
    private readonly FlowControl _flowControl = new();
    private readonly Random _random;
    private readonly long[] _accepted;
    private long _refused;

    private QuotaRun(QuotaScenario scenario, int seed)
    {
        _scenario = scenario;
        _random = new Random(seed);
        _accepted = new long[scenario.Clients];
    }

    public static QuotaResult Simulate(QuotaScenario scenario, int seed = 1) => new QuotaRun(scenario, seed).Run();

    private QuotaResult Run()
    {
        var middle = (_scenario.CountedFrom + _scenario.Duration) / 2;
        _scenario.Limit(_flowControl, _scenario.Quota);
        for (var client = 0; client < _scenario.Clients; client++)
            _ = ClientAsync(client);
        _time.PassUntil(middle);
        if (_scenario.LaterQuota is { } later)
            _scenario.Limit(_flowControl, later);
        _time.PassUntil(_scenario.Duration);

        var half = (_scenario.Duration - middle).TotalSeconds;
        var available = half * (_scenario.Quota + (_scenario.LaterQuota ?? _scenario.Quota));
        double accepted = _accepted.Sum();
        return new QuotaResult(
            accepted / available,
            _refused / (accepted + _refused),
            accepted * accepted / (_accepted.Length * _accepted.Sum(mine => (double)mine * mine)));
    }

    private async Task ClientAsync(int client)
    {
        await _time.DelayAsync(TimeSpan.FromSeconds(5) * _random.NextDouble(), CancellationToken.None);
        var pace = new CallPace(_time);
        var lanes = 4 + (int)Math.Ceiling(1.5 * Math.Max(_scenario.Quota, _scenario.LaterQuota ?? 0) * _scenario.Latency.TotalSeconds);
        for (var lane = 0; lane < lanes; lane++)
            _ = LaneAsync(client, pace);
    }

    private async Task LaneAsync(int client, CallPace pace)
    {
        while (_time.Elapsed < _scenario.Duration)
        {
            var call = await pace.WaitAsync(CancellationToken.None);
            var counts = _time.Elapsed >= _scenario.CountedFrom;
            await _time.DelayAsync(HalfWay(), CancellationToken.None);
            ApiFault? refusal = null;
            try
            {
                _flowControl.Check(Request, _time.UtcNow);
            }
            catch (ApiFault fault)
            {
                refusal = fault;
            }

            if (counts && refusal is null)
                _accepted[client]++;
            else if (counts)
                _refused++;
            await _time.DelayAsync(HalfWay(), CancellationToken.None);
            if (refusal is null)
                call.Succeeded();
            else
                call.Refused(refusal.RetryAfter);
        }
    }

    private TimeSpan HalfWay() => _scenario.Latency / 2 * (0.8 + (0.4 * _random.NextDouble()));
}

/// <summary>What became of a scenario.</summary>
/// <param name="Used">The accepted calls as a part of the quota.</param>
/// <param name="Refused">The refused calls as a part of all.</param>
/// <param name="Jain">The fairness index of the clients' accepted calls: 1 when all had the same. Null where it was not counted.</param>
internal sealed record QuotaResult(double Used, double Refused, double? Jain);
