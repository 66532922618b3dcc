using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An address or prefix that is assigned to an ENI, made to be piped on. Sorts by region, ENI and numeric address.</summary>
public class EniIpv6Assignment : IComparable, IAssigned
{
    private readonly Ipv6Item _item;

    internal EniIpv6Assignment(NetworkInterface networkInterface, Ipv6Item item, string? profileName)
    {
        _item = item;
        ProfileName = profileName;
        RegionId = networkInterface.RegionId;
        NetworkInterfaceId = networkInterface.NetworkInterfaceId;
        Ipv6Address = item.AddressText();
        Ipv6Prefix = item.PrefixText();
        NetworkInterfaceName = networkInterface.NetworkInterfaceName;
        Status = networkInterface.Status;
        Type = networkInterface.Type;
        InstanceId = networkInterface.InstanceId;
        ServiceManaged = networkInterface.ServiceManaged;
    }

    /// <summary>The region of the ENI.</summary>
    public string RegionId { get; }

    /// <summary>The ENI.</summary>
    public string NetworkInterfaceId { get; }

    /// <summary>The address; null for a prefix.</summary>
    public string? Ipv6Address { get; }

    /// <summary>The prefix; null for an address.</summary>
    public string? Ipv6Prefix { get; }

    /// <summary>The name of the ENI; empty when it has none.</summary>
    public string NetworkInterfaceName { get; }

    /// <summary>The status of the ENI, such as InUse or Available.</summary>
    public string Status { get; }

    /// <summary>The type of the ENI, such as Primary or Secondary.</summary>
    public string Type { get; }

    /// <summary>The instance that the ENI is attached to; empty when it is not attached.</summary>
    public string InstanceId { get; }

    /// <summary>Whether a cloud service owns the ENI, so that the account cannot change it.</summary>
    public bool ServiceManaged { get; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    /// <summary>A text by which Sort-Object and other tools sort addresses and prefixes by number, also from a table.</summary>
    public string SortKey => _item.SortKey();

    Ipv6Item IAssigned.Item => _item;

    /// <inheritdoc/>
    public int CompareTo(object? obj) => AssignedOrder.Compare(this, obj);

    /// <summary>The address or prefix and the ENI.</summary>
    public override string ToString() => $"{Ipv6Address ?? Ipv6Prefix} on {NetworkInterfaceId}";
}
