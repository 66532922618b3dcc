using EniTools.Api.Tests.Pacing.Simulation;

namespace EniTools.Benchmarks;

/// <summary>The long form of the simulated organisation of the tests: how long it takes in virtual time, by who shares the work and how.</summary>
internal static class Organisation
{
    public const string Command = "organisation";

    /// <summary>Prints a row for each number of workers and each division.</summary>
    public static void Run(int accounts, int regions)
    {
        Console.WriteLine(
            $"{accounts:N0} accounts in {regions} regions, {OrganisationScenario.CallsPerMinute} calls a minute for each account in each "
                + $"region, {OrganisationScenario.Latency.TotalMilliseconds} ms from a call to its answer:");
        Console.WriteLine(OrganisationResult.Header);
        foreach (var workers in new[] { 1, 4, 16, 64 })
        {
            foreach (var division in new[] { Division.ByAccount, Division.ByInterface })
            {
                var scenario = new OrganisationScenario(accounts, regions, workers, division);
                Console.WriteLine(OrganisationRun.Simulate(scenario).Row(scenario));
            }
        }
    }
}
