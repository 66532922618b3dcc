using EniTools.Api.Pacing;

namespace EniTools.Schedules;

/// <summary>Time that leaps: a wait ends when the schedule says so, and then it is at least as late as the wait was to end.</summary>
internal sealed class LeapingClock : IClock
{
    private readonly object _lock = new();
    private TimeSpan _elapsed;

    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + Elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    public async Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var end = Elapsed + duration;
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (end > _elapsed)
                _elapsed = end;
        }
    }
}
