namespace EniTools.Api.Model;

/// <summary>
/// An IPv6 address or prefix as VPC shows it: its connection to the Internet, what that costs, and its owner. Values that are not
/// documented are passed on as they come.
/// </summary>
internal sealed record VpcIpv6Address
{
    private static readonly Dictionary<string, string> NoTags = [];
    public required string RegionId { get; init; }

    /// <summary>The id, such as ipv6-2zen5j4axcp5l5qyy. An address that is released and assigned again has another one.</summary>
    public required string Ipv6AddressId { get; init; }

    public required Ipv6Item Item { get; init; }
    public string Name { get; init; } = "";
    public string Status { get; init; } = "";

    /// <summary>Private or Public, which is with Internet bandwidth.</summary>
    public string NetworkType { get; init; } = "";

    /// <summary>The instance of the primary ENI that has the address, or another ENI; empty if neither has it.</summary>
    public string AssociatedInstanceId { get; init; } = "";

    public string AssociatedInstanceType { get; init; } = "";
    public string Ipv6GatewayId { get; init; } = "";
    public string VpcId { get; init; } = "";
    public string VSwitchId { get; init; } = "";
    public string ResourceGroupId { get; init; } = "";
    public string AllocationTime { get; init; } = "";

    /// <summary>True if a cloud service owns the address; the account cannot change it.</summary>
    public bool ServiceManaged { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;
    public Ipv6Bandwidth? Bandwidth { get; init; }

    /// <summary>True if no ENI has the address.</summary>
    public bool IsUnassociated => AssociatedInstanceId.Length == 0;

    public override string ToString() => $"{Item} in {RegionId}";
}

/// <summary>The Internet bandwidth of an address.</summary>
internal sealed record Ipv6Bandwidth(string Id, int Mbps, string ChargeType, string InstanceChargeType, string BusinessStatus)
{
    /// <summary>True if the bandwidth is paid in advance for a term. Nothing buys the same again.</summary>
    public bool IsSubscription => InstanceChargeType.Equals("PrePaid", StringComparison.OrdinalIgnoreCase);

    public override string ToString() =>
        FormattableString.Invariant($"{Mbps} Mbit/s, {ChargeType}{(IsSubscription ? ", subscription" : "")}");
}
