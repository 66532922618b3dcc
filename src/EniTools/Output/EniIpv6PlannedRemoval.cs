using EniTools.Api.Model;
using EniTools.Api.Planning;

namespace EniTools.Output;

/// <summary>What Remove-EniIpv6Address would do with an address or prefix, made to be piped on to it. Sorts by region, ENI and numeric address.</summary>
public sealed class EniIpv6PlannedRemoval : IComparable, IAssigned
{
    private readonly Ipv6Item _item;

    internal EniIpv6PlannedRemoval(PlannedTarget planned, RemovalVerdict verdict)
    {
        _item = planned.Target.Item;
        ProfileName = planned.Target.ProfileName;
        RegionId = planned.Target.RegionId;
        NetworkInterfaceId = planned.Target.NetworkInterfaceId;
        Ipv6Address = _item.AddressText();
        Ipv6Prefix = _item.PrefixText();
        WouldRemove = verdict.WouldRemove;
        Call = planned.Call;
        Code = verdict.Code;
        Reason = verdict.Reason;
        NetworkType = planned.Bandwidth.NetworkType;
        Bandwidth = planned.Bandwidth.Bandwidth?.Mbps;
        InternetChargeType = planned.Bandwidth.Bandwidth?.ChargeType;
        InstanceChargeType = planned.Bandwidth.Bandwidth?.InstanceChargeType;
        LeavesBilled = NetworkType is null ? null : WouldRemove && Bandwidth is not null;
    }

    /// <summary>The region of the ENI.</summary>
    public string RegionId { get; }

    /// <summary>The ENI.</summary>
    public string NetworkInterfaceId { get; }

    /// <summary>The address; null for a prefix.</summary>
    public string? Ipv6Address { get; }

    /// <summary>The prefix; null for an address.</summary>
    public string? Ipv6Prefix { get; }

    /// <summary>Whether it would be taken off.</summary>
    public bool WouldRemove { get; }

    /// <summary>Which call it would be in: from 1 on in the order of the plan, counted for each profile. A call that the service refuses for some of its targets is sent again without them.</summary>
    public int Call { get; }

    /// <summary>The code with which the service would refuse it; null when it would not.</summary>
    public string? Code { get; }

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; }

    /// <summary>Private, or Public with Internet bandwidth; null when it is not on the ENI or could not be seen.</summary>
    public string? NetworkType { get; }

    /// <summary>The Mbit/s of its Internet bandwidth; null when it has none or it could not be seen.</summary>
    public int? Bandwidth { get; }

    /// <summary>How the bandwidth is metered: PayByTraffic, PayByBandwidth or another value of the service; null without bandwidth.</summary>
    public string? InternetChargeType { get; }

    /// <summary>How the bandwidth is paid: PostPaid, or PrePaid for a subscription; null without bandwidth.</summary>
    public string? InstanceChargeType { get; }

    /// <summary>Whether it would be taken off and its Internet bandwidth stay, on nothing and billed, until it is ended; null when that could not be seen.</summary>
    public bool? LeavesBilled { get; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    /// <summary>A text by which Sort-Object and other tools sort addresses and prefixes by number, also from a table.</summary>
    public string SortKey => _item.SortKey();

    Ipv6Item IAssigned.Item => _item;

    /// <inheritdoc/>
    public int CompareTo(object? obj) => AssignedOrder.Compare(this, obj);

    /// <summary>The address or prefix, the ENI, and what would become of it.</summary>
    public override string ToString() =>
        $"{Ipv6Address ?? Ipv6Prefix} on {NetworkInterfaceId}: {(WouldRemove ? "would be removed" : Code)}";
}
