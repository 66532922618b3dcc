using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>
/// Any number of ENIs, to try things at scale: eni-bulk000001 and so on, in a vSwitch of their own. Those with more addresses than an
/// ENI on no instance may have are attached to instances of their own. Ids and addresses are the same every time.
/// </summary>
internal static class ManyInterfaces
{
    // Beside the blocks of the default world: the low half of an address is the ENI's number and the address's.
    private static readonly Ipv6Prefix Block = Ipv6Prefix.Parse("2001:db8:1234:1aa0::/64");
    private static readonly Ipv6Prefix PrefixBlock = Ipv6Prefix.Parse("2001:db8:1234:1aa1::/64");

    // One for the primary ENI, which is not among them.
    private const int PerInstance = 7;

    public static void AddTo(Region region, int count, int addressesEach)
    {
        if (count == 0)
            return;
        var vSwitch = new VSwitch("vsw-bulk", "vpc-bulk", region.Id + "-h", Block, PrefixBlock);
        region.Add(vSwitch);
        region.Ipv6.AddGateway(vSwitch.VpcId, "ipv6gw-bulk");
        var isAttached = addressesEach > NetworkInterface.MaxIpv6Unattached;
        for (var number = 1; number <= count; number++)
        {
            var instanceId = isAttached ? Id("i-bulk", 1 + ((number - 1) / PerInstance)) : "";
            if (isAttached && region.FindInstance(instanceId) is null)
            {
                region.Add(new Instance
                {
                    Id = instanceId,
                    Status = Instance.Running,
                    VpcId = vSwitch.VpcId,
                    ZoneId = vSwitch.ZoneId,
                });
            }

            var first = Block.Address.Low | ((ulong)number << 16);
            region.Add(new NetworkInterface
            {
                Id = Id("eni-bulk", number),
                Name = "bulk",
                Status = isAttached ? NetworkInterface.InUse : NetworkInterface.Available,
                InstanceId = instanceId,
                VSwitchId = vSwitch.Id,
                SecurityGroupIds = ["sg-bulk"],
                PrivateIpAddress = $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
                MacAddress = $"00:16:3f:{number >> 16 & 255:x2}:{number >> 8 & 255:x2}:{number & 255:x2}",
                CreationTime = DefaultWorld.CreationTime,
                Items = Enumerable.Range(1, addressesEach)
                    .Select(i => new Ipv6Item(new Ipv6Address(Block.Address.High, first + (uint)i)))
                    .ToArray(),
            });
        }
    }

    private static string Id(string beginning, int number) => beginning + number.ToString("D6", CultureInfo.InvariantCulture);
}
