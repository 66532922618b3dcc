namespace EniTools.Api.Pacing;

/// <summary>Times of departure at even distances.</summary>
internal struct Slots
{
    // Timers of some systems tick 64 times a second: what they are late by is made up for, and no more.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(40);

    private DateTimeOffset _next;

    public readonly TimeSpan WaitAt(DateTimeOffset now) => _next - now;

    /// <summary>Uses a slot; the next one follows at the rate's distance.</summary>
    public void Take(DateTimeOffset now, double callsPerSecond)
    {
        var distance = TimeSpan.FromTicks((long)Math.Min(TimeSpan.TicksPerDay, TimeSpan.TicksPerSecond / callsPerSecond));
        var earliest = now - Lateness;
        _next = (_next > earliest ? _next : now) + distance;
    }

    /// <summary>Leaves no slot before a time.</summary>
    public void NotBefore(DateTimeOffset time)
    {
        if (_next < time)
            _next = time;
    }
}
