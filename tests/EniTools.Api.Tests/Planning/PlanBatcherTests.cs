using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Planning;

namespace EniTools.Api.Tests.Planning;

/// <summary>A plan has the calls that a removal makes of the same input, ENI by ENI, and looks at as many ENIs at once as a look can show.</summary>
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

            var calls = groups.SelectMany(group => group).ToList();
            Assert.Equal(Enumerable.Range(1, calls.Count), calls.Select(call => call.Number));
            AssertCallsOfTheRemoval(targets, calls);
            AssertEachInterfaceOnce(calls);
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

    [Theory]
    [InlineData(1_200, 25)]
    [InlineData(15, 1_999)]
    [InlineData(12_000, 3)]
    public void An_input_of_any_length_that_names_its_ENIs_one_after_another_has_each_once(int enis, int items)
    {
        var targets = Enumerable.Range(1, enis).SelectMany(eni => Enumerable.Range(1, items).Select(item =>
            new Ipv6Target("r", $"eni-a{eni}", new Ipv6Item(Ipv6Address.Parse($"2001:db8::{item:x}"))))).ToList();
        var batcher = new PlanBatcher();
        List<PlannedCall> calls = [];
        var held = 0;

        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            calls.AddRange(ready ?? []);
            held += 1 - (ready?.Sum(call => call.Batch.Targets.Count) ?? 0);
            Assert.InRange(held, 0, 10_000);
        }

        while (batcher.TryTakeRest(out var rest))
            calls.AddRange(rest);

        Assert.Equal(Enumerable.Range(1, calls.Count), calls.Select(call => call.Number));
        AssertCallsOfTheRemoval(targets, calls);
        AssertEachInterfaceOnce(calls);
    }

    private static void AssertCallsOfTheRemoval(IEnumerable<Ipv6Target> targets, IEnumerable<PlannedCall> calls) =>
        Assert.Equal(Batches(targets).Select(batch => batch.ToString()).Order(), calls.Select(call => call.Batch.ToString()).Order());

    private static void AssertEachInterfaceOnce(IReadOnlyList<PlannedCall> calls)
    {
        var runs = calls.Select(call => (call.Batch.RegionId, call.Batch.NetworkInterfaceId)).ToList();
        Assert.Equal(runs.Distinct().Count(), runs.Where((eni, i) => i == 0 || eni != runs[i - 1]).Count());
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
