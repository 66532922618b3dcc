using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>How a run of changes goes about its work.</summary>
internal sealed record ChangeSettings
{
    /// <summary>How many calls are under way at a time in a region unless another number is asked for.</summary>
    public const int DefaultThrottleLimit = 16;

    /// <summary>How many calls that change something may be under way at a time in each region.</summary>
    public int ThrottleLimit { get; init; } = DefaultThrottleLimit;

    /// <summary>How much may be unfinished; engines of one run share it.</summary>
    public ChangeRoom Room { get; init; } = new();

    /// <summary>A limit of this run, beside the pace that it shares with others; null, the default, for none.</summary>
    public CallCap? Cap { get; init; }

    /// <summary>How often and how long a call is tried again.</summary>
    public RetryPolicy RetryPolicy { get; init; } = new();

    /// <summary>Told of each retry; called on any thread.</summary>
    public Action<Retry>? OnRetry { get; init; }

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>
    /// How long what the service shows may be behind what it did. A look proves that something is done only when it begins that long
    /// after the call. The default is 2 seconds; the service states no number.
    /// </summary>
    public TimeSpan ReadLag { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a success is held back until the service shows it; zero, the default, not at all.</summary>
    public TimeSpan WaitUntilShown { get; init; }

    /// <summary>How many errors the run may have; null, the default, for any number. What is under way is settled.</summary>
    public ErrorBudget? Errors { get; init; }

    /// <summary>Whether a target that needed no change is an error.</summary>
    public bool IsNothingToDoAnError { get; init; } = true;

    /// <summary>Takes note of each call before it leaves, and of each outcome before it is told; null, the default, for nothing. What cannot be noted is not sent.</summary>
    public IChangeJournal? Journal { get; init; }

    /// <summary>Signalled when nothing more is to be sent.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Signalled when calls under way are to be given up too.</summary>
    public CancellationToken GivingUp { get; init; }
}
