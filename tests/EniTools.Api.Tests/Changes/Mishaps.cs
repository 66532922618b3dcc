using EniTools.Emulator.Faults;

namespace EniTools.Api.Tests.Changes;

/// <summary>What can go wrong with one call, by a name that completes the sentence "the call is ...".</summary>
internal static class Mishaps
{
    private static readonly Dictionary<string, Func<EngineTrial, Task>> All = new()
    {
        ["throttled"] = Fault(new() { Kind = FaultKind.Refuse, Code = "Throttling.User", Status = 400 }),
        ["throttled with a hint"] = Fault(
            new() { Kind = FaultKind.Refuse, Code = "Throttling", Status = 400, RetryAfterMilliseconds = 5000 }),
        ["broken down"] = Fault(new() { Kind = FaultKind.Refuse, Code = "InternalError", Status = 500 }),
        ["unavailable"] = Fault(new() { Kind = FaultKind.Refuse, Code = "ServiceUnavailable", Status = 503 }),
        ["in conflict"] = Fault(new() { Kind = FaultKind.Refuse, Code = "OperationConflict", Status = 409 }),
        ["refused as repeated"] = Fault(new() { Kind = FaultKind.Refuse, Code = "SignatureNonceUsed", Status = 400 }),
        ["dropped before its effect"] = Fault(new() { Kind = FaultKind.DropBeforeEffect }),
        ["dropped after its effect"] = Fault(new() { Kind = FaultKind.DropAfterEffect }),
        ["cut in its answer"] = Fault(new() { Kind = FaultKind.CutAnswer }),
        ["answered by a proxy"] = Fault(new() { Kind = FaultKind.HtmlAnswer }),
        ["garbled"] = Fault(new() { Kind = FaultKind.GarbledAnswer }),
        ["hanging before its effect"] = Fault(new() { Kind = FaultKind.HangBeforeEffect }),
        ["hanging after its effect"] = Fault(new() { Kind = FaultKind.HangAfterEffect }),
        ["finding nobody listening"] = Plain(trial => trial.RefuseConnection()),
        ["signed with a token that has run out"] = trial => trial.EndKeyAsync(),
        ["signed by a clock that has gone ahead"] = Plain(trial => trial.ClockAhead += TimeSpan.FromHours(1)),
        ["signed by a clock that has fallen behind"] = Plain(trial => trial.ClockAhead -= TimeSpan.FromHours(1)),
        ["arriving an hour late"] = Fault(new() { LatencyMilliseconds = 3_600_000 }),
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Keys;

    public static string Any(Random random) => All.Keys.ElementAt(random.Next(All.Count));

    /// <summary>Has one of them happen to the next call.</summary>
    public static Task HappenAsync(string name, EngineTrial trial) => All[name](trial);

    private static Func<EngineTrial, Task> Fault(Fault fault) => Plain(trial => trial.AddFault(fault));

    private static Func<EngineTrial, Task> Plain(Action<EngineTrial> happen) => trial =>
    {
        happen(trial);
        return Task.CompletedTask;
    };
}
