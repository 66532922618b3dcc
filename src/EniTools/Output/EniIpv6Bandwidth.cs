using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An address or prefix with Internet bandwidth, and what that is charged by. Sorts by region, ENI and numeric address.</summary>
public sealed class EniIpv6Bandwidth : IComparable, IAssigned
{
    private readonly Ipv6Item _item;

    internal EniIpv6Bandwidth(VpcIpv6Address address, Ipv6Bandwidth bandwidth, string? profileName)
    {
        _item = address.Item;
        ProfileName = profileName;
        RegionId = address.RegionId;
        Ipv6Address = _item.AddressText();
        Ipv6Prefix = _item.PrefixText();
        NetworkInterfaceId = address.AssociatedInstanceType == "NetworkInterface" ? address.AssociatedInstanceId : null;
        InstanceId = address.AssociatedInstanceType == "EcsInstance" ? address.AssociatedInstanceId : null;
        IsUnassociated = address.IsUnassociated;
        Bandwidth = bandwidth.Mbps;
        InternetChargeType = bandwidth.ChargeType;
        InstanceChargeType = bandwidth.InstanceChargeType;
        BusinessStatus = bandwidth.BusinessStatus;
        Ipv6InternetBandwidthId = bandwidth.Id;
        Ipv6AddressId = address.Ipv6AddressId;
        Ipv6AddressName = address.Name;
        Status = address.Status;
        Ipv6GatewayId = address.Ipv6GatewayId;
        VpcId = address.VpcId;
        VSwitchId = address.VSwitchId;
        ServiceManaged = address.ServiceManaged;
    }

    /// <summary>The region.</summary>
    public string RegionId { get; }

    /// <summary>The address; null for a prefix.</summary>
    public string? Ipv6Address { get; }

    /// <summary>The prefix; null for an address.</summary>
    public string? Ipv6Prefix { get; }

    /// <summary>The secondary ENI that it is on; null when it is on a primary one, which VPC shows as its instance, or on nothing.</summary>
    public string? NetworkInterfaceId { get; }

    /// <summary>The instance whose primary ENI it is on; null when it is on a secondary one or on nothing.</summary>
    public string? InstanceId { get; }

    /// <summary>Whether it is on nothing, and billed all the same.</summary>
    public bool IsUnassociated { get; }

    /// <summary>Mbit/s.</summary>
    public int Bandwidth { get; }

    /// <summary>How it is metered: PayByTraffic, PayByBandwidth or another value of the service.</summary>
    public string InternetChargeType { get; }

    /// <summary>How it is paid: PostPaid, or PrePaid for a subscription.</summary>
    public string InstanceChargeType { get; }

    /// <summary>Normal, FinancialLocked or another value of the service.</summary>
    public string BusinessStatus { get; }

    /// <summary>The id of the bandwidth.</summary>
    public string Ipv6InternetBandwidthId { get; }

    /// <summary>The id of the address.</summary>
    public string Ipv6AddressId { get; }

    /// <summary>The name of the address; empty when it has none.</summary>
    public string Ipv6AddressName { get; }

    /// <summary>Pending or Available.</summary>
    public string Status { get; }

    /// <summary>The IPv6 gateway of the VPC.</summary>
    public string Ipv6GatewayId { get; }

    /// <summary>The VPC.</summary>
    public string VpcId { get; }

    /// <summary>The vSwitch.</summary>
    public string VSwitchId { get; }

    /// <summary>Whether a cloud service owns it, so that the account cannot change it.</summary>
    public bool ServiceManaged { get; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    string IAssigned.NetworkInterfaceId => NetworkInterfaceId ?? "";

    /// <summary>A text by which Sort-Object and other tools sort addresses and prefixes by number, also from a table.</summary>
    public string SortKey => _item.SortKey();

    Ipv6Item IAssigned.Item => _item;

    /// <inheritdoc/>
    public int CompareTo(object? obj) => AssignedOrder.Compare(this, obj);

    /// <summary>The address or prefix, and how much it has.</summary>
    public override string ToString() => $"{Ipv6Address ?? Ipv6Prefix}: {Bandwidth} Mbit/s, {InternetChargeType}";
}
