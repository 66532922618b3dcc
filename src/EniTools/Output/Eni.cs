using System.Collections;
using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An ENI with all that is assigned to it, made to be piped on.</summary>
public sealed class Eni
{
    internal Eni(NetworkInterface networkInterface, string? profileName)
    {
        ProfileName = profileName;
        RegionId = networkInterface.RegionId;
        NetworkInterfaceId = networkInterface.NetworkInterfaceId;
        NetworkInterfaceName = networkInterface.NetworkInterfaceName;
        Description = networkInterface.Description;
        Status = networkInterface.Status;
        Type = networkInterface.Type;
        InstanceId = networkInterface.InstanceId;
        ServiceManaged = networkInterface.ServiceManaged;
        Ipv6Address = [.. networkInterface.Ipv6Addresses.Select(address => address.ToString())];
        Ipv6Prefix = [.. networkInterface.Ipv6Prefixes.Select(prefix => prefix.ToString())];
        PrivateIpAddress = networkInterface.PrivateIpAddress;
        PrivateIpAddresses = [.. networkInterface.PrivateIpAddresses];
        ZoneId = networkInterface.ZoneId;
        VpcId = networkInterface.VpcId;
        VSwitchId = networkInterface.VSwitchId;
        SecurityGroupIds = [.. networkInterface.SecurityGroupIds];
        ResourceGroupId = networkInterface.ResourceGroupId;
        MacAddress = networkInterface.MacAddress;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        CreationTime = DateTimeOffset.TryParse(networkInterface.CreationTime, CultureInfo.InvariantCulture, Utc, out var time)
            ? time
            : null;
        foreach (var tag in networkInterface.Tags)
            Tags[tag.Key] = tag.Value;
    }

    /// <summary>The region of the ENI.</summary>
    public string RegionId { get; }

    /// <summary>The id of the ENI.</summary>
    public string NetworkInterfaceId { get; }

    /// <summary>Its name; empty when it has none.</summary>
    public string NetworkInterfaceName { get; }

    /// <summary>Its description; empty when it has none.</summary>
    public string Description { get; }

    /// <summary>Its status, such as InUse or Available.</summary>
    public string Status { get; }

    /// <summary>Its type, such as Primary or Secondary.</summary>
    public string Type { get; }

    /// <summary>The instance that it is attached to; empty when none.</summary>
    public string InstanceId { get; }

    /// <summary>Whether a cloud service owns it, so that the account cannot change it.</summary>
    public bool ServiceManaged { get; }

    /// <summary>The IPv6 addresses assigned to it.</summary>
    public string[] Ipv6Address { get; }

    /// <summary>The IPv6 prefixes assigned to it.</summary>
    public string[] Ipv6Prefix { get; }

    /// <summary>Its primary private IPv4 address.</summary>
    public string PrivateIpAddress { get; }

    /// <summary>All of its private IPv4 addresses.</summary>
    public string[] PrivateIpAddresses { get; }

    /// <summary>Its zone.</summary>
    public string ZoneId { get; }

    /// <summary>Its VPC.</summary>
    public string VpcId { get; }

    /// <summary>Its vSwitch.</summary>
    public string VSwitchId { get; }

    /// <summary>Its security groups.</summary>
    public string[] SecurityGroupIds { get; }

    /// <summary>Its resource group; empty when the service names none.</summary>
    public string ResourceGroupId { get; }

    /// <summary>Its hardware address.</summary>
    public string MacAddress { get; }

    /// <summary>When it was created, in UTC; null when the service does not say.</summary>
    public DateTimeOffset? CreationTime { get; }

    /// <summary>Its tags by key, case included.</summary>
    public Hashtable Tags { get; } = [];

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    /// <summary>The id.</summary>
    public override string ToString() => NetworkInterfaceId;
}
