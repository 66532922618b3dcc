using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Changes;

/// <summary>However targets arrive, each leaves exactly once, in a batch that the service takes.</summary>
public sealed class TargetBatcherTests
{
    private static readonly Gen<Ipv6Target> Target = Gen.Select(
        AnyOf("cn-hangzhou", "cn-beijing"),
        AnyOf("eni-a1", "eni-b2", "eni-c3"),
        Gen.ULong[0, 40],
        AnyOf(0, 0, 80, 96),
        (region, eni, number, mask) => new Ipv6Target(region, eni, mask == 0
            ? new Ipv6Item(new Ipv6Address(number, 1))
            : new Ipv6Item(new Ipv6Prefix(new Ipv6Address(number, 0), mask))));

    [Fact]
    public void Every_target_leaves_once_in_a_batch_of_one_ENI_kind_and_mask_with_at_most_ten() =>
        Target.List[0, 300].Sample(targets =>
        {
            var batcher = new TargetBatcher();
            var batches = new List<TargetBatch>();
            var repeated = 0;
            foreach (var target in targets)
            {
                repeated += batcher.TryAdd(target, out var ready) ? 0 : 1;
                if (ready is not null)
                    batches.Add(ready);
            }

            Assert.All(batches, batch => Assert.Equal(10, batch.Targets.Count));
            while (batcher.TryTakeRest(out var rest))
                batches.Add(rest);

            Assert.All(batches, batch => Assert.InRange(batch.Targets.Count, 1, 10));
            Assert.All(
                batches,
                batch => Assert.Single(
                    batch.Targets.Select(target => (target.RegionId, target.NetworkInterfaceId, target.Item.PrefixLength)).Distinct()));
            Assert.Equal(targets.Distinct().Count(), targets.Count - repeated);
            Assert.Equal(targets.ToHashSet(), batches.SelectMany(batch => batch.Targets).ToHashSet());
            Assert.Equal(targets.Count - repeated, batches.Sum(batch => batch.Targets.Count));
        });

    [Fact]
    public void An_endless_input_over_ever_new_ENIs_does_not_wait_for_batches_to_fill()
    {
        var batcher = new TargetBatcher();
        var item = new Ipv6Item(Ipv6Address.Parse("2001:db8::1"));
        var left = 0;
        for (var i = 0; i < 3 * TargetBatcher.MaxWaiting; i++)
        {
            batcher.TryAdd(new Ipv6Target("cn-hangzhou", $"eni-{i}", item), out var ready);
            left += ready?.Targets.Count ?? 0;
        }

        Assert.Equal(2 * TargetBatcher.MaxWaiting, left);
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
