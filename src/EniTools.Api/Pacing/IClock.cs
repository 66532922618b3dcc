using System.Diagnostics;

namespace EniTools.Api.Pacing;

/// <summary>Where time comes from, so that tests and simulations can run in virtual time.</summary>
public interface IClock
{
    /// <summary>The time now, in UTC. The clock may be set.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>The time that has passed since some moment, to measure durations with. It cannot be set.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Completes after a while, without holding a thread.</summary>
    /// <param name="duration">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken);
}

/// <summary>The machine's own time.</summary>
internal sealed class SystemClock : IClock
{
    /// <summary>The one instance.</summary>
    public static SystemClock Instance { get; } = new();

    private readonly Stopwatch _began = Stopwatch.StartNew();

    private SystemClock()
    {
    }

    /// <inheritdoc/>
    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <inheritdoc/>
    public TimeSpan Elapsed => _began.Elapsed;

    /// <inheritdoc/>
    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.Delay(duration, cancellationToken);
}
