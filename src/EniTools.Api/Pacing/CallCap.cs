namespace EniTools.Api.Pacing;

/// <summary>A fixed rate that the user sets for one run. It comes before the pace that all runs share.</summary>
internal sealed class CallCap
{
    private readonly WaitingLine _line;

    /// <exception cref="ArgumentOutOfRangeException">The limit is not above zero.</exception>
    public CallCap(IClock clock, double maxCallsPerSecond)
    {
        if (!(maxCallsPerSecond > 0))
            throw new ArgumentOutOfRangeException(nameof(maxCallsPerSecond), maxCallsPerSecond, "A limit is above zero.");
        _line = new WaitingLine(clock, new FixedRate(maxCallsPerSecond));
    }

    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _line.WaitAsync(cancellationToken);

    private sealed class FixedRate(double callsPerSecond) : IGate
    {
        private EvenSpacing _spacing;

        public TimeSpan WaitAt(DateTimeOffset now) => _spacing.WaitAt(now);

        public int Pass(DateTimeOffset now, bool waited)
        {
            _spacing.Use(now, callsPerSecond);
            return 0;
        }
    }
}
