namespace EniTools.Api.Pacing;

/// <summary>
/// A clock that shows its start time plus the time passed since. Calls that it paces neither stop nor bunch when the machine's clock is
/// set.
/// </summary>
internal sealed class SteadyClock : IClock
{
    private readonly IClock _clock;
    private readonly DateTimeOffset _began;

    public SteadyClock(IClock clock)
    {
        _clock = clock;
        _began = clock.UtcNow - clock.Elapsed;
    }

    public static SteadyClock Instance { get; } = new(SystemClock.Instance);

    public DateTimeOffset UtcNow => _began + Elapsed;

    public TimeSpan Elapsed => _clock.Elapsed;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => _clock.DelayAsync(duration, cancellationToken);
}
