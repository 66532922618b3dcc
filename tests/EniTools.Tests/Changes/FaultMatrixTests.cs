using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Emulator;

namespace EniTools.Tests.Changes;

/// <summary>Every fault at every call of a run, over a real socket: what becomes of each target, and what is found and planned, is what it is without the fault.</summary>
public sealed class FaultMatrixTests
{
    private const string Many = "eni-bp1web02b";
    private const string Few = "eni-bp1web02a";
    private const string Mixed = "eni-bp1web01b";
    private const string Managed = "eni-bp1service01";
    private const string Unknown = "eni-bp1nosuch";
    // Looks show a change late: what they show first is wrong.
    private static readonly EniEmulatorOptions Late = new() { ReadLag = TimeSpan.FromSeconds(1.5) };
    private static readonly string[] Enis = [Many, Few, Mixed, Managed, Unknown];

    [Theory]
    [MemberData(nameof(Mishaps.Names), MemberType = typeof(Mishaps))]
    public void One_call_of_a_removal_is(string mishap) => Compare(mishap, Late, trial => trial.Run(RemovalTargets(), (engine, batch) => engine.Remove(batch)), AssertSame);

    [Theory]
    [MemberData(nameof(Mishaps.Names), MemberType = typeof(Mishaps))]
    public void One_call_of_an_assignment_is(string mishap) => Compare(mishap, Late, trial => trial.Run(AssignmentTargets(), (engine, batch) => engine.Assign(batch)), AssertSame);

    // Three pages.
    [Theory]
    [MemberData(nameof(Mishaps.Names), MemberType = typeof(Mishaps))]
    public void One_call_of_a_search_is(string mishap) => CompareSearch(mishap, 1001, calls: 3, new() { VSwitchId = "vsw-bulk" });

    // More addresses than one call takes.
    [Theory]
    [MemberData(nameof(Mishaps.Names), MemberType = typeof(Mishaps))]
    public void One_call_of_a_search_by_address_is(string mishap) => CompareSearch(mishap, 101, calls: 2, new() { Items = [.. Enumerable.Range(1, 101).Select(BulkItem)] });

    // More ENIs than are looked for at once, one primary.
    [Theory]
    [MemberData(nameof(Mishaps.Names), MemberType = typeof(Mishaps))]
    public void One_call_of_a_plan_is(string mishap) => Compare(
        mishap,
        new() { NetworkInterfaceCount = 101, AddressesPerInterface = 1 },
        trial => trial.Plan([.. RemovalTargets(), .. Enumerable.Range(1, 101).Select(number => Target($"eni-bulk{number:d6}", BulkItem(number)))]),
        (what, _, expected, _, planned) => Assert.True(expected.SequenceEqual(planned), $"{what}: another plan."));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_clock_of_the_service_is_off(int hours)
    {
        using var calm = new EngineTrial(new());
        using var trial = new EngineTrial(new() { ClockSkew = TimeSpan.FromHours(hours) });

        var expected = calm.Run(RemovalTargets(), (engine, batch) => engine.Remove(batch));

        AssertSame("the clock is off", calm, expected, trial, trial.Run(RemovalTargets(), (engine, batch) => engine.Remove(batch)));
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_wait_longer()
    {
        using var trial = new EngineTrial(new());
        var began = trial.ServiceTime;
        // The first call has no answer, and the clock is set back before the look.
        trial.BeforeCall = call => call switch
        {
            1 => Mishaps.HappenAsync("dropped after its effect", trial),
            2 => Mishaps.HappenAsync("signed by a clock that has fallen behind", trial),
            _ => Task.CompletedTask,
        };

        var outcome = Assert.Single(trial.Run(Addresses(Few, 3, 1, 1), (engine, batch) => engine.Remove(batch)));

        Assert.Equal(ChangeStatus.Removed, outcome.Status);
        Assert.InRange(trial.ServiceTime - began, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_makes_no_look_too_early()
    {
        using var trial = new EngineTrial(new() { ReadLag = TimeSpan.FromSeconds(1) });
        var target = Assert.Single(Addresses(Few, 3, 77, 1));
        // It was put on just now, and is not shown yet.
        await trial.Client.SendAsync(AssignIpv6Addresses.Call(target.RegionId, target.NetworkInterfaceId, [target.Item], "token"), TestContext.Current.CancellationToken);
        var before = trial.Calls;
        trial.BeforeCall = call => (call - before) switch
        {
            1 => Mishaps.HappenAsync("dropped before its effect", trial),
            2 => Mishaps.HappenAsync("signed by a clock that has gone ahead", trial),
            _ => Task.CompletedTask,
        };

        var outcome = Assert.Single(trial.Run([target], (engine, batch) => engine.Remove(batch)));

        Assert.Equal(ChangeStatus.Removed, outcome.Status);
        Assert.DoesNotContain(EngineTrial.Name(target), trial.ItemsOf([Few]));
    }

    // What reads changes nothing: one emulator is enough for all calls.
    private static void CompareSearch(string mishap, int count, int calls, NetworkInterfaceQuery query)
    {
        using var trial = new EngineTrial(new() { NetworkInterfaceCount = count, AddressesPerInterface = 1 });
        var expected = Enumerable.Range(1, count).Select(number => $"eni-bulk{number:d6} Available {BulkItem(number)}").ToList();
        for (var position = 1; position <= calls; position++)
        {
            var unlucky = trial.Calls + position;
            trial.BeforeCall = call => call == unlucky ? Mishaps.HappenAsync(mishap, trial) : Task.CompletedTask;
            Assert.True(expected.SequenceEqual(trial.Find(query)), $"call {position} is {mishap}: other ENIs are found.");
            Assert.True(trial.Calls >= unlucky);
            Assert.Empty(trial.Emulator.Faults.Current);
        }
    }

    private static void Compare<T>(string mishap, EniEmulatorOptions options, Func<EngineTrial, T> run, Action<string, EngineTrial, T, EngineTrial, T> assertSame)
    {
        using var calm = new EngineTrial(options);
        var expected = run(calm);
        var happened = true;
        for (var position = 1; happened; position++)
        {
            var unlucky = position;
            using var trial = new EngineTrial(options);
            trial.BeforeCall = call => call == unlucky ? Mishaps.HappenAsync(mishap, trial) : Task.CompletedTask;
            var result = run(trial);
            happened = trial.Calls >= position;
            Assert.Empty(trial.Emulator.Faults.Current);
            assertSame($"call {position} is {mishap}", calm, expected, trial, result);
        }
    }

    private static void AssertSame(string what, EngineTrial calm, List<ChangeOutcome> expected, EngineTrial trial, List<ChangeOutcome> outcomes)
    {
        Assert.True(expected.Count == outcomes.Count, $"{what}: {outcomes.Count} outcomes.");
        foreach (var outcome in outcomes)
        {
            var status = expected.Single(other => other.Target == outcome.Target).Status;
            // What was as wanted before a call whose answer was lost cannot be told from what that call did.
            var isSame = outcome.Status == status || (outcome.ConfirmedByLooking && status is ChangeStatus.NotAssigned or ChangeStatus.AlreadyAssigned);
            Assert.True(isSame, $"{what}: {outcome.Target} is {outcome.Status} instead of {status}. {outcome.Failure?.Message}");
        }

        Assert.True(calm.ItemsOf(Enis).SetEquals(trial.ItemsOf(Enis)), $"{what}: the world is another one.");
    }

    private static List<Ipv6Target> RemovalTargets() =>
    [
        .. Addresses(Many, 4, 1, 23),
        .. Addresses(Few, 3, 1, 3),
        .. Addresses(Mixed, 2, 1, 2),
        .. Enumerable.Range(1, 2).Select(i => Target(Mixed, new Ipv6Item(Ipv6Prefix.Parse($"2001:db8:1234:1a01:2{i}::/80")))),
        .. Addresses(Managed, 11, 1, 1),
        .. Addresses(Unknown, 99, 1, 1),
    ];

    // New ones, and one of each ENI that is there already.
    private static List<Ipv6Target> AssignmentTargets() =>
    [
        .. Addresses(Few, 3, 2, 12),
        .. Addresses(Mixed, 2, 5, 4),
        .. Addresses(Managed, 11, 2, 1),
        .. Addresses(Unknown, 99, 1, 1),
    ];

    private static IEnumerable<Ipv6Target> Addresses(string networkInterfaceId, int number, int first, int count) =>
        Enumerable.Range(first, count).Select(i => Target(networkInterfaceId, new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1a00::{number:x}:{i:x}"))));

    private static Ipv6Item BulkItem(int number) => new(Ipv6Address.Parse($"2001:db8:1234:1aa0::{number:x}:1"));

    private static Ipv6Target Target(string networkInterfaceId, Ipv6Item item) => new(EniEmulator.DefaultRegionId, networkInterfaceId, item);
}
