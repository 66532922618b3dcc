using EniTools.Api.Model;

namespace EniTools.Api.Changes;

/// <summary>One address or prefix that is to be taken off an ENI, put on it, or to have other Internet bandwidth.</summary>
/// <param name="RegionId">The region of the ENI.</param>
/// <param name="NetworkInterfaceId">The ENI; empty for bandwidth of an address whose ENI does not matter.</param>
/// <param name="Item">The address or prefix.</param>
internal sealed record Ipv6Target(string RegionId, string NetworkInterfaceId, Ipv6Item Item)
{
    /// <summary>The Internet bandwidth that is to be bought for it; null when none is.</summary>
    public BandwidthTerms? Purchase { get; init; }

    /// <summary>By address and ENI, which say it all but rarely: targets are looked up dozens of times for each call.</summary>
    public override int GetHashCode() =>
        unchecked((Item.GetHashCode() * 397) ^ StringComparer.Ordinal.GetHashCode(NetworkInterfaceId));

    /// <summary>The address or prefix and where it is, for messages.</summary>
    public override string ToString() => $"{Item}{Purchase}{TargetBatch.PlaceOf(NetworkInterfaceId, RegionId)}";
}

/// <summary>Internet bandwidth by what is paid for it.</summary>
/// <param name="Mbps">Mbit/s.</param>
/// <param name="ChargeType">PayByTraffic or PayByBandwidth.</param>
internal sealed record BandwidthTerms(int Mbps, string ChargeType)
{
    /// <summary>How much and how it is charged, to follow the address.</summary>
    public override string ToString() => FormattableString.Invariant($" ({Mbps} Mbit/s, {ChargeType})");
}
