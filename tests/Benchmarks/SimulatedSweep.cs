using EniTools.Api.Tests.Pacing.Simulation;

namespace EniTools.Benchmarks;

/// <summary>How long an organisation takes in virtual time, and how that falls with more workers.</summary>
internal static class SimulatedSweep
{
    public const string Command = "simulate";

    /// <summary>Prints a row for each number of workers.</summary>
    public static void Run(int accounts, int regions)
    {
        Console.WriteLine($"{accounts:N0} accounts in {regions} regions, 12 calls in each, 6 a minute allowed:");
        Console.WriteLine($"workers  {SweepResult.Header}");
        foreach (var workers in new[] { 1, 4, 16, 64 })
        {
            var result = new SweepRun(accounts, regions, workers, PerMinute: 6, Calls: 12).Simulate();
            Console.WriteLine($"{workers,7}  {result}");
        }
    }
}
