using EniTools.Emulator.Gateway;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>Clients that all want more than a quota gives them, and how long they are watched.</summary>
/// <param name="Quota">Calls per second.</param>
/// <param name="ByMinute">Whether the quota is counted by the minute of the clock, or by the second.</param>
/// <param name="Latency">From a call to its answer; each one differs by up to a fifth.</param>
/// <param name="Clients">How many machines share the quota.</param>
/// <param name="Hint">Whether a refusal says when to come again.</param>
internal sealed record QuotaScenario(int Quota, bool ByMinute, TimeSpan Latency, int Clients, bool Hint)
{
    /// <summary>How long it runs.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>When counting begins; before that the clients find the quota.</summary>
    public TimeSpan CountedFrom { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The quota from the middle of the counted time on; null when it stays.</summary>
    public int? LaterQuota { get; init; }

    /// <summary>Sets the limit on the emulator.</summary>
    public void Limit(FlowControl flowControl, int quota)
    {
        flowControl.OmitRetryAfter = !Hint;
        flowControl.MaxCallsPerSecond = ByMinute ? null : quota;
        flowControl.MaxCallsPerMinute = ByMinute ? quota * 60 : null;
    }
}
