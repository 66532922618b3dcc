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

    public CallPace(IClock clock)
    {
        _clock = clock;
        _line = new WaitingLine(clock, _rate);
    }

    /// <summary>The effective rate; infinite until something is refused.</summary>
    public double CallsPerSecond => _rate.CallsPerSecond;

    internal bool IsWaitedFor => _line.IsWaitedFor;

    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public async Task<PacedCall> WaitAsync(CancellationToken cancellationToken) =>
        new(this, await _line.WaitAsync(cancellationToken).ConfigureAwait(false), _clock.UtcNow);

    internal void Succeeded(int epoch, DateTimeOffset left) => _line.Change(now => _rate.Succeeded(epoch, left, now));

    internal void Refused(int epoch, TimeSpan? retryAfter, DateTimeOffset left) =>
        _line.Change(now => _rate.Refused(epoch, retryAfter, left, now));
}

/// <summary>A call that may leave. It must be given its end.</summary>
internal readonly struct PacedCall(CallPace pace, int epoch, DateTimeOffset left)
{
    /// <summary>The service answered, and its flow control did not refuse.</summary>
    public void Succeeded() => pace.Succeeded(epoch, left);

    /// <summary>The service's flow control refused the call. Calls that left before a slow-down do not cause another one.</summary>
    public void Refused(TimeSpan? retryAfter) => pace.Refused(epoch, retryAfter, left);
}
