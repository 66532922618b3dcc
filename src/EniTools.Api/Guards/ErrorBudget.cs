using EniTools.Api.Errors;

namespace EniTools.Api.Guards;

/// <summary>Counts the errors of a run, and ends its sending when there are more than it may have.</summary>
public sealed class ErrorBudget(ErrorLimit? limit)
{
    // Set once, when the input is at its end.
    private long _targets = -1;
    private long _errors;

    /// <summary>Whether the number of all targets has to be known before the first is sent.</summary>
    public bool NeedsTotal => limit is { IsPercent: true };

    /// <summary>Counts errors. Callable from any thread.</summary>
    public void Count(int errors) => Interlocked.Add(ref _errors, errors);

    /// <summary>Takes note of how many targets there are.</summary>
    public void SetTotal(long targets) => Volatile.Write(ref _targets, targets);

    /// <summary>Why nothing more may be sent; null while it may. Callable from any thread.</summary>
    public NotSentException? Refusal()
    {
        var targets = Volatile.Read(ref _targets);
        return limit?.IsExceeded(Volatile.Read(ref _errors), targets < 0 ? null : targets) == true
            ? NotSentException.TooManyErrors(limit.ToString())
            : null;
    }
}
