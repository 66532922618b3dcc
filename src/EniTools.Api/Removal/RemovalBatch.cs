using EniTools.Api.Operations;

namespace EniTools.Api.Removal;

/// <summary>Targets that one call can take: of one region and ENI, of one kind, prefixes of one mask, at most <see cref="UnassignIpv6Addresses.MaxItems"/>.</summary>
public sealed class RemovalBatch
{
    internal RemovalBatch(string regionId, string networkInterfaceId, IReadOnlyList<RemovalTarget> targets)
    {
        RegionId = regionId;
        NetworkInterfaceId = networkInterfaceId;
        Targets = targets;
    }

    /// <summary>The region of the ENI.</summary>
    public string RegionId { get; }

    /// <summary>The ENI.</summary>
    public string NetworkInterfaceId { get; }

    /// <summary>What to take off, in the order it came.</summary>
    public IReadOnlyList<RemovalTarget> Targets { get; }

    /// <summary>Every address or prefix and the ENI, as a confirmation prompt needs them.</summary>
    public override string ToString() =>
        $"{string.Join(", ", Targets.Select(target => target.Item))} on {NetworkInterfaceId} in {RegionId}";
}
