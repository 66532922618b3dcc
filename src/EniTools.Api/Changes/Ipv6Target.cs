using EniTools.Api.Model;

namespace EniTools.Api.Changes;

/// <summary>One address or prefix that is to be taken off an ENI, or put on it.</summary>
/// <param name="RegionId">The region of the ENI.</param>
/// <param name="NetworkInterfaceId">The ENI.</param>
/// <param name="Item">The address or prefix.</param>
public sealed record Ipv6Target(string RegionId, string NetworkInterfaceId, Ipv6Item Item)
{
    /// <summary>The address or prefix and where it is, for messages.</summary>
    public override string ToString() => $"{Item} on {NetworkInterfaceId} in {RegionId}";
}
