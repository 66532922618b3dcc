namespace EniTools.Api.Pacing;

/// <summary>
/// The adaptive rate of one operation of one account in one region. It finds the quota of the service's flow control
/// without being told, and keeps close to it. Thread-safe.
/// </summary>
/// <remarks>
/// Before each attempt: <c>var call = await pace.WaitAsync(token)</c>. After it: <c>call.Refused(retryAfter)</c> when the service's
/// flow control refused it, <c>call.Succeeded()</c> for every other answer of the service, nothing when no answer came.
/// </remarks>
internal sealed class CallPace
{
    private readonly AdaptiveRate _rate = new();
    private readonly IClock _clock;
    private readonly WaitingLine _line;

    /// <summary>Begins without knowing the quota.</summary>
    /// <param name="clock">The clock to wait with.</param>
    public CallPace(IClock clock)
    {
        _clock = clock;
        _line = new WaitingLine(clock, _rate);
    }

    /// <summary>The rate in force; infinite until something is refused.</summary>
    public double CallsPerSecond => _rate.CallsPerSecond;

    /// <summary>Whether a call waits in line.</summary>
    internal bool IsWaitedFor => _line.IsWaitedFor;

    /// <summary>Completes when the next call may leave. Calls leave in the order in which they came here.</summary>
    /// <param name="cancellationToken">Ends the wait at once; the others in line move up.</param>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public async Task<PacedCall> WaitAsync(CancellationToken cancellationToken) =>
        new(this, await _line.WaitAsync(cancellationToken).ConfigureAwait(false), _clock.UtcNow);

    internal void Succeeded(int epoch, DateTimeOffset left) => _line.Change(now => _rate.Succeeded(epoch, left, now));

    internal void Refused(int epoch, TimeSpan? retryAfter, DateTimeOffset left) =>
        _line.Change(now => _rate.Refused(epoch, retryAfter, left, now));
}

/// <summary>A call that was let go. It has to be told what became of it.</summary>
internal readonly struct PacedCall
{
    private readonly CallPace _pace;
    private readonly int _epoch;
    private readonly DateTimeOffset _left;

    internal PacedCall(CallPace pace, int epoch, DateTimeOffset left)
    {
        _pace = pace;
        _epoch = epoch;
        _left = left;
    }

    /// <summary>The service answered, and its flow control did not refuse.</summary>
    public void Succeeded() => _pace.Succeeded(_epoch, _left);

    /// <summary>The service's flow control refused the call. Calls that left before a slow-down do not cause another one.</summary>
    /// <param name="retryAfter">How long the service asks to wait; null when it does not say.</param>
    public void Refused(TimeSpan? retryAfter) => _pace.Refused(_epoch, retryAfter, _left);
}
