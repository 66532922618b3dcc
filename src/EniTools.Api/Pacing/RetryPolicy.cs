using EniTools.Api.Errors;

namespace EniTools.Api.Pacing;

/// <summary>How long a call is tried again: exponential backoff with full jitter, within a time budget and, where one is set, a limit of attempts.</summary>
internal sealed class RetryPolicy
{
    private readonly Func<double> _random;

    public RetryPolicy(Func<double>? random = null) => _random = random ?? SharedRandom;

    /// <summary>The number of times a call is sent at most, at least 1. By default only the time budget limits it.</summary>
    public int MaxAttempts { get; init; } = int.MaxValue;

    /// <summary>
    /// The time after its first attempt in which a call may be sent again. The default outlasts a flow control that counts by the
    /// minute.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for a call that failed in a way that rarely passes by itself.</summary>
    public TimeSpan BriefBudget { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same for a call that found an ENI or instance in the wrong state. By default it is not sent again.</summary>
    public TimeSpan WaitForState { get; init; }

    /// <summary>The longest that the first wait can be; each further one can be twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets the wait before a failed call is sent again, or null if it is not.</summary>
    public TimeSpan? NextDelay(ApiException failure, int attempts, TimeSpan elapsed)
    {
        var budget = failure.RetryRule switch
        {
            RetryRule.Never => TimeSpan.MinValue,
            RetryRule.WithinTheWaitForState => WaitForState,
            RetryRule.Briefly when attempts < MaxAttempts => BriefBudget < Budget ? BriefBudget : Budget,
            _ => attempts < MaxAttempts ? Budget : TimeSpan.MinValue,
        };

        var ceiling = Math.Min(MaxDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, attempts - 1));
        var delay = TimeSpan.FromMilliseconds(_random() * ceiling);
        // The service's own hint is a floor: anything sooner would be refused again.
        if (failure.RetryAfter is { } hint && hint > delay)
            delay = hint;
        var left = budget == TimeSpan.MinValue ? budget : budget - elapsed;
        if (left <= TimeSpan.Zero || failure.RetryAfter > left)
            return null;
        // The last attempt is made when the budget ends, not before.
        return delay < left ? delay : left;
    }

    public RetryPolicy Within(TimeSpan limit) => limit >= Budget ? this : new RetryPolicy(_random)
    {
        MaxAttempts = MaxAttempts,
        Budget = limit,
        BriefBudget = BriefBudget,
        WaitForState = WaitForState,
        FirstDelay = FirstDelay,
        MaxDelay = MaxDelay,
    };

    private static readonly Random Source = new();

    private static double SharedRandom()
    {
        lock (Source)
            return Source.NextDouble();
    }
}
