using EniTools.Api.Journal;

namespace EniTools.Output;

/// <summary>What a journal knows of one address or prefix, or of a number of them that is still missing, made to be piped on.</summary>
public sealed class EniChange
{
    private readonly JournalTarget _target;
    private readonly EniChangeSummary _summary;

    internal EniChange(JournalTarget target, EniChangeSummary summary) => (_target, _summary) = (target, summary);

    /// <summary>The region of the ENI.</summary>
    public string RegionId => _target.Target.RegionId;

    /// <summary>The ENI.</summary>
    public string NetworkInterfaceId => _target.Target.NetworkInterfaceId;

    /// <summary>The address; null for a prefix, and for what the service was to choose.</summary>
    public string? Ipv6Address => IsNamed ? _target.Target.Item.AddressText() : null;

    /// <summary>The prefix; null for an address, and for what the service was to choose.</summary>
    public string? Ipv6Prefix => IsNamed ? _target.Target.Item.PrefixText() : null;

    /// <summary>A text by which Sort-Object and other tools sort addresses and prefixes by number; null for a count.</summary>
    public string? SortKey => IsNamed ? _target.Target.Item.SortKey() : null;

    /// <summary>How many addresses of the service's choice are missing; null when it is about something else.</summary>
    public int? Ipv6AddressCount => _target.Target.IsPrefix ? null : _target.Target.Count;

    /// <summary>How many prefixes of the service's choice are missing; null when it is about something else.</summary>
    public int? Ipv6PrefixCount => _target.Target.IsPrefix ? _target.Target.Count : null;

    /// <summary>What is known, of the Internet bandwidth where Action is about that alone: Removed, NotAssigned, Assigned, AlreadyAssigned, Failed, Unknown when a call may have changed it and nobody looked yet, NotSent, or Declined when the answer to the question was No.</summary>
    public string Status => _target.Status.ToString();

    /// <summary>Why it did not succeed; null when it did, or when nothing is known.</summary>
    public string? Code => _target.Code;

    /// <summary>The failure in words.</summary>
    public string? Message => _target.Message;

    /// <summary>The HTTP status of the failure; null when no answer came.</summary>
    public int? HttpStatus => _target.HttpStatus;

    /// <summary>The request that settled it, for the service's audit log; null when no answer named one.</summary>
    public string? RequestId => _target.RequestId;

    /// <summary>How many times it was sent.</summary>
    public int Attempts => _target.Attempts;

    /// <summary>When this was known, in UTC; when it was sent and its end is not known, when it was sent last. Null when it was not sent.</summary>
    public DateTimeOffset? Time => _target.Time;

    /// <summary>True if no answer to the call reported the success, but a look or the refusal of a second call.</summary>
    public bool ConfirmedByLooking => _target.ConfirmedByLooking;

    /// <summary>The change of the journal that it is of, from 1 on.</summary>
    public int Change => _target.Change;

    /// <summary>The run whose call or look the status comes from, by its id; null when the target was not sent.</summary>
    public string? Run => _target.Run?.Id;

    /// <summary>What that change does: Remove or Assign; RemoveBandwidth or AddBandwidth when it is about Internet bandwidth alone; RemoveWithBandwidth or AssignWithBandwidth when it is about both.</summary>
    public string Action => _summary.Action;

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName => _target.Account.Profile;

    /// <summary>The journal.</summary>
    public string JournalPath => _summary.JournalPath;

    /// <summary>The change and its totals in a line.</summary>
    public string Summary => _summary.ToString();

    /// <summary>What it is about, and its status.</summary>
    public override string ToString() => $"{OfBandwidth}{_target.Target}: {Status}";

    private bool IsNamed => _target.Target.Count is null;

    private string OfBandwidth => _summary.IsBandwidthAlone ? "Internet bandwidth of " : "";
}
