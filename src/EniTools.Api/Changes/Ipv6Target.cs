using EniTools.Api.Model;

namespace EniTools.Api.Changes;

/// <summary>What a run takes in: an address or prefix of an ENI, or a number of new ones that the service is to choose.</summary>
/// <param name="RegionId">The region of the ENI.</param>
/// <param name="NetworkInterfaceId">The ENI; empty for bandwidth of an address whose ENI does not matter.</param>
/// <param name="Item">The address or prefix; meaningless for a number of new ones.</param>
internal sealed record Ipv6Target(string RegionId, string NetworkInterfaceId, Ipv6Item Item)
{
    // Two equal numbers of new ones are two targets, and one of which something is left is still the same.
    private object? _request;
    private bool _asPrefixes;

    /// <summary>The profile that was asked for by name; null for none. A run compares the targets of one account.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The number of new ones, at least 1; null for a named address or prefix.</summary>
    public int? Count { get; init; }

    /// <summary>The new prefixes that the same input asks for; they are admitted together with the new addresses. Null for none.</summary>
    public Ipv6Target? Prefixes { get; init; }

    /// <summary>The Internet bandwidth that is to be bought for it; null when none is.</summary>
    public BandwidthTerms? Purchase { get; init; }

    /// <summary>True for a prefix, or for new prefixes.</summary>
    public bool IsPrefix => Count is null ? Item.IsPrefix : _asPrefixes;

    /// <summary>The number of addresses and prefixes that it stands for.</summary>
    public int Size => (Count ?? 1) + (Prefixes?.Size ?? 0);

    /// <summary>Makes a target of new addresses or prefixes.</summary>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="count">How many, at least 1; more than a call gives are asked for in several.</param>
    /// <param name="asPrefixes">True for prefixes.</param>
    public static Ipv6Target New(string regionId, string networkInterfaceId, int count, bool asPrefixes) =>
        new(regionId, networkInterfaceId, default) { Count = count, _asPrefixes = asPrefixes, _request = new object() };

    /// <summary>True if both ask for as many new ones in the same place.</summary>
    public bool IsLike(Ipv6Target other) => (RegionId, NetworkInterfaceId, Count, IsPrefix)
        == (other.RegionId, other.NetworkInterfaceId, other.Count, other.IsPrefix);

    /// <summary>True if two targets of an account are the same.</summary>
    public bool Equals(Ipv6Target? other) => other is not null && ReferenceEquals(_request, other._request)
        && Item.Equals(other.Item) && NetworkInterfaceId == other.NetworkInterfaceId && RegionId == other.RegionId
        && Equals(Purchase, other.Purchase);

    /// <summary>By address and ENI, which say it all but rarely: targets are looked up dozens of times for each call.</summary>
    public override int GetHashCode() =>
        unchecked((Item.GetHashCode() * 397) ^ StringComparer.Ordinal.GetHashCode(NetworkInterfaceId));

    /// <summary>The address or prefix, or how many new ones, without the place.</summary>
    public string What() => Count is not { } count ? $"{Item}{Purchase}"
        : $"{count} new {(_asPrefixes ? "prefix" : "address")}{(count == 1 ? "" : "es")}"
            + (Prefixes is null ? "" : $" and {Prefixes.What()}");

    /// <summary>What it is and where, for messages.</summary>
    public override string ToString() => $"{What()}{TargetBatch.PlaceOf(NetworkInterfaceId, RegionId)}";
}

/// <summary>Internet bandwidth by what is paid for it.</summary>
/// <param name="Mbps">Mbit/s.</param>
/// <param name="ChargeType">PayByTraffic or PayByBandwidth.</param>
internal sealed record BandwidthTerms(int Mbps, string ChargeType)
{
    /// <summary>How much and how it is charged, to follow the address.</summary>
    public override string ToString() => FormattableString.Invariant($" ({Mbps} Mbit/s, {ChargeType})");
}
