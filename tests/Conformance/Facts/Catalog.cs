namespace EniTools.Conformance.Facts;

/// <summary>All facts, in the order of the page and of a run.</summary>
internal static class Catalog
{
    public static IReadOnlyList<Fact> Facts { get; } =
    [
        .. SignatureFacts.All, .. UnassignFacts.All, .. AssignFacts.All, .. DescribeFacts.All, .. LifeFacts.All, .. BandwidthFacts.All,
        .. AccessFacts.All, .. Choices.All,
    ];

    /// <summary>The members that the vendor's SDK declares for an ENI and that no answer of the emulator has, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> MissingMembers { get; } = new Dictionary<string, string>
    {
        ["DeviceIndex"] = ByInvitation,
        ["TrunkNetworkInterfaceId"] = ByInvitation,
        ["MemberNetworkInterfaceIds"] = ByInvitation,
        ["BondInterfaceSpecification"] = ByInvitation,
        ["SlaveInterfaceSpecification"] = ByInvitation,
        ["TcpOptionAddressEnabled"] = ByInvitation,
        ["EnhancedNetwork"] = "not available, say the pages",
        ["AllocationId"] = NoElastic,
        ["PublicIpAddress"] = NoElastic,
        ["PrivateDnsName"] = "there is no private DNS here",
        ["QoSConfig"] = "no ENI has a limit here",
    };

    /// <summary>The other members that the service shows and the emulator does not; facts explain them.</summary>
    public static IReadOnlyCollection<string> MissingPaths { get; } =
        [.. new[] { "TotalCount", "PageNumber", "PageSize", "NextToken" }.Select(member => $"DescribeNetworkInterfaces/{member}")];

    private const string ByInvitation = "by invitation only, say the pages";
    private const string NoElastic = "there are no elastic IPv4 addresses here: `AssociatedPublicIp` is empty";
}
