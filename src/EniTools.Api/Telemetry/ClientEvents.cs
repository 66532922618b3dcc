using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using EniTools.Api.Pacing;

namespace EniTools.Api.Telemetry;

/// <summary>The event source EniTools: what tools outside the process can watch of it. docs/telemetry.md lists events and counters.</summary>
/// <remarks>
/// It counts and writes only while someone listens. No event holds a secret, and only those of the level Verbose hold an address or an ENI.
/// </remarks>
[EventSource(Name = "EniTools")]
internal sealed class ClientEvents : EventSource
{
    // Codes are the service's to choose; more than these share one counter.
    private const int MaxCodes = 100;

    private static readonly string[] FromTheStart = ["calls", "attempts", "failures"];
    private readonly ConcurrentDictionary<string, Total> _totals = new(StringComparer.Ordinal);
    private Action<double>? _latency;
    private int _underWay;
    private bool _hasCounters;

    private ClientEvents()
    {
    }

    public static ClientEvents Log { get; } = new();

    [NonEvent]
    public void Begin(Guid call, string operation, string region, string endpoint, int attempt)
    {
        Interlocked.Increment(ref _underWay);
        if (attempt == 1)
            Count("calls");
        Count("attempts");
        if (IsEnabled(EventLevel.Informational, Keywords.Calls))
            In(call, () => AttemptStart(operation, region, endpoint, attempt));
    }

    [NonEvent]
    public void End(
        Guid call, string operation, string region, string endpoint, int attempt, string requestId, int status, string code, TimeSpan took)
    {
        Interlocked.Decrement(ref _underWay);
        _latency?.Invoke(took.TotalMilliseconds);
        if (code.Length > 0)
        {
            Count("failures");
            var name = "failures-" + code;
            Count(_totals.Count < MaxCodes || _totals.ContainsKey(name) ? name : "failures-other");
        }

        if (IsEnabled(EventLevel.Informational, Keywords.Calls))
            In(call, () => AttemptStop(operation, region, endpoint, attempt, requestId, status, code, took.TotalMilliseconds));
    }

    [NonEvent]
    public void Slowed(string operation, string region, double callsPerSecond)
    {
        if (IsEnabled(EventLevel.Warning, Keywords.Pace))
            PaceSlowed(operation, region, callsPerSecond);
    }

    [NonEvent]
    public void Complete(string outcome, object target, string requestId, string code)
    {
        Count("targets-" + outcome);
        if (IsEnabled(EventLevel.Verbose, Keywords.Targets))
            TargetSettled(outcome, $"{target}", requestId, code);
    }

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable || _hasCounters)
            return;
        _hasCounters = true;
        Counters.Gauge(this, "under-way", "Attempts under way", () => Volatile.Read(ref _underWay));
        Counters.Gauge(this, "waiting", "Calls that wait for their turn", () => WaitingLine.CallsInLines);
        Counters.Gauge(this, "pace", "Slowest pace in calls a second", () => CallPaces.Slowest ?? 0);
        _latency = Counters.Distribution(this, "latency", "Time of an attempt", "ms");
        foreach (var name in FromTheStart)
            TotalOf(name);
    }

    [NonEvent]
    private void Count(string name)
    {
        if (IsEnabled())
            Interlocked.Increment(ref TotalOf(name).Value);
    }

    private Total TotalOf(string name) => _totals.GetOrAdd(name, key => new Total(this, key));

    // All attempts at a call are one activity; the thread goes on with its own.
    private static void In(Guid activity, Action write)
    {
        SetCurrentThreadActivityId(activity, out var before);
        try
        {
            write();
        }
        finally
        {
            SetCurrentThreadActivityId(before);
        }
    }

    [Event(
        1,
        Level = EventLevel.Informational,
        Keywords = Keywords.Calls,
        Task = Tasks.Attempt,
        Opcode = EventOpcode.Start,
        ActivityOptions = EventActivityOptions.Disable)]
    private void AttemptStart(string operation, string region, string endpoint, int attempt) =>
        WriteEvent(1, operation, region, endpoint, attempt);

    [Event(
        2,
        Level = EventLevel.Informational,
        Keywords = Keywords.Calls,
        Task = Tasks.Attempt,
        Opcode = EventOpcode.Stop,
        ActivityOptions = EventActivityOptions.Disable)]
    private void AttemptStop(
        string operation, string region, string endpoint, int attempt, string requestId, int status, string code, double milliseconds) =>
        WriteEvent(2, operation, region, endpoint, attempt, requestId, status, code, milliseconds);

    [Event(3, Level = EventLevel.Warning, Keywords = Keywords.Pace)]
    private void PaceSlowed(string operation, string region, double callsPerSecond) => WriteEvent(3, operation, region, callsPerSecond);

    [Event(4, Level = EventLevel.Verbose, Keywords = Keywords.Targets)]
    private void TargetSettled(string outcome, string target, string requestId, string code) =>
        WriteEvent(4, outcome, target, requestId, code);

    public static class Keywords
    {
        public const EventKeywords Calls = (EventKeywords)1;
        public const EventKeywords Pace = (EventKeywords)2;
        public const EventKeywords Targets = (EventKeywords)4;
    }

    public static class Tasks
    {
        public const EventTask Attempt = (EventTask)1;
    }

    private sealed class Total
    {
        public long Value;

        public Total(EventSource source, string name) =>
            Counters.Rate(source, name, name.Replace('-', ' '), () => Interlocked.Read(ref Value));
    }
}
