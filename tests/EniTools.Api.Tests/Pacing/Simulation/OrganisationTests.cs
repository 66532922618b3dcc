namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>Many accounts with quotas of their own, in virtual time. The benchmarks have the long form, with 1,000 accounts.</summary>
[Trait("Needs", "Time")]
public sealed class OrganisationTests(ITestOutputHelper output)
{
    [Fact]
    public void Accounts_do_not_wait_for_each_other_whoever_does_the_work()
    {
        OrganisationScenario[] scenarios =
        [
            new(Accounts: 12, Regions: 30, Workers: 1, Division.ByAccount),
            new(Accounts: 12, Regions: 30, Workers: 4, Division.ByAccount),
            new(Accounts: 12, Regions: 30, Workers: 4, Division.ByInterface),
            new(Accounts: 12, Regions: 30, Workers: 16, Division.ByInterface),
        ];

        var results = scenarios.AsParallel().AsOrdered().Select(OrganisationRun.Simulate).ToList();

        output.WriteLine(
            string.Join('\n', [OrganisationResult.Header, .. results.Zip(scenarios, (result, scenario) => result.Row(scenario))]));
        Assert.All(results.Zip(scenarios), run =>
        {
            // One account alone takes a floor or a little more: the rest is the search for the quota, which costs more in many small parts.
            Assert.InRange(run.First.Time / OrganisationScenario.Floor, 1, run.Second.Workers == 1 ? 1.5 : 2.5);
            Assert.InRange(run.First.Refused, 0, run.Second.Division == Division.ByAccount ? 0.07 : 0.16);
        });
    }

    // What makes it so: the input of accounts behind one that waits for its quota is taken in as well.
    [Fact]
    public void With_little_room_one_account_holds_up_the_others()
    {
        var scenario = new OrganisationScenario(Accounts: 12, Regions: 30, Workers: 1, Division.ByAccount) { AccountsAtATime = 1 };

        var (narrow, wide) = (OrganisationRun.Simulate(scenario with { Room = 64 }), OrganisationRun.Simulate(scenario));

        Assert.True(narrow.Time > 4 * wide.Time, $"{narrow.Time} beside {wide.Time}");
    }
}
