using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Emulator.Faults;

namespace EniTools.Api.Tests.Changes;

/// <summary>Whatever is asked and whatever goes wrong on the way, each target has one outcome, and it is true.</summary>
public sealed class RemovalTruthTests
{
    private static readonly string[] Enis =
    [
        "eni-bp1web01b", "eni-bp1web02a", "eni-bp1web02b", "eni-bp1spare01", "eni-bp1service01", "eni-bp1nosuch",
    ];

    private static readonly Gen<Ipv6Target> Target = Gen.Select(Gen.Int[0, Enis.Length - 1], Gen.Int[1, 9], Gen.Int[1, 30], Gen.Int[0, 3])
        .Select((eni, number, item, kind) =>
        new Ipv6Target("cn-hangzhou", Enis[eni], kind == 0
            ? new Ipv6Item(Ipv6Prefix.Parse($"2001:db8:1234:1a01:{(number * 16) + (item % 4):x}::/80"))
            : new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1a00::{(kind == 1 ? number : eni + 2):x}:{item:x}"))));

    private static readonly Gen<Fault> Fault = Gen.Select(EngineTrial.FaultKinds, Gen.Int[1, 4], Gen.Bool, Gen.Bool)
        .Select((kind, count, isUnassign, isThrottled) => new Fault
        {
            Kind = kind,
            Count = count,
            Action = isUnassign ? "UnassignIpv6Addresses" : null,
            Code = isThrottled ? "Throttling.User" : "InternalError",
            Status = isThrottled ? 400 : 500,
        });

    [Fact]
    public void Every_target_has_one_outcome_and_the_world_agrees_with_it() =>
        Gen.Select(Target.List[1, 60], Fault.List[0, 4], Gen.Int[0, 2]).Sample((targets, faults, readLag) =>
        {
            using var trial = new EngineTrial(new() { ReadLag = TimeSpan.FromSeconds(readLag) });
            faults.ForEach(trial.Emulator.Faults.Add);
            var before = trial.ItemsOf(Enis);

            var outcomes = trial.Run(targets, ChangeAction.Remove);

            var after = trial.ItemsOf(Enis);
            Assert.Equal(targets.ToHashSet(), outcomes.Select(outcome => outcome.Target).ToHashSet());
            Assert.Equal(targets.Distinct().Count(), outcomes.Count);
            foreach (var outcome in outcomes)
            {
                var was = before.Contains(EngineTrial.Name(outcome.Target));
                var isStill = after.Contains(EngineTrial.Name(outcome.Target));
                var isTrue = outcome.Status switch
                {
                    // Confirmed by looking says that it is gone, and cannot say that it was there.
                    ChangeStatus.Removed => !isStill && (was || outcome.ConfirmedByLooking),
                    ChangeStatus.NotAssigned => !was && !isStill,
                    ChangeStatus.Failed or ChangeStatus.NotSent => was == isStill,
                    _ => true,
                };
                Assert.True(isTrue, $"{outcome.Target}: {outcome.Status}, was {was}, is {isStill}, {outcome.Failure?.Message}");
            }

            Assert.Equal(before.Except(targets.Select(EngineTrial.Name)).Order(), after.Except(targets.Select(EngineTrial.Name)).Order());
        }, iter: 60, threads: 1);
}
