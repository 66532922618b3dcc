using EniTools.Api.Model;

namespace EniTools.Api.Operations.Ecs;

/// <summary>Which ENIs DescribeNetworkInterfaces shows: those for which all that is set is true. What is not set fits any.</summary>
internal sealed record NetworkInterfaceFilter
{
    /// <summary>One of these ids, at most 100. Unknown ones are left out of the answer.</summary>
    public IReadOnlyCollection<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>Has one of these IPv6 addresses, at most 100.</summary>
    public IReadOnlyCollection<Ipv6Address> Ipv6Addresses { get; init; } = [];

    /// <summary>Has one of these private IPv4 addresses, at most 100.</summary>
    public IReadOnlyCollection<string> PrivateIpAddresses { get; init; } = [];

    /// <summary>Attached to this instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>In this VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>In this vSwitch.</summary>
    public string? VSwitchId { get; init; }

    /// <summary>In this security group. The service looks at secondary ENIs only.</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>In this resource group; the default one cannot be asked for. The service shows the first 1,000.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>Has exactly this name.</summary>
    public string? NetworkInterfaceName { get; init; }

    /// <summary>In this status.</summary>
    public string? Status { get; init; }

    /// <summary>Primary or Secondary: the service filters by no other type.</summary>
    public string? Type { get; init; }

    /// <summary>Whether a cloud service owns it.</summary>
    public bool? ServiceManaged { get; init; }

    /// <summary>Has all of these tags, at most 20; a null value fits any. The service shows the first 1,000.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string?>> Tags { get; init; } = [];
}
