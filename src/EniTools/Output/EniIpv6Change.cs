using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An address or prefix that was taken off its ENI or put on it, and how that is known. Sorts by region, ENI and numeric address.</summary>
public abstract class EniIpv6Change : IComparable, IAssigned
{
    private readonly Ipv6Item _item;

    private protected EniIpv6Change(ChangeOutcome outcome)
    {
        _item = outcome.Target.Item;
        ProfileName = outcome.Target.ProfileName;
        RegionId = outcome.Target.RegionId;
        NetworkInterfaceId = outcome.Target.NetworkInterfaceId;
        Ipv6Address = _item.AddressText();
        Ipv6Prefix = _item.PrefixText();
        Status = outcome.Status.ToString();
        RequestId = outcome.RequestId;
        Attempts = outcome.Attempts;
        Time = outcome.Time;
        ConfirmedByLooking = outcome.ConfirmedByLooking;
        DoneBefore = outcome.DoneBefore;
        DoneByRun = outcome.DoneByRun;
        var bandwidth = outcome.Had ?? (outcome.OtherStep is not null || outcome.DoneBefore ? outcome.Target.Purchase : null);
        Bandwidth = bandwidth?.Mbps;
        InternetChargeType = bandwidth?.ChargeType;
    }

    /// <summary>The region of the ENI.</summary>
    public string RegionId { get; }

    /// <summary>The ENI.</summary>
    public string NetworkInterfaceId { get; }

    /// <summary>The address; null for a prefix.</summary>
    public string? Ipv6Address { get; }

    /// <summary>The prefix; null for an address.</summary>
    public string? Ipv6Prefix { get; }

    /// <summary>Removed or Assigned; or NotAssigned with -IgnoreUnassigned, AlreadyAssigned with -IgnoreAssigned, when there was nothing to change.</summary>
    public string Status { get; }

    /// <summary>The request that changed it, for the service's audit log; null when its answer was lost.</summary>
    public string? RequestId { get; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; }

    /// <summary>When it was known, in UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>True if no answer to the call reported the success: the call got no answer, and afterwards a look showed the change, or the service refused a second call because it was already made.</summary>
    public bool ConfirmedByLooking { get; }

    /// <summary>Whether an earlier run did it, as the journal says, and this one sent nothing for it.</summary>
    public bool DoneBefore { get; }

    /// <summary>The id of the earlier run that did it, at the time that Time says; null when this run did. Get-EniChange has it as Run.</summary>
    public string? DoneByRun { get; }

    /// <summary>The Mbit/s of Internet bandwidth that were ended or bought with it; null when none were.</summary>
    public int? Bandwidth { get; }

    /// <summary>How that bandwidth is metered; null without bandwidth.</summary>
    public string? InternetChargeType { get; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    /// <summary>A text by which Sort-Object and other tools sort addresses and prefixes by number, also from a table.</summary>
    public string SortKey => _item.SortKey();

    internal Ipv6Target Target => new(RegionId, NetworkInterfaceId, _item);

    Ipv6Item IAssigned.Item => _item;

    /// <inheritdoc/>
    public int CompareTo(object? obj) => AssignedOrder.Compare(this, obj);

    /// <summary>The address or prefix, the ENI and the status.</summary>
    public override string ToString() => $"{Ipv6Address ?? Ipv6Prefix} on {NetworkInterfaceId}: {Status}";
}
