namespace EniTools.Api.Model;

/// <summary>An IPv6 address or prefix as VPC shows it: whether it reaches the Internet, what that costs, and what it is on.</summary>
internal sealed record VpcIpv6Address
{
    private static readonly Dictionary<string, string> NoTags = [];

    /// <summary>The region asked; the service's answer does not repeat it.</summary>
    public required string RegionId { get; init; }

    /// <summary>The id, such as ipv6-2zen5j4axcp5l5qyy. An address that is given up and assigned again has another one.</summary>
    public required string Ipv6AddressId { get; init; }

    /// <summary>The address or prefix.</summary>
    public required Ipv6Item Item { get; init; }

    /// <summary>The name its owner gave it; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Pending or Available; other values are passed on as they come.</summary>
    public string Status { get; init; } = "";

    /// <summary>Private or Public, which is with Internet bandwidth; other values are passed on as they come.</summary>
    public string NetworkType { get; init; } = "";

    /// <summary>The instance that it is on when it is on a primary ENI, or the ENI; empty when it is on nothing.</summary>
    public string AssociatedInstanceId { get; init; } = "";

    /// <summary>EcsInstance or NetworkInterface; other values are passed on as they come.</summary>
    public string AssociatedInstanceType { get; init; } = "";

    /// <summary>The IPv6 gateway of its VPC; empty when there is none.</summary>
    public string Ipv6GatewayId { get; init; } = "";

    /// <summary>Its VPC.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>Its vSwitch.</summary>
    public string VSwitchId { get; init; } = "";

    /// <summary>The resource group; empty when the service names none.</summary>
    public string ResourceGroupId { get; init; } = "";

    /// <summary>When it was made, in UTC, as the service writes it.</summary>
    public string AllocationTime { get; init; } = "";

    /// <summary>Whether a cloud service owns it; the account cannot change it.</summary>
    public bool ServiceManaged { get; init; }

    /// <summary>The labels that the owner gave it, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    /// <summary>Its Internet bandwidth; null when it has none.</summary>
    public Ipv6Bandwidth? Bandwidth { get; init; }

    /// <summary>Whether it is on nothing.</summary>
    public bool IsUnassociated => AssociatedInstanceId.Length == 0;

    /// <summary>The address or prefix and its region, for messages.</summary>
    public override string ToString() => $"{Item} in {RegionId}";
}

/// <summary>The Internet bandwidth of an address.</summary>
/// <param name="Id">Its id, such as ipv6bw-uf6hcyzu65v98v3du.</param>
/// <param name="Mbps">Mbit/s.</param>
/// <param name="ChargeType">How it is metered: PayByTraffic, PayByBandwidth or another value of the service.</param>
/// <param name="InstanceChargeType">How it is paid: PostPaid, or PrePaid for a subscription.</param>
/// <param name="BusinessStatus">Normal, FinancialLocked or another value of the service.</param>
internal sealed record Ipv6Bandwidth(string Id, int Mbps, string ChargeType, string InstanceChargeType, string BusinessStatus)
{
    /// <summary>Whether it is paid in advance for a term. Nothing buys the same again.</summary>
    public bool IsSubscription => InstanceChargeType.Equals("PrePaid", StringComparison.OrdinalIgnoreCase);

    /// <summary>How much, and how it is charged.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Mbps} Mbit/s, {ChargeType}{(IsSubscription ? ", subscription" : "")}");
}
