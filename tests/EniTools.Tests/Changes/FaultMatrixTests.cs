using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Tests.Changes;

/// <summary>Every fault at every call of a run, over a real socket: what becomes of each target is what becomes of it without the fault.</summary>
public sealed class FaultMatrixTests
{
    private const string Many = "eni-bp1web02b";
    private const string Few = "eni-bp1web02a";
    private const string Mixed = "eni-bp1web01b";
    private const string Managed = "eni-bp1service01";
    private const string Unknown = "eni-bp1nosuch";
    private static readonly string[] Enis = [Many, Few, Mixed, Managed, Unknown];

    // A call that hangs costs this much real time.
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(150);

    public static TheoryData<string, Fault> Faults => new()
    {
        { "throttled", new() { Kind = FaultKind.Refuse, Code = "Throttling.User", Status = 400 } },
        { "throttled with a hint", new() { Kind = FaultKind.Refuse, Code = "Throttling", Status = 400, RetryAfter = TimeSpan.FromSeconds(5) } },
        { "broken down", new() { Kind = FaultKind.Refuse, Code = "InternalError", Status = 500 } },
        { "unavailable", new() { Kind = FaultKind.Refuse, Code = "ServiceUnavailable", Status = 503 } },
        { "in conflict", new() { Kind = FaultKind.Refuse, Code = "OperationConflict", Status = 409 } },
        { "refused as repeated", new() { Kind = FaultKind.Refuse, Code = "SignatureNonceUsed", Status = 400 } },
        { "dropped before its effect", new() { Kind = FaultKind.DropBeforeEffect } },
        { "dropped after its effect", new() { Kind = FaultKind.DropAfterEffect } },
        { "cut in its answer", new() { Kind = FaultKind.CutAnswer } },
        { "answered by a proxy", new() { Kind = FaultKind.HtmlAnswer } },
        { "garbled", new() { Kind = FaultKind.GarbledAnswer } },
        { "hanging before its effect", new() { Kind = FaultKind.HangBeforeEffect } },
        { "hanging after its effect", new() { Kind = FaultKind.HangAfterEffect } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_call_of_a_removal_is(string name, Fault fault) => Compare(name, fault, RemovalTargets(), (engine, batch) => engine.Remove(batch));

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_call_of_an_assignment_is(string name, Fault fault) => Compare(name, fault, AssignmentTargets(), (engine, batch) => engine.Assign(batch));

    [Fact]
    public void One_call_finds_nobody_listening()
    {
        foreach (var (targets, begin) in new (List<Ipv6Target>, Action<ChangeEngine, TargetBatch>)[]
        {
            (RemovalTargets(), (engine, batch) => engine.Remove(batch)),
            (AssignmentTargets(), (engine, batch) => engine.Assign(batch)),
        })
        {
            using var calm = new EngineTrial(new());
            var expected = calm.Run(targets, begin);
            for (var position = 1; position <= calm.Emulator.Requests.Count; position++)
            {
                using var trial = new EngineTrial(new()) { RefusedConnection = position };
                AssertSame($"call {position}", expected, calm, trial.Run(targets, begin), trial);
            }
        }
    }

    private static void Compare(string name, Fault fault, List<Ipv6Target> targets, Action<ChangeEngine, TargetBatch> begin)
    {
        using var calm = new EngineTrial(new());
        var expected = calm.Run(targets, begin);
        for (var position = 1; position <= calm.Emulator.Requests.Count; position++)
        {
            using var trial = new EngineTrial(new(), Timeout);
            if (position > 1)
                trial.Emulator.Faults.Add(new Fault { Count = position - 1 });
            trial.Emulator.Faults.Add(fault with { Count = 1 });
            AssertSame($"call {position} is {name}", expected, calm, trial.Run(targets, begin), trial);
        }
    }

    private static void AssertSame(string what, List<ChangeOutcome> expected, EngineTrial calm, List<ChangeOutcome> outcomes, EngineTrial trial)
    {
        Assert.True(calm.ItemsOf(Enis).SetEquals(trial.ItemsOf(Enis)), $"{what}: the world is another one.");
        Assert.True(expected.Count == outcomes.Count, $"{what}: {outcomes.Count} outcomes.");
        foreach (var outcome in outcomes)
        {
            var status = expected.Single(other => other.Target == outcome.Target).Status;
            // What was as wanted before a call whose answer was lost cannot be told from what that call did.
            var isSame = outcome.Status == status || (outcome.ConfirmedByLooking && status is ChangeStatus.NotAssigned or ChangeStatus.AlreadyAssigned);
            Assert.True(isSame, $"{what}: {outcome.Target} is {outcome.Status} instead of {status}. {outcome.Failure?.Message}");
        }
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

    private static Ipv6Target Target(string networkInterfaceId, Ipv6Item item) => new(EniEmulator.DefaultRegionId, networkInterfaceId, item);
}
