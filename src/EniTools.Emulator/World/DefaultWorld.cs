using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>
/// The world at the start, always with the same ids and addresses. It has one ENI for each rule that an operation checks. All addresses
/// are from the range for documentation (RFC 3849).
/// </summary>
internal static class DefaultWorld
{
    public const string RegionId = "cn-hangzhou";

    public const string CreationTime = "2024-01-01T00:00:00Z";

    public static void Fill(CloudWorld world)
    {
        FillHangzhou(world.Add(new Region(RegionId, supportsPrefixes: true)));
        FillBeijing(world.Add(new Region("cn-beijing", supportsPrefixes: true)));
        // Not on the vendor's list of regions with IP prefixes.
        FillZhangjiakou(world.Add(new Region("cn-zhangjiakou", supportsPrefixes: false)));
        foreach (var empty in new[] { "cn-shanghai", "cn-shenzhen", "cn-hongkong", "ap-southeast-1", "eu-central-1", "us-west-1" })
            world.Add(new Region(empty, supportsPrefixes: true));
        world.Add(new Region("cn-hangzhou-finance", supportsPrefixes: false) { IsRestricted = true });
    }

    private static void FillHangzhou(Region region)
    {
        var site = new Site(region, "bp1", "cn-hangzhou-h", "2001:db8:1234:1a");
        site.AddInstance("i-bp1web01", Instance.Running);
        site.AddInstance("i-bp1web02", Instance.Stopped);
        site.AddInstance("i-bp1web03", Instance.Starting);

        site.Add(
            "web01a", "web-01 primary", NetworkInterface.InUse,
            addresses: 2, type: NetworkInterface.Primary, instanceId: "i-bp1web01");
        site.Add("web01b", "web-01 data", NetworkInterface.InUse, addresses: 5, prefixes: 3, instanceId: "i-bp1web01");
        site.Add(
            "web02a", "web-02 primary", NetworkInterface.InUse,
            addresses: 2, type: NetworkInterface.Primary, instanceId: "i-bp1web02");
        site.Add("web02b", "web-02 data, many addresses", NetworkInterface.InUse, addresses: 25, instanceId: "i-bp1web02");
        site.Add(
            "web03a", "web-03 primary, instance starting", NetworkInterface.InUse,
            addresses: 2, type: NetworkInterface.Primary, instanceId: "i-bp1web03");
        site.Add("web03b", "web-03 data", NetworkInterface.InUse, addresses: 2, instanceId: "i-bp1web03");
        site.Add("spare01", "spare", NetworkInterface.Available, addresses: 3, prefixes: 1);
        site.Add("empty01", "nothing on it", NetworkInterface.Available);
        site.Add("attach01", "being attached", NetworkInterface.Attaching, addresses: 1, instanceId: "i-bp1web01");
        site.Add("detach01", "being detached", NetworkInterface.Detaching, addresses: 1, instanceId: "i-bp1web01");
        site.Add("service01", "owned by a cloud service", NetworkInterface.InUse, addresses: 1, serviceManaged: true);
        site.Add("trunk01", "trunk", NetworkInterface.InUse, addresses: 1, type: NetworkInterface.Trunk, instanceId: "i-bp1web01");
        site.Add(
            "member01", "member of the trunk", NetworkInterface.InUse,
            addresses: 1, type: NetworkInterface.Member, instanceId: "i-bp1web01");

        site.AddBandwidth("2:1", "web01b1", 100, InternetBandwidth.PayByTraffic);
        site.AddBandwidth("2:2", "web01b2", 5, InternetBandwidth.PayByBandwidth);
        site.AddBandwidth("21::/80", "web01b3", 20, InternetBandwidth.PayByTraffic);
        site.AddBandwidth("9:1", "attach01", 10, InternetBandwidth.PayByTraffic);
        site.AddBandwidth("b:1", "service01", 50, InternetBandwidth.PayByBandwidth);
        site.AddUnassociated("f0:1", "left over");
        site.AddBandwidth("f0:1", "left01", 10, InternetBandwidth.PayByBandwidth);
        site.AddUnassociated("f0:2", "kept for later");
    }

    private static void FillBeijing(Region region)
    {
        var site = new Site(region, "2ze", "cn-beijing-k", "2001:db8:2345:2b");
        site.AddInstance("i-2zedb01", Instance.Running);

        site.Add("db01a", "db-01 primary", NetworkInterface.InUse, addresses: 2, type: NetworkInterface.Primary, instanceId: "i-2zedb01");
        site.Add("db01b", "db-01 data", NetworkInterface.InUse, addresses: 12, prefixes: 2, instanceId: "i-2zedb01");

        site.AddBandwidth("1:1", "db01a1", 200, InternetBandwidth.PayByBandwidth, InternetBandwidth.PrePaid);
        site.AddUnassociated("f0:1", "left over");
        site.AddBandwidth("f0:1", "left01", 2, InternetBandwidth.PayByTraffic);
    }

    private static void FillZhangjiakou(Region region)
    {
        var site = new Site(region, "8vb", "cn-zhangjiakou-a", "2001:db8:3456:3c");

        site.Add("spare01", "spare, in a region without prefixes", NetworkInterface.Available, addresses: 2);
    }

    /// <summary>A vSwitch of a region, which numbers its ENIs in turn.</summary>
    private sealed class Site
    {
        private readonly Region _region;
        private readonly string _idPrefix;
        private readonly VSwitch _vSwitch;
        private readonly string _ipv6Block;
        private int _count;

        public Site(Region region, string idPrefix, string zoneId, string ipv6Block)
        {
            _region = region;
            _idPrefix = idPrefix;
            _ipv6Block = ipv6Block;
            _vSwitch = new VSwitch(
                $"vsw-{idPrefix}main",
                $"vpc-{idPrefix}main",
                zoneId,
                Ipv6Prefix.Parse($"{ipv6Block}00::/64"),
                Ipv6Prefix.Parse($"{ipv6Block}01::/64"));
            region.Add(_vSwitch);
            region.Add(new VSwitch($"vsw-{idPrefix}ipv4only", _vSwitch.VpcId, zoneId, null, null));
            region.Ipv6.AddGateway(_vSwitch.VpcId, $"ipv6gw-{idPrefix}main");
        }

        /// <summary>Buys Internet bandwidth for an address or prefix, named by the text after its block.</summary>
        public void AddBandwidth(
            string item, string id, int mbps, string chargeType, string instanceChargeType = InternetBandwidth.PostPaid) =>
            _region.Ipv6.SetBandwidth(
                ItemOf(item), new InternetBandwidth($"ipv6bw-{_idPrefix}{id}", mbps, chargeType, instanceChargeType));

        public void AddUnassociated(string item, string name) => _region.Ipv6.Add(
            new UnassociatedAddress(ItemOf(item), _vSwitch.Id) { Name = name, AllocationTime = CreationTime });

        // Addresses are from block 00, prefixes from block 01.
        private Ipv6Item ItemOf(string rest) => rest.IndexOf('/') >= 0
            ? new Ipv6Item(Ipv6Prefix.Parse($"{_ipv6Block}01:{rest}"))
            : new Ipv6Item(Ipv6Address.Parse($"{_ipv6Block}00::{rest}"));

        public void AddInstance(string id, string status) => _region.Add(
            new Instance { Id = id, Status = status, VpcId = _vSwitch.VpcId, ZoneId = _vSwitch.ZoneId });

        public void Add(
            string id, string name, string status, int addresses = 0, int prefixes = 0,
            string type = NetworkInterface.Secondary, string instanceId = "", bool serviceManaged = false)
        {
            var number = ++_count;
            _region.Add(new NetworkInterface
            {
                Id = $"eni-{_idPrefix}{id}",
                Name = name,
                Status = status,
                Type = type,
                InstanceId = instanceId,
                ServiceManaged = serviceManaged,
                VSwitchId = _vSwitch.Id,
                SecurityGroupIds = instanceId.Length > 0 ? [$"sg-{_idPrefix}main", $"sg-{_idPrefix}{TierOf(id)}"] : [$"sg-{_idPrefix}main"],
                PrivateIpAddress = $"192.168.0.{number.ToString(CultureInfo.InvariantCulture)}",
                SecondaryPrivateIpAddresses = prefixes > 0 ? [$"192.168.1.{number.ToString(CultureInfo.InvariantCulture)}"] : [],
                ResourceGroupId = instanceId.Length > 0 ? $"rg-{_idPrefix}{TierOf(id)}" : "",
                Tags = instanceId.Length > 0 ? [new("env", "prod"), new("tier", TierOf(id))] : [new("env", "test")],
                MacAddress = $"00:16:3e:00:00:{number:x2}",
                CreationTime = CreationTime,
                Items =
                [
                    .. Enumerable.Range(1, addresses).Select(i => new Ipv6Item(Ipv6Address.Parse($"{_ipv6Block}00::{number:x}:{i:x}"))),
                    .. Enumerable.Range(1, prefixes)
                        .Select(i => new Ipv6Item(Ipv6Prefix.Parse($"{_ipv6Block}01:{(number * 16) + i:x}::/80"))),
                ],
            });
        }

        // The letters at the beginning of its id: web, db.
        private static string TierOf(string id) => new([.. id.TakeWhile(char.IsLetter)]);
    }
}
