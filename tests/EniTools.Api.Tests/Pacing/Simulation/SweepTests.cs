namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>Many accounts with quotas of their own, divided among workers.</summary>
public sealed class SweepTests(ITestOutputHelper output)
{
    [Fact]
    public void Accounts_are_worked_on_beside_each_other_and_more_workers_take_less_time()
    {
        int[] numbers = [1, 4, 16];
        var runs = numbers
            .Select(workers => new SweepRun(Accounts: 64, Regions: 3, workers, PerMinute: 6, Calls: 12))
            .AsParallel().AsOrdered().Select(run => (Run: run, Result: run.Simulate())).ToList();

        output.WriteLine($"workers  {SweepResult.Header}");
        foreach (var (run, result) in runs)
            output.WriteLine($"{run.Workers,7}  {result}");
        // The quota of the first minute can be used at once: two minutes' worth takes one at least, and two rounds of accounts two.
        Assert.InRange(runs[0].Result.Time.TotalMinutes, 2, 6);
        Assert.InRange(runs[1].Result.Time, TimeSpan.FromMinutes(1), runs[0].Result.Time);
        Assert.InRange(runs[2].Result.Time, TimeSpan.FromMinutes(1), runs[0].Result.Time);
        Assert.All(runs, run => Assert.True(run.Result.Jain > 0.9));
        // So few calls are over before the quotas are known.
        Assert.All(runs, run => Assert.InRange(run.Result.Refused, 0, 0.4));
        Assert.Equal([32, 16, 4], runs.Select(run => run.Result.MostOpen));
    }
}
