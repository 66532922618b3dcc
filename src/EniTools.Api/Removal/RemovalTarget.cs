using EniTools.Api.Model;

namespace EniTools.Api.Removal;

/// <summary>One address or prefix to be taken off one ENI.</summary>
/// <param name="RegionId">The region of the ENI.</param>
/// <param name="NetworkInterfaceId">The ENI.</param>
/// <param name="Item">The address or prefix.</param>
public sealed record RemovalTarget(string RegionId, string NetworkInterfaceId, Ipv6Item Item)
{
    /// <summary>The address or prefix and where it is, for messages.</summary>
    public override string ToString() => $"{Item} on {NetworkInterfaceId} in {RegionId}";
}
