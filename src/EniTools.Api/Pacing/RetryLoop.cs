using EniTools.Api.Errors;

namespace EniTools.Api.Pacing;

/// <summary>The attempts at one call: counts them, waits between them, and says when to give up.</summary>
/// <remarks>The time budget begins with the first attempt: waiting for a turn does not use it up.</remarks>
internal sealed class RetryLoop(RetryPolicy policy, IClock clock, Action<Retry>? onRetry)
{
    private Guid? _id;
    private TimeSpan? _began;
    private int _failures;

    /// <summary>Tells the call from all others, for telemetry; made when it is first asked for.</summary>
    public Guid Id => _id ??= Guid.NewGuid();

    public int Attempts { get; private set; }

    /// <summary>The rest of the time budget; zero or less if it is used up.</summary>
    public TimeSpan Left => _began is { } began ? policy.Budget - (clock.Elapsed - began) : policy.Budget;

    public void BeginAttempt()
    {
        _began ??= clock.Elapsed;
        Attempts++;
    }

    /// <summary>Waits until a failed call may be tried again; false if it is not to be tried again.</summary>
    public async Task<bool> WaitAsync(ApiException failure, CancellationToken cancellationToken)
    {
        // A call that fails before its attempt, such as without a key, must come to an end too.
        Attempts = Math.Max(Attempts, ++_failures);
        _began ??= clock.Elapsed;
        if (policy.NextDelay(failure, Attempts, clock.Elapsed - _began.Value) is not { } delay)
            return false;
        onRetry?.Invoke(new Retry(failure, Attempts, delay));
        await clock.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes a call that can be repeated without harm until it succeeds or the policy gives up.</summary>
    /// <exception cref="ApiException">The last failure.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BeginAttempt();
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                if (!await WaitAsync(failure, cancellationToken).ConfigureAwait(false))
                    throw;
            }
        }
    }
}

/// <summary>A failed attempt that another one follows, after a wait.</summary>
internal sealed record Retry(ApiException Failure, int Attempts, TimeSpan Delay)
{
    public override string ToString() => $"Attempt {Attempts} failed, the next one is in {Delay.TotalSeconds:0.0} s: {Failure.Message}";
}
