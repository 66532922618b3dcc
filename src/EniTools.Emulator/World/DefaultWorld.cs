using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>
/// The world that an emulator starts with. Ids and addresses are the same every time, and there is one ENI for each rule that an
/// operation looks at. All addresses are of the range that is set aside for documentation (RFC 3849).
/// </summary>
internal static class DefaultWorld
{
    private const string CreationTime = "2024-01-01T00:00:00Z";

    public static CloudWorld Create()
    {
        var world = new CloudWorld();
        FillHangzhou(world.Add(new Region(EniEmulator.DefaultRegionId, supportsPrefixes: true)));
        FillBeijing(world.Add(new Region("cn-beijing", supportsPrefixes: true)));
        // Not on the vendor's list of regions with IP prefixes.
        FillZhangjiakou(world.Add(new Region("cn-zhangjiakou", supportsPrefixes: false)));
        foreach (var empty in new[] { "cn-shanghai", "cn-shenzhen", "cn-hongkong", "ap-southeast-1", "eu-central-1", "us-west-1" })
            world.Add(new Region(empty, supportsPrefixes: true));
        world.Add(new Region("cn-hangzhou-finance", supportsPrefixes: false) { IsRestricted = true });
        return world;
    }

    private static void FillHangzhou(Region region)
    {
        var site = new Site(region, "bp1", "cn-hangzhou-h", "2001:db8:1234:1a");
        region.Add(new Instance("i-bp1web01", Instance.Running));
        region.Add(new Instance("i-bp1web02", Instance.Stopped));
        region.Add(new Instance("i-bp1web03", Instance.Starting));

        site.Add("web01a", "web-01 primary", NetworkInterface.InUse, addresses: 2, type: NetworkInterface.Primary, instanceId: "i-bp1web01");
        site.Add("web01b", "web-01 data", NetworkInterface.InUse, addresses: 5, prefixes: 3, instanceId: "i-bp1web01");
        site.Add("web02a", "web-02 primary", NetworkInterface.InUse, addresses: 2, type: NetworkInterface.Primary, instanceId: "i-bp1web02");
        site.Add("web02b", "web-02 data, many addresses", NetworkInterface.InUse, addresses: 25, instanceId: "i-bp1web02");
        site.Add("web03a", "web-03 primary, instance starting", NetworkInterface.InUse, addresses: 2, type: NetworkInterface.Primary, instanceId: "i-bp1web03");
        site.Add("web03b", "web-03 data", NetworkInterface.InUse, addresses: 2, instanceId: "i-bp1web03");
        site.Add("spare01", "spare", NetworkInterface.Available, addresses: 3, prefixes: 1);
        site.Add("empty01", "nothing on it", NetworkInterface.Available);
        site.Add("attach01", "being attached", NetworkInterface.Attaching, addresses: 1, instanceId: "i-bp1web01");
        site.Add("detach01", "being detached", NetworkInterface.Detaching, addresses: 1, instanceId: "i-bp1web01");
        site.Add("service01", "owned by a cloud service", NetworkInterface.InUse, addresses: 1, serviceManaged: true);
        site.Add("trunk01", "trunk", NetworkInterface.InUse, addresses: 1, type: NetworkInterface.Trunk, instanceId: "i-bp1web01");
        site.Add("member01", "member of the trunk", NetworkInterface.InUse, addresses: 1, type: NetworkInterface.Member, instanceId: "i-bp1web01");
    }

    private static void FillBeijing(Region region)
    {
        var site = new Site(region, "2ze", "cn-beijing-k", "2001:db8:2345:2b");
        region.Add(new Instance("i-2zedb01", Instance.Running));

        site.Add("db01a", "db-01 primary", NetworkInterface.InUse, addresses: 2, type: NetworkInterface.Primary, instanceId: "i-2zedb01");
        site.Add("db01b", "db-01 data", NetworkInterface.InUse, addresses: 12, prefixes: 2, instanceId: "i-2zedb01");
    }

    private static void FillZhangjiakou(Region region)
    {
        var site = new Site(region, "8vb", "cn-zhangjiakou-a", "2001:db8:3456:3c");

        site.Add("spare01", "spare, in a region without prefixes", NetworkInterface.Available, addresses: 2);
    }

    /// <summary>One vSwitch of a region, and the numbers that its ENIs are given in turn.</summary>
    private sealed class Site(Region region, string idPrefix, string zoneId, string ipv6Block)
    {
        private int _count;

        public void Add(
            string id, string name, string status, int addresses = 0, int prefixes = 0,
            string type = NetworkInterface.Secondary, string instanceId = "", bool serviceManaged = false)
        {
            var number = ++_count;
            var added = new NetworkInterface
            {
                Id = $"eni-{idPrefix}{id}",
                Name = name,
                Status = status,
                Type = type,
                InstanceId = instanceId,
                ServiceManaged = serviceManaged,
                ZoneId = zoneId,
                VpcId = $"vpc-{idPrefix}main",
                VSwitchId = $"vsw-{idPrefix}main",
                SecurityGroupId = $"sg-{idPrefix}main",
                PrivateIpAddress = $"192.168.0.{number.ToString(CultureInfo.InvariantCulture)}",
                MacAddress = $"00:16:3e:00:00:{number:x2}",
                CreationTime = CreationTime,
            };
            // Addresses are of block 00, prefixes of block 01, as the service takes them from a reserved part of the vSwitch.
            for (var i = 1; i <= addresses; i++)
                added.Ipv6Addresses.Add(Ipv6Address.Parse($"{ipv6Block}00::{number:x}:{i:x}"));
            for (var i = 1; i <= prefixes; i++)
                added.Ipv6Prefixes.Add(Ipv6Prefix.Parse($"{ipv6Block}01:{(number * 16) + i:x}::/80"));
            region.Add(added);
        }
    }
}
