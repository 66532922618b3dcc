using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Planning;

namespace EniTools.Api.Tests.Planning;

/// <summary>A plan has the calls that a removal makes of the same input, and looks at as many ENIs at once as a look can show.</summary>
public sealed class PlanBatcherTests
{
    private static readonly Gen<Ipv6Target> Target = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 150], Gen.Int[1, 20])
        .Select((region, eni, item) =>
        new Ipv6Target($"r{region}", $"eni-a{eni}", new Ipv6Item(Ipv6Address.Parse($"2001:db8::{item:x}"))));

    [Fact]
    public void The_calls_are_those_of_the_removal_and_what_is_looked_up_together_fits_one_look() =>
        Target.List[0, 600].Sample(targets =>
        {
            var groups = Planned(targets).ToList();

            var calls = groups.SelectMany(group => group).OrderBy(call => call.Number).ToList();
            Assert.Equal(Enumerable.Range(1, calls.Count), calls.Select(call => call.Number));
            Assert.Equal(Batches(targets).Select(batch => batch.ToString()), calls.Select(call => call.Batch.ToString()));
            foreach (var group in groups)
            {
                Assert.Single(group.Select(call => call.Batch.RegionId).Distinct());
                Assert.InRange(group.Select(call => call.Batch.NetworkInterfaceId).Distinct().Count(), 1, 100);
            }
        });

    [Fact]
    public void Calls_leave_while_input_comes_also_when_it_is_all_for_one_ENI()
    {
        var batcher = new PlanBatcher();
        var left = 0;
        for (var item = 1; item <= 20_000; item++)
        {
            batcher.TryAdd(new Ipv6Target("r", "eni-a", new Ipv6Item(Ipv6Address.Parse($"2001:db8::{item:x}"))), out var ready);
            left += ready?.Sum(call => call.Batch.Targets.Count) ?? 0;
        }

        Assert.Equal(20_000, left);
    }

    private static IEnumerable<IReadOnlyList<PlannedCall>> Planned(IEnumerable<Ipv6Target> targets)
    {
        var batcher = new PlanBatcher();
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                yield return ready;
        }

        while (batcher.TryTakeRest(out var rest))
            yield return rest;
    }

    private static IEnumerable<TargetBatch> Batches(IEnumerable<Ipv6Target> targets)
    {
        var batcher = new TargetBatcher();
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                yield return ready;
        }

        while (batcher.TryTakeRest(out var rest))
            yield return rest;
    }
}
