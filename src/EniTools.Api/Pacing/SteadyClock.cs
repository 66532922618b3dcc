namespace EniTools.Api.Pacing;

/// <summary>Its start time plus what has passed since. Calls that it paces neither stop nor bunch when the machine's clock is set.</summary>
internal sealed class SteadyClock : IClock
{
    private readonly IClock _clock;
    private readonly DateTimeOffset _began;

    /// <summary>Begins at the time of another clock.</summary>
    /// <param name="clock">The clock to begin with, and to wait with.</param>
    public SteadyClock(IClock clock)
    {
        _clock = clock;
        _began = clock.UtcNow - clock.Elapsed;
    }

    /// <summary>The one that started with the process, at the machine's time.</summary>
    public static SteadyClock Instance { get; } = new(SystemClock.Instance);

    /// <inheritdoc/>
    public DateTimeOffset UtcNow => _began + Elapsed;

    /// <inheritdoc/>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <inheritdoc/>
    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => _clock.DelayAsync(duration, cancellationToken);
}
