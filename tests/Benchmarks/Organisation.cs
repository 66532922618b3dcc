using EniTools.Api.Tests.Pacing.Simulation;

namespace EniTools.Benchmarks;

/// <summary>The long form of the simulated organisation of the tests: 1,000 accounts in 30 regions, in virtual time.</summary>
internal static class Organisation
{
    public static void Run()
    {
        Console.WriteLine("1,000 accounts in 30 regions, 60 calls a minute for each account in each region, 100 ms from a call to its answer:");
        Console.WriteLine(OrganisationResult.Header);
        foreach (var workers in new[] { 1, 4, 16, 64 })
        {
            foreach (var division in new[] { Division.ByAccount, Division.ByInterface })
            {
                var scenario = new OrganisationScenario(Accounts: 1000, Regions: 30, workers, division);
                Console.WriteLine(OrganisationRun.Simulate(scenario).Row(scenario));
            }
        }
    }
}
