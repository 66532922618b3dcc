namespace EniTools.Api.Pacing;

/// <summary>A fixed rate that the user sets for one run. It comes before the pace that all runs share.</summary>
internal sealed class CallCap
{
    private readonly WaitingLine _line;

    /// <summary>Makes a limit.</summary>
    /// <param name="clock">The clock to wait with.</param>
    /// <param name="maxCallsPerSecond">Calls per second, above zero; may be a fraction.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above zero.</exception>
    public CallCap(IClock clock, double maxCallsPerSecond)
    {
        if (!(maxCallsPerSecond > 0))
            throw new ArgumentOutOfRangeException(nameof(maxCallsPerSecond), maxCallsPerSecond, "A limit is above zero.");
        _line = new WaitingLine(clock, new FixedRate(maxCallsPerSecond));
    }

    /// <summary>Completes when the next call may leave. Calls leave in the order in which they came here.</summary>
    /// <param name="cancellationToken">Ends the wait at once; the others in line move up.</param>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _line.WaitAsync(cancellationToken);

    private sealed class FixedRate(double callsPerSecond) : IGate
    {
        private EvenSpacing _spacing;

        public TimeSpan WaitAt(DateTimeOffset now) => _spacing.WaitAt(now);

        public int Pass(DateTimeOffset now, bool waited)
        {
            _spacing.Take(now, callsPerSecond);
            return 0;
        }
    }
}
