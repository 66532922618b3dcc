using System.Diagnostics;

namespace EniTools.Api.Pacing;

/// <summary>The source of time, so that tests and simulations can run in virtual time.</summary>
public interface IClock
{
    /// <summary>The time now, in UTC. The clock may be set.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>The time that has passed since some moment, to measure durations with. It cannot be set.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Completes after a while, without holding a thread.</summary>
    Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken);
}

/// <summary>The machine's own time.</summary>
internal sealed class SystemClock : IClock
{
    public static SystemClock Instance { get; } = new();

    private readonly Stopwatch _began = Stopwatch.StartNew();

    private SystemClock()
    {
    }

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => _began.Elapsed;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.Delay(duration, cancellationToken);
}

/// <summary>
/// A clock that shows its start time plus the time passed since. Calls that it paces neither stop nor bunch when the machine's clock is
/// set.
/// </summary>
internal sealed class SteadyClock(IClock clock) : IClock
{
    private readonly DateTimeOffset _began = clock.UtcNow - clock.Elapsed;

    public static SteadyClock Instance { get; } = new(SystemClock.Instance);

    public DateTimeOffset UtcNow => _began + Elapsed;

    public TimeSpan Elapsed => clock.Elapsed;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => clock.DelayAsync(duration, cancellationToken);
}
