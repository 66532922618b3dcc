using EniTools.Api.Errors;

namespace EniTools.Api.Removal;

/// <summary>What became of one target. Every target of a run has exactly one.</summary>
public sealed record RemovalOutcome
{
    /// <summary>The target.</summary>
    public required RemovalTarget Target { get; init; }

    /// <summary>What became of it.</summary>
    public required RemovalStatus Status { get; init; }

    /// <summary>The request that settled it; null when no answer named one.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was known, in UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>
    /// Whether a removal is known from what the service shows, not from an answer to the call:
    /// a call got no answer, and afterwards the target was gone.
    /// </summary>
    public bool ConfirmedByLooking { get; init; }

    /// <summary>Why it was not removed, or why that is not known; null for a removal.</summary>
    public ApiException? Failure { get; init; }
}

/// <summary>What can become of a target.</summary>
public enum RemovalStatus
{
    /// <summary>It was taken off the ENI.</summary>
    Removed,

    /// <summary>It was not on the ENI: nothing had to be done.</summary>
    NotAssigned,

    /// <summary>It was not taken off.</summary>
    Failed,

    /// <summary>A call may have taken it off, and it could not be found out.</summary>
    Unknown,
}
