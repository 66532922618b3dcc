namespace EniTools.Api.Pacing;

/// <summary>The time for which a service has answered none of a run's calls.</summary>
/// <remarks>
/// One attempt without an answer can be about that call alone. A second one that begins after it has failed shows that the service
/// answers no call; until then there is no silence.
/// </remarks>
internal sealed class Silence(IClock clock)
{
    private readonly object _lock = new();
    private TimeSpan _lastAnswer = TimeSpan.MinValue;
    private TimeSpan? _began;
    private TimeSpan _firstFailed;
    private bool _isConfirmed;

    /// <summary>The time for which it has lasted; zero if the service answers.</summary>
    public TimeSpan Length
    {
        get
        {
            lock (_lock)
                return _isConfirmed && _began is { } began ? clock.Elapsed - began : TimeSpan.Zero;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _lastAnswer = clock.Elapsed;
            _began = null;
            _isConfirmed = false;
        }
    }

    public void Add(TimeSpan attemptBegan)
    {
        lock (_lock)
        {
            if (_began is null)
                (_began, _firstFailed) = (attemptBegan > _lastAnswer ? attemptBegan : _lastAnswer, clock.Elapsed);
            else
                _isConfirmed |= attemptBegan >= _firstFailed;
        }
    }
}
