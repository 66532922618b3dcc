using System.Globalization;
using System.Text;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>How machines share a quota that nobody told them, in virtual time: one table, each row held to the goals or to what it reaches.</summary>
[Trait("Needs", "Time")]
public sealed class SimulationTests(ITestOutputHelper output)
{
    // The goals: 95% of the quota used, under 2% of calls refused, a Jain index of 0.95.
    private static readonly QuotaResult Goals = new(0.95, 0.02, 0.95);

    // A row that misses a goal says what it is held to instead.
    private static IReadOnlyList<Row> Rows =>
    [
        // A quota by the second, one machine.
        Pace(1, false, 200, 1, true, Goals with { Refused = 0.025 }),
        Pace(7, false, 200, 1, true, Goals),
        Pace(7, false, 200, 1, false, Goals),
        Pace(50, false, 5, 1, true, Goals),
        Pace(50, false, 200, 1, false, Goals),
        Pace(50, false, 2000, 1, true, Goals with { Used = 0.92 }),
        Pace(200, false, 5, 1, true, Goals),
        Pace(200, false, 2000, 1, false, Goals),
        // By the second, several machines: they converge slowly, and more slowly the fewer calls each has.
        Pace(50, false, 5, 4, true, Goals),
        Pace(50, false, 200, 4, false, Goals),
        Pace(200, false, 5, 4, true, Goals),
        Pace(200, false, 5, 16, true, Goals),
        Pace(50, false, 5, 16, true, Goals),
        Pace(200, false, 5, 64, true, Goals with { Jain = 0.94 }),
        Pace(50, false, 200, 64, false, new(0.95, 0.035, 0.8)),
        Pace(7, false, 200, 16, true, new(0.7, 0.045, 0.5)),
        Pace(1, false, 200, 64, true, new(0.2, 0.5, 0.05)),
        // By the minute, as the service documents it.
        Pace(1, true, 200, 1, true, Goals),
        Pace(7, true, 200, 1, true, Goals),
        Pace(7, true, 200, 1, false, Goals),
        Pace(7, true, 200, 4, true, Goals),
        Pace(7, true, 200, 16, true, Goals with { Refused = 0.025 }),
        Pace(7, true, 200, 64, true, new(0.95, 0.035, 0.94)),
        Pace(50, true, 5, 1, true, Goals),
        Pace(50, true, 2000, 1, true, Goals),
        Pace(50, true, 5, 4, true, Goals),
        Pace(50, true, 200, 4, false, Goals),
        Pace(50, true, 5, 16, true, Goals),
        Pace(50, true, 200, 16, false, Goals),
        Pace(50, true, 200, 64, false, Goals),
        Pace(50, true, 2000, 64, true, Goals with { Jain = 0.6 }),
        Pace(200, true, 5, 16, true, Goals),
        // A quota that changes half-way.
        Change(50, 100, Goals),
        Change(100, 50, Goals),
        Change(20, 100, Goals with { Used = 0.9, Jain = 0.93 }),
        Change(100, 20, Goals),
        // With everything in between, from the beginning: real clients and signatures, the service from its gateway to its world.
        Signed(10, null, 1, Goals),
        Signed(10, null, 2, Goals),
        Signed(null, 400, 4, Goals),
        // Whole removals by the engine.
        Engine(400, 1, 50, Goals),
        Engine(400, 4, 50, new(0.92, 0.04, null)),
        Engine(400, 1, 2000, Goals),
        Engine(1200, 4, 200, Goals),
    ];

    [Fact]
    public void Machines_find_a_quota_and_share_it()
    {
        var results = Rows.AsParallel().AsOrdered().Select(row => (Row: row, Result: row.Run())).ToList();

        var table = new StringBuilder().AppendLine()
            .AppendLine("what                calls   by      latency  machines  hint  used    refused  Jain   goals");
        foreach (var (row, result) in results)
            table.AppendLine(Line(row, result));
        output.WriteLine(table.ToString());
        Assert.DoesNotContain(results, item => Misses(item.Result, item.Row.HeldTo).Length > 0);
    }

    [Fact]
    public void A_run_repeats_exactly()
    {
        var scenario = new QuotaScenario(50, ByMinute: true, TimeSpan.FromMilliseconds(200), Clients: 16, Hint: false)
        {
            CountedFrom = TimeSpan.FromMinutes(1),
            Duration = TimeSpan.FromMinutes(3),
        };

        Assert.Equal(QuotaRun.Simulate(scenario), QuotaRun.Simulate(scenario));
        Assert.NotEqual(QuotaRun.Simulate(scenario), QuotaRun.Simulate(scenario, seed: 2));
    }

    private static string Line(Row row, QuotaResult result)
    {
        var misses = Misses(result, Goals);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.What,-19} {row.Calls,-7} {row.By,-7} {row.Milliseconds,4} ms  {row.Machines,8}  {(row.Hint ? "yes" : "no"),-4} "
                + $" {result.Used,6:0.0%}  {result.Refused,7:0.00%}  {result.Jain,4:0.00} "
                + $"  {(misses.Length == 0 ? "met" : "missed: " + misses)}");
    }

    private static string Misses(QuotaResult result, QuotaResult bounds) => string.Join(
        ", ",
        new[]
        {
            result.Used < bounds.Used ? "used" : "",
            result.Refused > bounds.Refused ? "refused" : "",
            result.Jain < bounds.Jain ? "Jain" : "",
        }.Where(miss => miss.Length > 0));

    private static Row Pace(int quota, bool byMinute, int milliseconds, int machines, bool hint, QuotaResult heldTo)
    {
        var minutes = byMinute ? (quota == 200 ? 24 : 60) : 25;
        var scenario = new QuotaScenario(quota, byMinute, TimeSpan.FromMilliseconds(milliseconds), machines, hint)
        {
            Duration = TimeSpan.FromMinutes(minutes),
            CountedFrom = TimeSpan.FromMinutes(minutes / 4),
        };
        return new Row(
            "pace",
            byMinute ? $"{quota * 60}" : $"{quota}",
            byMinute ? "minute" : "second",
            milliseconds,
            machines,
            hint,
            () => QuotaRun.Simulate(scenario),
            heldTo);
    }

    private static Row Change(int before, int after, QuotaResult heldTo) => new(
        "pace, quota changes", $"{before}-{after}", "second", 50, 4, true,
        () => QuotaRun.Simulate(
            new QuotaScenario(before, ByMinute: false, TimeSpan.FromMilliseconds(50), Clients: 4, Hint: true) { LaterQuota = after }),
        heldTo);

    private static Row Signed(int? perSecond, int? perMinute, int machines, QuotaResult heldTo) => new(
        "signed calls", $"{perSecond ?? perMinute}", perSecond is null ? "minute" : "second", 50, machines, true,
        () => SignedCallRun.Simulate(perSecond, perMinute, machines), heldTo);

    private static Row Engine(int perMinute, int machines, int milliseconds, QuotaResult heldTo) => new(
        "whole removal", $"{perMinute}", "minute", milliseconds, machines, true,
        () => EngineRun.Simulate(perMinute, machines, milliseconds), heldTo);

    /// <summary>A run, how it is described, and what its result is held to.</summary>
    private sealed record Row(
        string What, string Calls, string By, int Milliseconds, int Machines, bool Hint, Func<QuotaResult> Run, QuotaResult HeldTo);
}
