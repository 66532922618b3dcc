using System.Collections.Concurrent;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Changes;

/// <summary>Hundreds of calls of which every third goes wrong, by the numbers of a seed: addresses are taken off, put back, and taken off again.</summary>
[Trait("Needs", "Time")]
public sealed class LongRunTests(ITestOutputHelper output)
{
    private const int Enis = 60;
    private const int AddressesEach = 20;

    // As many fit on an ENI that is attached to nothing.
    private const int FittingBack = 10;
    private const int ChosenEach = 8;

    private static readonly string[] Interfaces = [.. Enumerable.Range(1, Enis).Select(Interface)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_outcomes_are_the_truth_after_each_run(int seed)
    {
        using var trial = new EngineTrial(
            new() { NetworkInterfaceCount = Enis, AddressesPerInterface = AddressesEach, ReadLag = TimeSpan.FromSeconds(1) })
        {
            // A clock that leaps leaps for all calls under way.
            ThrottleLimit = 1,
            // Much more goes wrong than anybody would have patience with.
            RetryPolicy = new RetryPolicy { MaxAttempts = 100, Budget = TimeSpan.FromDays(100) },
        };
        var mishaps = new ConcurrentQueue<string>();
        trial.BeforeCall = call =>
        {
            var random = new Random((seed * 7919) ^ (call * 104_729));
            if (random.Next(3) > 0)
                return Task.CompletedTask;
            mishaps.Enqueue(Mishaps.Any(random));
            return Mishaps.HappenAsync(mishaps.Last(), trial);
        };

        // One of each ENI's is not there.
        List<Ipv6Target> there =
        [
            .. Enumerable.Range(1, Enis).SelectMany(
                number => Enumerable.Range(0, AddressesEach + 1).Select(address => Target(number, address)))
        ];
        var removed = Check(trial, there, ChangeAction.Remove, []);

        // Some are named, and some are for the service to choose.
        List<Ipv6Target> named =
        [
            .. Enumerable.Range(1, Enis / 2).SelectMany(
                number => Enumerable.Range(1, FittingBack).Select(address => Target(number, address)))
        ];
        var added = Check(
            trial,
            named,
            ChangeAction.Assign,
            [
                .. Interfaces.Skip(Enis / 2).Select(
                    eni => Ipv6Target.New(EniEmulator.DefaultRegionId, eni, ChosenEach, asPrefixes: false))]);

        var again = Check(
            trial,
            [.. added.Where(outcome => outcome.Status == ChangeStatus.Assigned).Select(outcome => outcome.Target)],
            ChangeAction.Remove,
            []);

        List<ChangeOutcome> all = [.. removed, .. added, .. again];
        output.WriteLine(
            $"{trial.Calls} calls, {mishaps.Count} mishaps, {all.Count} "
                + $"outcomes: {string.Join(", ", all.CountBy(outcome => $"{outcome.Status} {outcome.Failure?.Code}"))}");
        Assert.True(mishaps.Count > 200);
        // The rest is of calls whose time or key was wrong twice in a row, and of ENIs that are full for it.
        Assert.True(
            all.Count(
                outcome => outcome.Status is ChangeStatus.Removed or ChangeStatus.NotAssigned or ChangeStatus.Assigned) > 0.9 * all.Count);
    }

    private static List<ChangeOutcome> Check(
        EngineTrial trial, List<Ipv6Target> targets, ChangeAction action, List<Ipv6Target> requests)
    {
        var before = trial.ItemsOf(Interfaces);

        var all = trial.Run([.. targets, .. requests], action);

        var shortfalls = all.FindAll(outcome => outcome.Target.Count is not null);
        var outcomes = all.Except(shortfalls).ToList();

        // Each input has its one outcome.
        var wanted = targets.ToHashSet();
        var chosen = outcomes.Where(outcome => !wanted.Contains(outcome.Target)).ToList();
        Assert.Equal(outcomes.Count, outcomes.Select(outcome => outcome.Target).Distinct().Count());
        Assert.Equal(wanted.Count + chosen.Count, outcomes.Count);
        Assert.Equal(requests.Sum(request => request.Size), chosen.Count + shortfalls.Sum(shortfall => shortfall.Target.Size));

        // What they claim is the world: nothing more was changed, and nothing twice. Of what is unknown, nothing is claimed.
        var claimed = before.Except(Names(outcomes, ChangeStatus.Removed)).Union(Names(outcomes, ChangeStatus.Assigned)).ToHashSet();
        claimed.SymmetricExceptWith(trial.ItemsOf(Interfaces));
        var unknown = shortfalls.Where(shortfall => shortfall.Status == ChangeStatus.Unknown)
            .Select(shortfall => shortfall.Target.NetworkInterfaceId).ToList();
        Assert.DoesNotContain(claimed.Except(Names(outcomes, ChangeStatus.Unknown)), name => !unknown.Exists(name.EndsWith));
        return outcomes;
    }

    private static IEnumerable<string> Names(List<ChangeOutcome> outcomes, ChangeStatus status) =>
        outcomes.Where(outcome => outcome.Status == status).Select(outcome => EngineTrial.Name(outcome.Target));

    private static string Interface(int number) => $"eni-bulk{number:d6}";

    private static Ipv6Target Target(int number, int address) =>
        new(EniEmulator.DefaultRegionId, Interface(number), new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1aa0::{number:x}:{address:x}")));
}
