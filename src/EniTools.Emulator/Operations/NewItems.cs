using EniTools.Api.Model;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>The addresses or prefixes that a request wants assigned: named ones, or a number of them that the service chooses.</summary>
internal sealed class NewItems(IReadOnlyList<Ipv6Item> named, int count, bool arePrefixes)
{
    // A block is as good as full after so many assigned addresses in a row.
    private const int MaxTries = 10_000;

    private static readonly string[] Ways = ["Ipv6Address", "Ipv6AddressCount", "Ipv6Prefix", "Ipv6PrefixCount"];

    public int Count => named.Count + count;

    /// <exception cref="ApiFault">A rule of the request is broken.</exception>
    public static NewItems Read(ApiRequest request)
    {
        var addressCount = CountOf(request, "Ipv6AddressCount");
        var prefixCount = CountOf(request, "Ipv6PrefixCount");
        var given = Ways.Where(request.Has).ToList();
        if (given.Count > 1)
            throw RequestedItems.Conflict(given[0], given[1]);

        var named = RequestedItems.ReadAny(request);
        return new NewItems(named, addressCount + prefixCount, prefixCount > 0 || (named.Count > 0 && named[0].IsPrefix));
    }

    /// <summary>Chooses the addresses or prefixes by the rules of region and vSwitch, without a change.</summary>
    /// <exception cref="ApiFault">A rule is broken.</exception>
    public IReadOnlyList<Ipv6Item> Choose(CloudWorld world, Region region, VSwitch vSwitch)
    {
        if (Count == 0)
            return [];
        if (arePrefixes && !region.SupportsPrefixes)
            throw ApiFault.RegionNotSupportIpPrefix();
        if ((arePrefixes ? vSwitch.PrefixBlock : vSwitch.Ipv6Block) is not { } block)
            throw new ApiFault(403, "InvalidVSwitch.Ipv6NotTurnOn", "The specified VSwitch does not enable IPv6.");

        foreach (var item in named)
        {
            if (!IsOf(vSwitch, block, item))
            {
                throw new ApiFault(
                    403,
                    "InvalidVSwitchId.IpInvalid",
                    $"The specified IpAddress \"{item}\" is not valid in VSwitch CIDR block \"{block}\".");
            }
            if (region.OwnerOf(item) is not null)
                throw new ApiFault(403, "InvalidIp.IpAssigned", $"The specified IP \"{item}\" is already assigned.");
        }

        var chosen = new List<Ipv6Item>(named);
        for (var tries = 0; chosen.Count < Count; tries++)
        {
            if (tries == MaxTries)
            {
                throw new ApiFault(
                    403, "InvalidVSwitchId.IpNotEnough", $"The specified VSwitch \"{vSwitch.Id}\" has not enough IpAddress.");
            }
            var item = arePrefixes
                ? new Ipv6Item(world.Ids.NewPrefix(block, RequestedItems.MaskLength))
                : new Ipv6Item(world.Ids.NewAddress(block));
            if (IsOf(vSwitch, block, item) && !region.Holds(item) && !chosen.Contains(item))
                chosen.Add(item);
        }

        return chosen;
    }

    // A block that is reserved for prefixes may be part of the vSwitch's, and has no single addresses.
    private static bool IsOf(VSwitch vSwitch, Ipv6Prefix block, Ipv6Item item) =>
        block.Contains(item.Address) && (item.IsPrefix || vSwitch.PrefixBlock?.Contains(item.Address) != true);

    private static int CountOf(ApiRequest request, string name)
    {
        var count = request.Number(name);
        return count is null or (>= 1 and <= RequestedItems.MaxItems) ? count ?? 0 : throw ApiFault.InvalidParameter(name);
    }
}
