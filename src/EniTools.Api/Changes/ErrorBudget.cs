using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>Counts the errors of a run, and ends its sending when there are more than it may have.</summary>
/// <remarks>
/// A failed call makes errors likely before it is known how many. Until then, calls wait that could be the ones too many: an error
/// counts for whatever leaves after it.
/// </remarks>
internal sealed class ErrorBudget(ErrorLimit? limit)
{
    private readonly object _lock = new();

    // Set once, when the input is at its end.
    private long _targets = -1;
    private long _errors;
    private long _suspected;
    private TaskCompletionSource<bool>? _changed;

    /// <summary>Whether there is a limit.</summary>
    public bool IsLimited => limit is not null;

    /// <summary>Whether the number of all targets has to be known before the first is sent.</summary>
    public bool NeedsTotal => limit is { IsPercent: true };

    /// <summary>Counts errors. Callable from any thread.</summary>
    public void Count(int errors) => Change(() => _errors += errors);

    /// <summary>Takes note of errors that are likely, or that are no longer. Callable from any thread.</summary>
    /// <param name="errors">How many more; negative for fewer.</param>
    public void Suspect(int errors) => Change(() => _suspected += errors);

    /// <summary>Takes note of how many targets there are.</summary>
    public void SetTotal(long targets) => Change(() => _targets = targets);

    /// <summary>Why nothing more may be sent; null while it may. Callable from any thread.</summary>
    public NotSentException? Refusal() => CannotTake(0) ? NotSentException.TooManyErrors(limit!.ToString()) : null;

    /// <summary>Whether so many more errors would be too many. Callable from any thread.</summary>
    public bool CannotTake(long more)
    {
        if (limit is null)
            return false;
        lock (_lock)
            return limit.IsExceeded(_errors + more, _targets < 0 ? null : _targets);
    }

    /// <summary>Completes when the errors that are likely do not decide whether another call may leave.</summary>
    public async Task WhenSureAsync(CancellationToken cancellationToken)
    {
        while (NextChange() is { } change)
        {
            using (cancellationToken.Register(() => change.TrySetCanceled()))
                await change.Task.ConfigureAwait(false);
        }
    }

    private TaskCompletionSource<bool>? NextChange()
    {
        lock (_lock)
        {
            return CannotTake(0) || !CannotTake(_suspected)
                ? null
                : _changed ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource<bool>? changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult(true);
    }
}
