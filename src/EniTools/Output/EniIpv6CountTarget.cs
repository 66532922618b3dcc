namespace EniTools.Output;

/// <summary>A number of addresses or prefixes that an ENI was to get and did not, in the shape in which it can be piped back into Add-EniIpv6Address.</summary>
public sealed class EniIpv6CountTarget
{
    /// <summary>The region; null when none was given.</summary>
    public string? RegionId { get; init; }

    /// <summary>The ENI; null when none was given.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>How many addresses are missing; null when none are.</summary>
    public int? Ipv6AddressCount { get; init; }

    /// <summary>How many prefixes are missing; null when none are.</summary>
    public int? Ipv6PrefixCount { get; init; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; init; }

    /// <summary>What is missing, and the ENI where one was given.</summary>
    public override string ToString() =>
        $"{Ipv6AddressCount ?? 0} addresses and {Ipv6PrefixCount ?? 0} prefixes"
        + (NetworkInterfaceId is null ? "" : $" on {NetworkInterfaceId}");
}
