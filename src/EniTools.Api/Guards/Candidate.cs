using EniTools.Api.Model;

namespace EniTools.Api.Guards;

/// <summary>What a run is about to take in: an address or prefix, or a number of new ones that the service chooses.</summary>
/// <param name="RegionId">The region of the ENI.</param>
/// <param name="NetworkInterfaceId">The ENI; empty when it is not known.</param>
/// <param name="Item">The address or prefix; null for new ones.</param>
/// <param name="Count">How many targets it is.</param>
internal sealed record Candidate(string RegionId, string NetworkInterfaceId, Ipv6Item? Item, int Count = 1)
{
    /// <summary>What it is and where, for messages.</summary>
    public override string ToString() =>
        $"{Item?.ToString() ?? (Count == 1 ? "1 new item" : $"{Count} new items")}"
        + (NetworkInterfaceId.Length == 0 ? $" in {RegionId}" : $" on {NetworkInterfaceId} in {RegionId}");
}
