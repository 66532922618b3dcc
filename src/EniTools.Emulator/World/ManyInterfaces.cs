using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>
/// Any number of ENIs, for trials at scale: eni-bulk000001 and so on, in a vSwitch of their own, always with the same addresses. ENIs with
/// more addresses than an unattached one may have are attached to instances of their own.
/// </summary>
internal static class ManyInterfaces
{
    // Beside the blocks of the default world. The low half of an address holds the numbers of the ENI and of the address.
    private static readonly Ipv6Prefix Block = Ipv6Prefix.Parse("2001:db8:1234:1aa0::/64");
    private static readonly Ipv6Prefix PrefixBlock = Ipv6Prefix.Parse("2001:db8:1234:1aa1::/64");

    // One place of eight is for the primary ENI, which is not among them.
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
                PrivateIpAddress = NetworkInterface.PrivateAddress(number),
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
