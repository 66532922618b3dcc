namespace EniTools.Output;

/// <summary>An input that led to an error, in the shape in which it can be piped back into the cmdlet.</summary>
public sealed class EniIpv6Target
{
    /// <summary>The region; null when none was given.</summary>
    public string? RegionId { get; init; }

    /// <summary>The ENI; null when none was given.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>The address; null when the input is a prefix.</summary>
    public string? Ipv6Address { get; init; }

    /// <summary>The prefix; null when the input is an address.</summary>
    public string? Ipv6Prefix { get; init; }

    /// <summary>The Mbit/s of Internet bandwidth that were to be bought; null when none were.</summary>
    public int? Bandwidth { get; init; }

    /// <summary>How that bandwidth was to be charged; null when none was to be bought.</summary>
    public string? InternetChargeType { get; init; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The address or prefix, and the ENI where one was given.</summary>
    public override string ToString() => (Ipv6Address ?? Ipv6Prefix) + (NetworkInterfaceId is null ? "" : $" on {NetworkInterfaceId}");
}
