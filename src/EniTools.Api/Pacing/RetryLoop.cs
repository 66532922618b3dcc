using EniTools.Api.Errors;

namespace EniTools.Api.Pacing;

/// <summary>The attempts at one call: counts them, waits between them, and says when to give up.</summary>
internal sealed class RetryLoop
{
    private readonly RetryPolicy _policy;
    private readonly IClock _clock;
    private readonly Action<Retry>? _onRetry;
    private Guid? _id;
    private TimeSpan? _began;
    private int _failures;

    /// <summary>Makes a loop. Its time budget begins with the first attempt: waiting for a turn does not use it up.</summary>
    /// <param name="policy">The limits.</param>
    /// <param name="clock">The clock to wait with.</param>
    /// <param name="onRetry">Told of each retry before its wait; called on any thread.</param>
    public RetryLoop(RetryPolicy policy, IClock clock, Action<Retry>? onRetry)
    {
        _policy = policy;
        _clock = clock;
        _onRetry = onRetry;
    }

    /// <summary>What tells the call from all others, for those who watch; made when it is first asked for.</summary>
    public Guid Id => _id ??= Guid.NewGuid();

    /// <summary>How many attempts were made, or failed before they could be.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gets how much of the time budget is left; none or less when it is used up.</summary>
    public TimeSpan Left => _began is { } began ? _policy.Budget - (_clock.Elapsed - began) : _policy.Budget;

    /// <summary>Takes note of an attempt that is made now.</summary>
    public void BeginAttempt()
    {
        _began ??= _clock.Elapsed;
        Attempts++;
    }

    /// <summary>Waits until a failed call may be tried again.</summary>
    /// <returns>False when it is not to be tried again.</returns>
    public async Task<bool> WaitAsync(ApiException failure, CancellationToken cancellationToken)
    {
        // A call that fails before its attempt, such as without a key, must come to an end too.
        Attempts = Math.Max(Attempts, ++_failures);
        _began ??= _clock.Elapsed;
        if (_policy.NextDelay(failure, Attempts, _clock.Elapsed - _began.Value) is not { } delay)
            return false;
        _onRetry?.Invoke(new Retry(failure, Attempts, delay));
        await _clock.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
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
