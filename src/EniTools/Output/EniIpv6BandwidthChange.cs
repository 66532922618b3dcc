using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>Internet bandwidth that was ended or bought, and how that is known. Sorts by region, ENI and numeric address.</summary>
public abstract class EniIpv6BandwidthChange : IComparable, IAssigned
{
    private readonly Ipv6Item _item;

    private protected EniIpv6BandwidthChange(ChangeOutcome outcome, string status)
    {
        _item = outcome.Target.Item;
        ProfileName = outcome.Target.ProfileName;
        RegionId = outcome.Target.RegionId;
        NetworkInterfaceId = outcome.Target.NetworkInterfaceId is { Length: > 0 } id ? id : null;
        Ipv6Address = _item.AddressText();
        Ipv6Prefix = _item.PrefixText();
        Status = status;
        RequestId = outcome.RequestId;
        Attempts = outcome.Attempts;
        Time = outcome.Time;
        ConfirmedByLooking = outcome.ConfirmedByLooking;
        DoneBefore = outcome.DoneBefore;
        DoneByRun = outcome.DoneByRun;
    }

    /// <summary>The region.</summary>
    public string RegionId { get; }

    /// <summary>The ENI, where the input named it; null otherwise.</summary>
    public string? NetworkInterfaceId { get; }

    /// <summary>The address; null for a prefix.</summary>
    public string? Ipv6Address { get; }

    /// <summary>The prefix; null for an address.</summary>
    public string? Ipv6Prefix { get; }

    /// <summary>Mbit/s; null when there was none.</summary>
    public int? Bandwidth { get; private protected init; }

    /// <summary>How it is metered: PayByTraffic or PayByBandwidth; null when there was none.</summary>
    public string? InternetChargeType { get; private protected init; }

    /// <summary>How it is paid: PostPaid, or PrePaid for a subscription; null when there was none.</summary>
    public string? InstanceChargeType { get; private protected init; }

    /// <summary>Ended or Released, or NoBandwidth with -IgnoreMissing; Bought, or HasBandwidth with -IgnoreExisting.</summary>
    public string Status { get; }

    /// <summary>The request that changed it, for the service's audit log; null when its answer was lost.</summary>
    public string? RequestId { get; }

    /// <summary>How many calls were sent for it.</summary>
    public int Attempts { get; }

    /// <summary>When it was known, in UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>True if no answer to the call reported the success: the call got no answer, and afterwards a look showed the change, or the service refused a second call because it was already made.</summary>
    public bool ConfirmedByLooking { get; }

    /// <summary>Whether an earlier run did it, as the journal says, and this one sent nothing for it.</summary>
    public bool DoneBefore { get; }

    /// <summary>The id of the earlier run that did it, at the time that Time says; null when this run did. Get-EniChange has it as Run.</summary>
    public string? DoneByRun { get; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    string IAssigned.NetworkInterfaceId => NetworkInterfaceId ?? "";

    /// <summary>A text by which Sort-Object and other tools sort addresses and prefixes by number, also from a table.</summary>
    public string SortKey => _item.SortKey();

    Ipv6Item IAssigned.Item => _item;

    /// <inheritdoc/>
    public int CompareTo(object? obj) => AssignedOrder.Compare(this, obj);

    /// <summary>The address or prefix, and the status.</summary>
    public override string ToString() => $"{Ipv6Address ?? Ipv6Prefix}: {Status}";
}
