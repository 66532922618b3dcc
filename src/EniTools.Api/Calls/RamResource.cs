namespace EniTools.Api.Calls;

/// <summary>What a RAM policy can allow an operation on.</summary>
public sealed record RamResource
{
    private RamResource(bool isPerInterface) => IsPerInterface = isPerInterface;

    /// <summary>Everything or nothing.</summary>
    public static RamResource All { get; } = new(isPerInterface: false);

    /// <summary>Single ENIs.</summary>
    public static RamResource NetworkInterface { get; } = new(isPerInterface: true);

    /// <summary>Whether single ENIs can be allowed; otherwise all or none.</summary>
    public bool IsPerInterface { get; }

    /// <summary>The resource as a policy names it. What is left out means any.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="accountId">The number of the Alibaba Cloud account.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    public string NameFor(string? regionId, string? accountId, string? networkInterfaceId) => IsPerInterface
        ? $"acs:ecs:{OrAny(regionId)}:{OrAny(accountId)}:eni/{OrAny(networkInterfaceId)}"
        : "*";

    private static string OrAny(string? text) => string.IsNullOrEmpty(text) ? "*" : text!;
}
