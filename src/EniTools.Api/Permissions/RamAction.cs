namespace EniTools.Api.Permissions;

/// <summary>What a RAM user needs for one operation, as a policy names it.</summary>
/// <param name="Name">Such as ecs:UnassignIpv6Addresses.</param>
/// <param name="IsPerInterface">Whether it can be allowed for single ENIs; otherwise it is allowed for all or for none.</param>
public sealed record RamAction(string Name, bool IsPerInterface)
{
    // DescribeNetworkInterfaces takes single ENIs too, and then no list can be asked for.
    private static readonly Dictionary<string, RamAction> ByOperation = new(StringComparer.Ordinal)
    {
        ["AssignIpv6Addresses"] = new("ecs:AssignIpv6Addresses", true),
        ["DescribeInstanceStatus"] = new("ecs:DescribeInstanceStatus", false),
        ["DescribeNetworkInterfaces"] = new("ecs:DescribeNetworkInterfaces", false),
        ["DescribeRegions"] = new("ecs:DescribeRegions", false),
        ["UnassignIpv6Addresses"] = new("ecs:UnassignIpv6Addresses", true),
    };

    /// <summary>The operations that are known.</summary>
    public static IReadOnlyDictionary<string, RamAction> OfOperations => ByOperation;

    /// <summary>The resource that an operation is allowed on. What is not given is any.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="accountId">The number of the Alibaba Cloud account.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    public string ResourceOf(string? regionId, string? accountId, string? networkInterfaceId) => IsPerInterface
        ? $"acs:ecs:{OrAny(regionId)}:{OrAny(accountId)}:eni/{OrAny(networkInterfaceId)}"
        : "*";

    private static string OrAny(string? text) => string.IsNullOrEmpty(text) ? "*" : text!;
}
