namespace EniTools.Api.Pacing;

/// <summary>Times for calls at even distances.</summary>
internal struct EvenSpacing
{
    // Some systems' timers tick 64 times a second: their delay is made up for, and no more.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(40);

    private DateTimeOffset _next;

    public readonly TimeSpan WaitAt(DateTimeOffset now) => _next - now;

    /// <summary>Uses the next time; the one after it follows at the rate's distance.</summary>
    public void Use(DateTimeOffset now, double callsPerSecond)
    {
        var distance = TimeSpan.FromTicks((long)Math.Min(TimeSpan.TicksPerDay, TimeSpan.TicksPerSecond / callsPerSecond));
        var earliest = now - Lateness;
        _next = (_next > earliest ? _next : now) + distance;
    }

    public void NotBefore(DateTimeOffset time)
    {
        if (_next < time)
            _next = time;
    }
}
