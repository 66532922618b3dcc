namespace EniTools.Api.Changes;

/// <summary>Targets that one call can take: of one region and ENI, of one kind, prefixes of one mask, at most <see cref="TargetBatcher.MaxItems"/>.</summary>
internal sealed class TargetBatch
{
    internal TargetBatch(string regionId, string networkInterfaceId, IReadOnlyList<Ipv6Target> targets)
    {
        RegionId = regionId;
        NetworkInterfaceId = networkInterfaceId;
        Targets = targets;
    }

    /// <summary>The region of the ENI.</summary>
    public string RegionId { get; }

    /// <summary>The ENI.</summary>
    public string NetworkInterfaceId { get; }

    /// <summary>The targets, in the order they came.</summary>
    public IReadOnlyList<Ipv6Target> Targets { get; }

    /// <summary>The number of addresses and prefixes that the targets stand for.</summary>
    public int Size => Targets.Sum(target => target.Size);

    /// <summary>Every address or prefix and the ENI, as a confirmation prompt needs them.</summary>
    public override string ToString() =>
        string.Join(", ", Targets.Select(target => target.What())) + PlaceOf(NetworkInterfaceId, RegionId);

    internal static string PlaceOf(string networkInterfaceId, string regionId) =>
        networkInterfaceId.Length == 0 ? $" in {regionId}" : $" on {networkInterfaceId} in {regionId}";
}
