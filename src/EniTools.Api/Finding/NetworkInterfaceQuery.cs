using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Finding;

/// <summary>Which ENIs to look for: those that fit everything that is set. For a list, fitting one item is enough.</summary>
/// <remarks>It knows which part of the query the service can answer, and checks the rest itself.</remarks>
internal sealed record NetworkInterfaceQuery
{
    private static readonly string[] FilterableTypes = ["Primary", "Secondary"];

    /// <summary>The ids, at most 100: one call takes no more.</summary>
    public IReadOnlyCollection<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>The shard; null for all ENIs. The service knows nothing of shards, so all pages are read.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Addresses and prefixes; the ENI has one of them.</summary>
    public IReadOnlyCollection<Ipv6Item> Items { get; init; } = [];

    /// <summary>Ranges; the ENI has an address or prefix that lies in one of them. The service knows nothing of ranges.</summary>
    public IReadOnlyCollection<Ipv6Prefix> Ranges { get; init; } = [];

    /// <summary>Private IPv4 addresses; the ENI has one of them.</summary>
    public IReadOnlyCollection<string> PrivateIpAddresses { get; init; } = [];

    /// <summary>The instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The vSwitch.</summary>
    public string? VSwitchId { get; init; }

    /// <summary>The security group.</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>The resource group.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>The exact name.</summary>
    public string? NetworkInterfaceName { get; init; }

    /// <summary>A pattern that the name has to fit; null for any.</summary>
    public Func<string, bool>? NameFits { get; init; }

    /// <summary>The statuses, in upper or lower case.</summary>
    public IReadOnlyCollection<string> Statuses { get; init; } = [];

    /// <summary>The types, in upper or lower case.</summary>
    public IReadOnlyCollection<string> Types { get; init; } = [];

    /// <summary>Whether a cloud service owns it.</summary>
    public bool? ServiceManaged { get; init; }

    /// <summary>Tags; the ENI has them all. A null value fits any.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string?>> Tags { get; init; } = [];

    /// <summary>Whether an item of an ENI that fits is one that is looked for.</summary>
    public bool Selects(Ipv6Item item) => (Items.Count == 0 || Items.Contains(item)) && IsInRange(item);

    /// <summary>What the service is asked, one filter after another.</summary>
    internal IEnumerable<NetworkInterfaceFilter> Filters()
    {
        // With ids, nothing else is asked for, so an ENI that is left out does not exist.
        if (NetworkInterfaceIds.Count > 0)
            return [new NetworkInterfaceFilter { NetworkInterfaceIds = NetworkInterfaceIds }];

        var filter = new NetworkInterfaceFilter
        {
            InstanceId = InstanceId,
            VpcId = VpcId,
            VSwitchId = VSwitchId,
            // The service looks at secondary ENIs only.
            SecurityGroupId = OnlyOneOf(Types, ["Secondary"]) is null ? null : SecurityGroupId,
            ResourceGroupId = ResourceGroupId,
            NetworkInterfaceName = NetworkInterfaceName,
            Status = OnlyOneOf(Statuses, NetworkInterfaceValues.Statuses),
            Type = OnlyOneOf(Types, FilterableTypes),
            ServiceManaged = ServiceManaged,
            PrivateIpAddresses = PrivateIpAddresses.Count <= DescribeNetworkInterfaces.MaxIds ? PrivateIpAddresses : [],
            Tags = Tags.Count <= DescribeNetworkInterfaces.MaxTags ? Tags : [],
        };
        // There is no filter for prefixes.
        return Items.Count == 0 || Items.Any(item => item.IsPrefix)
            ? [filter]
            : Chunks(Items.Select(item => item.Address)).Select(addresses => filter with { Ipv6Addresses = addresses });
    }

    /// <summary>The same filter without what makes the service stop after the first thousand.</summary>
    internal static NetworkInterfaceFilter WithoutLabels(NetworkInterfaceFilter filter) =>
        filter with { Tags = [], ResourceGroupId = null };

    /// <summary>Whether an ENI that the service showed is one to look for.</summary>
    /// <param name="found">The ENI.</param>
    /// <param name="asked">The filter that the service has already applied.</param>
    internal bool Fits(NetworkInterface found, NetworkInterfaceFilter asked) =>
        Shard?.Contains(found.NetworkInterfaceId) != false
        && (asked.InstanceId is not null || Equal(InstanceId, found.InstanceId))
        && (asked.VpcId is not null || Equal(VpcId, found.VpcId))
        && (asked.VSwitchId is not null || Equal(VSwitchId, found.VSwitchId))
        && (asked.SecurityGroupId is not null || SecurityGroupId is null || found.SecurityGroupIds.Contains(SecurityGroupId))
        && (asked.ResourceGroupId is not null || Equal(ResourceGroupId, found.ResourceGroupId))
        && (asked.NetworkInterfaceName is not null || Equal(NetworkInterfaceName, found.NetworkInterfaceName))
        && (NameFits is null || NameFits(found.NetworkInterfaceName))
        && (asked.Status is not null || IsOneOf(Statuses, found.Status))
        && (asked.Type is not null || IsOneOf(Types, found.Type))
        && (asked.ServiceManaged is not null || ServiceManaged is null || ServiceManaged == found.ServiceManaged)
        && (asked.PrivateIpAddresses.Count > 0
            || PrivateIpAddresses.Count == 0
            || found.PrivateIpAddresses.Any(PrivateIpAddresses.Contains))
        && (asked.Ipv6Addresses.Count > 0 || Items.Count == 0 || found.Items.Any(Items.Contains))
        && (Ranges.Count == 0 || found.Items.Any(IsInRange))
        // The service cannot be asked for an empty value.
        && Tags.All(tag => found.Tags.TryGetValue(tag.Key, out var value) && Equal(tag.Value, value));

    private bool IsInRange(Ipv6Item item) => Ranges.Count == 0 || Ranges.Any(range => range.Contains(item));

    private static bool Equal(string? wanted, string value) => wanted is null || wanted == value;

    private static bool IsOneOf(IReadOnlyCollection<string> wanted, string value) =>
        wanted.Count == 0 || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    // In the service's own spelling; null when there is none, or the service does not filter by it.
    private static string? OnlyOneOf(IReadOnlyCollection<string> wanted, IReadOnlyCollection<string> known)
    {
        var distinct = wanted.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count == 1 ? known.FirstOrDefault(value => value.Equals(distinct[0], StringComparison.OrdinalIgnoreCase)) : null;
    }

    private static IEnumerable<IReadOnlyCollection<Ipv6Address>> Chunks(IEnumerable<Ipv6Address> addresses) => addresses.Distinct()
        .Select((address, index) => (Address: address, Chunk: index / DescribeNetworkInterfaces.MaxIds))
        .GroupBy(item => item.Chunk, item => item.Address)
        .Select(chunk => chunk.ToList());
}
