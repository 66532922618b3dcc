using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>What a journal knows of a target.</summary>
public enum JournalStatus : byte
{
    /// <summary>No call for it may have changed anything: it was not sent, or what was sent was refused.</summary>
    NotSent,

    /// <summary>It was taken off the ENI.</summary>
    Removed,

    /// <summary>It was to be taken off and was not on the ENI.</summary>
    NotAssigned,

    /// <summary>It was put on the ENI.</summary>
    Assigned,

    /// <summary>It was to be put on the ENI and was there.</summary>
    AlreadyAssigned,

    /// <summary>Nothing was changed for it.</summary>
    Failed,

    /// <summary>A call may have changed it. Going on begins with a look.</summary>
    Unknown,

    /// <summary>It was asked whether to change it, and the answer was No.</summary>
    Declined,
}

/// <summary>What a journal knows of one target.</summary>
internal sealed record JournalTarget
{
    /// <summary>Its number in the journal.</summary>
    public required int Number { get; init; }

    /// <summary>The number of the change that it is of.</summary>
    public required int Change { get; init; }

    /// <summary>The account that it is for.</summary>
    public required JournalAccount Account { get; init; }

    /// <summary>The target; of new addresses or prefixes, those that are still missing.</summary>
    public required Ipv6Target Target { get; init; }

    /// <summary>The Internet bandwidth that was found before it was ended; null when none was.</summary>
    public BandwidthTerms? Had { get; init; }

    /// <summary>What is known.</summary>
    public required JournalStatus Status { get; init; }

    /// <summary>Why it did not succeed; null when it did, or nothing is known.</summary>
    public string? Code { get; init; }

    /// <summary>The failure in words.</summary>
    public string? Message { get; init; }

    /// <summary>The HTTP status of the failure; null when no answer came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The request that settled it.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When this was known, in UTC; for one that was sent and not settled, when it was sent last. Null when it was not sent.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>True if no answer to the call reported the success, but a look or the refusal of a second call.</summary>
    public bool ConfirmedByLooking { get; init; }

    /// <summary>The run whose call or look this status comes from; null when the target was not sent.</summary>
    public JournalRun? Run { get; init; }

    /// <summary>For an undo, the later change that changed the target again, so that it stays as it is; null when there is none.</summary>
    public int? ChangedSince { get; init; }

    /// <summary>True if lines of a damaged journal that may have been about the target were lost, and no call since has changed it.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether nothing is left to do for it: it is as it was to be, or it was declined.</summary>
    public bool IsDone => Status is not (JournalStatus.NotSent or JournalStatus.Failed or JournalStatus.Unknown);

    /// <summary>True if it was changed. It is not sent again when its change is gone on with.</summary>
    public bool IsChanged => Status is JournalStatus.Removed or JournalStatus.Assigned;

    /// <summary>The first call for new addresses or prefixes whose answer is not known; null when there is none.</summary>
    public UnansweredCall? Unanswered { get; init; }

    /// <summary>True if the same call can be sent again to find out which addresses it gave.</summary>
    public bool MayBeAskedAgain(DateTimeOffset now) => Status == JournalStatus.Unknown && Unanswered?.IsKept(now) == true;

    /// <summary>True if it was changed, or was found as it was to be.</summary>
    public bool IsAsWanted => IsDone && Status != JournalStatus.Declined;

    /// <summary>True if it was changed or may have been, so that an undo takes it back.</summary>
    public bool MayBeChanged => Target.Count is null
        && (IsChanged || Status == JournalStatus.Unknown || IsLost
            || (Status == JournalStatus.Failed && IsPair));

    /// <summary>True if one of two steps may be done although the target is not.</summary>
    private bool IsPair => Attempts > 0 && (Had ?? Target.Purchase) is not null && Run?.Action.Steps().Count != 1;

    /// <summary>The outcome of a target that an earlier run changed.</summary>
    /// <param name="profileName">The profile that the account has in this run.</param>
    /// <exception cref="InvalidOperationException">It was not changed.</exception>
    public ChangeOutcome ToOutcome(string? profileName) => new()
    {
        Target = Target with { ProfileName = profileName },
        Status = Status switch
        {
            JournalStatus.Removed => ChangeStatus.Removed,
            JournalStatus.Assigned => ChangeStatus.Assigned,
            _ => throw new InvalidOperationException($"It is {Status}."),
        },
        RequestId = RequestId,
        Attempts = Attempts,
        Time = Time ?? default,
        ConfirmedByLooking = ConfirmedByLooking,
        DoneByRun = Run?.Id ?? "",
        Had = Had,
    };
}
