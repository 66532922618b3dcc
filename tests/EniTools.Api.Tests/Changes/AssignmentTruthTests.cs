using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Emulator.Faults;

namespace EniTools.Api.Tests.Changes;

/// <summary>Whatever is to be assigned and whatever goes wrong on the way, each target has one outcome, it is true, and nothing is assigned twice.</summary>
public sealed class AssignmentTruthTests
{
    private static readonly string[] Enis =
    [
        "eni-bp1web01b", "eni-bp1web02a", "eni-bp1web02b", "eni-bp1spare01", "eni-bp1service01", "eni-bp1nosuch",
    ];

    // Some are there already, on the right ENI or on another one, and some are outside the vSwitch's block.
    private static readonly Gen<Ipv6Target> Target = Gen.Select(Gen.Int[0, Enis.Length - 1], Gen.Int[1, 9], Gen.Int[1, 12], Gen.Int[0, 9])
        .Select((eni, number, item, kind) =>
        new Ipv6Target("cn-hangzhou", Enis[eni], kind switch
        {
            0 => new Ipv6Item(Ipv6Prefix.Parse($"2001:db8:1234:1a01:{(number * 16) + (item % 4):x}::/80")),
            1 => new Ipv6Item(Ipv6Address.Parse($"2001:db8:ffff::{item:x}")),
            _ => new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1a00::{(kind < 6 ? eni + 2 : number):x}:{item:x}")),
        }));

    private static readonly Gen<Ipv6Target> Request = Gen.Select(Gen.Int[0, Enis.Length - 1], Gen.Int[1, 23], Gen.Bool)
        .Select((eni, count, asPrefixes) =>
        Ipv6Target.New("cn-hangzhou", Enis[eni], count, asPrefixes));

    private static readonly Gen<Fault> Fault = Gen.Select(EngineTrial.FaultKinds, Gen.Int[1, 6], Gen.Bool, Gen.Int[0, 2])
        .Select((kind, count, isAssign, code) => new Fault
        {
            Kind = kind,
            Count = count,
            Action = isAssign ? "AssignIpv6Addresses" : null,
            Code = new[] { "Throttling.User", "InternalError", "LastTokenProcessing" }[code],
            Status = new[] { 400, 500, 403 }[code],
        });

    [Fact]
    public void Every_target_has_one_outcome_and_the_world_agrees_with_it() =>
        Gen.Select(Target.List[0, 40], Request.List[0, 4], Fault.List[0, 4], Gen.Int[0, 2]).Sample((targets, requests, faults, readLag) =>
        {
            using var trial = new EngineTrial(new() { ReadLag = TimeSpan.FromSeconds(readLag) });
            faults.ForEach(trial.Emulator.Faults.Add);
            var before = trial.ItemsOf(Enis);

            var all = trial.Run([.. targets, .. requests], ChangeAction.Assign);

            var missing = all.FindAll(outcome => outcome.Target.Count is not null);
            var outcomes = all.Except(missing).ToList();
            var after = trial.ItemsOf(Enis);
            var wanted = targets.ToHashSet();
            var chosen = outcomes.Where(outcome => !wanted.Contains(outcome.Target)).ToList();
            Assert.Equal(wanted, outcomes.Select(outcome => outcome.Target).Except(chosen.Select(outcome => outcome.Target)).ToHashSet());
            Assert.Equal(outcomes.Count, outcomes.Select(outcome => outcome.Target).Distinct().Count());
            Assert.All(
                outcomes,
                outcome => Assert.True(IsTrue(outcome, before, after), $"{outcome.Target}: {outcome.Status}, {outcome.Failure?.Message}"));

            // What was asked for by count was given, or is said to be missing.
            Assert.Equal(missing.Count, missing.Select(shortfall => shortfall.Target).Distinct().Count());
            Assert.All(missing, shortfall => Assert.Contains(shortfall.Target, requests));
            Assert.Equal(requests.Sum(request => request.Size), chosen.Count + missing.Sum(shortfall => shortfall.Target.Size));

            // Nothing else was changed: what nobody can account for is at most what an unknown call may have given.
            Assert.Empty(before.Except(after));
            var unaccounted = after.Except(before).Except(outcomes.Select(outcome => EngineTrial.Name(outcome.Target))).Count();
            Assert.True(
                unaccounted <= missing.Where(shortfall => shortfall.Status == ChangeStatus.Unknown)
                    .Sum(shortfall => Math.Min(shortfall.Target.Size, 10)));
        }, iter: 60, threads: 1);

    private static bool IsTrue(ChangeOutcome outcome, HashSet<string> before, HashSet<string> after)
    {
        var was = before.Contains(EngineTrial.Name(outcome.Target));
        var isNow = after.Contains(EngineTrial.Name(outcome.Target));
        return outcome.Status switch
        {
            // Confirmed by looking says that it is there, and cannot say that it was not.
            ChangeStatus.Assigned => isNow && (!was || outcome.ConfirmedByLooking),
            ChangeStatus.AlreadyAssigned => was && isNow,
            ChangeStatus.Failed or ChangeStatus.NotSent => was == isNow,
            _ => true,
        };
    }
}
