using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Changes;

/// <summary>What became of one target. Every target of a run has exactly one.</summary>
internal sealed record ChangeOutcome
{
    /// <summary>The target.</summary>
    public required Ipv6Target Target { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>The request that settled it; null when no answer named one.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was known, in UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>When it was sent last, in UTC; null when it was not sent.</summary>
    public DateTimeOffset? LastSent { get; init; }

    /// <summary>
    /// True if no answer to the call reported the success: the call got no answer, and afterwards a look found the ENI as the call
    /// would have left it, or the service refused a second call because the change was already made.
    /// </summary>
    public bool ConfirmedByLooking { get; init; }

    /// <summary>The id of the earlier run that did it, in which case this run sent nothing; null when this run settled it.</summary>
    public string? DoneByRun { get; init; }

    /// <summary>Whether an earlier run did it, and this one nothing.</summary>
    public bool DoneBefore => DoneByRun is not null;

    /// <summary>For a change of its Internet bandwidth, the address as VPC showed it before; null when it could not be seen.</summary>
    public VpcIpv6Address? Address { get; init; }

    /// <summary>The Internet bandwidth that it had before a change of that; null when it had none, or it could not be seen.</summary>
    public BandwidthTerms? Had { get; init; }

    /// <summary>Whether the address, which was on nothing, was given up when its bandwidth was ended.</summary>
    public bool IsReleased { get; init; }

    /// <summary>What became of the other step, where a target takes two: its bandwidth, and its place. Null where it takes one, or the other was not begun.</summary>
    public ChangeOutcome? OtherStep { get; init; }

    /// <summary>Gets the status of a target that a failure left as it was.</summary>
    public static ChangeStatus StatusOf(ApiException failure) => failure is NotSentException ? ChangeStatus.NotSent : ChangeStatus.Failed;

    /// <summary>Whether it is as it was to be.</summary>
    public bool IsDone => Status is not (ChangeStatus.NotSent or ChangeStatus.Failed or ChangeStatus.Unknown);

    /// <summary>The target and what became of it, in a line.</summary>
    public override string ToString() => $"{Target}: {Status}{(OtherStep is null ? "" : $", and of its other step: {OtherStep.Status}")}";

    /// <summary>Why it did not succeed, or why that is not known; null for a success.</summary>
    public ApiException? Failure { get; init; }
}

/// <summary>What can become of a target.</summary>
internal enum ChangeStatus
{
    /// <summary>It was taken off the ENI, or its bandwidth was ended.</summary>
    Removed,

    /// <summary>It was to be taken off and was not on the ENI, or had no bandwidth: nothing had to be done.</summary>
    NotAssigned,

    /// <summary>It was put on the ENI, or its bandwidth was bought.</summary>
    Assigned,

    /// <summary>It was to be put on the ENI and was there, or had that bandwidth: nothing had to be done.</summary>
    AlreadyAssigned,

    /// <summary>Nothing was changed for it.</summary>
    Failed,

    /// <summary>A call may have changed it, and it could not be found out.</summary>
    Unknown,

    /// <summary>The run sent its last call before one for the target: nothing was changed.</summary>
    NotSent,
}
