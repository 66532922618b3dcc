namespace EniTools.Emulator.World;

/// <summary>What a region had at one moment. It can be read while the region goes on changing.</summary>
/// <param name="Region">The region, for what never changes about it.</param>
/// <param name="VSwitches">Its vSwitches.</param>
/// <param name="Instances">Its instances.</param>
/// <param name="NetworkInterfaces">Its ENIs, in the order of pages.</param>
/// <param name="Ipv6">What VPC knows of its addresses.</param>
internal sealed record RegionCopy(
    Region Region,
    IReadOnlyList<VSwitch> VSwitches,
    IReadOnlyList<Instance> Instances,
    IReadOnlyList<NetworkInterface> NetworkInterfaces,
    Ipv6Ledger Ipv6);
