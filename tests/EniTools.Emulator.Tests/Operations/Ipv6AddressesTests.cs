using System.Text.Json;

namespace EniTools.Emulator.Tests.Operations;

/// <summary>The addresses of a region as VPC shows them: by filters and by pages.</summary>
public sealed class Ipv6AddressesTests : IDisposable
{
    private const string Vpc = "2016-04-28";
    private const string Block = "2001:db8:1234:1a00::";

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public Ipv6AddressesTests() => _client = new TestClient(_emulator) { Version = Vpc };

    [Theory]
    [InlineData("NetworkType=Public", "2:1 2:2 9:1 b:1 f0:1")]
    [InlineData("NetworkType=Public&VSwitchId=vsw-bp1main&VpcId=vpc-bp1main", "2:1 2:2 9:1 b:1 f0:1")]
    [InlineData("VSwitchId=vsw-bp1ipv4only", "")]
    [InlineData("VpcId=vpc-nosuch", "")]
    [InlineData("Ipv6Address=2001:db8:1234:1a00:0:0:2:1", "2:1")]
    [InlineData("Ipv6Address=2001:db8:1234:1a00::dead", "")]
    [InlineData("AssociatedInstanceType=EcsInstance", "1:1 1:2 3:1 3:2 5:1 5:2")]
    [InlineData("AssociatedInstanceId=i-bp1web01", "1:1 1:2")]
    [InlineData("AssociatedInstanceType=NetworkInterface&AssociatedInstanceId=eni-bp1spare01", "7:1 7:2 7:3")]
    [InlineData("Name=left over", "f0:1")]
    [InlineData("Ipv6InternetBandwidthId=ipv6bw-bp1left01", "f0:1")]
    [InlineData("ServiceManaged=true", "b:1")]
    [InlineData("NetworkType=Public&ServiceManaged=false", "2:1 2:2 9:1 f0:1")]
    [InlineData("Tag.1.Key=env", "")]
    [InlineData("ResourceGroupId=rg-nosuch", "")]
    public async Task Addresses_are_shown_that_fit_every_filter(string filter, string shown) => Assert.Equal(
        shown.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(end => Block + end),
        (await AddressesOf($"{filter}&PageSize=50")).Select(address => Text(address, "Ipv6Address")));

    [Fact]
    public async Task Prefixes_are_shown_only_when_they_are_asked_for()
    {
        var prefixes = await AddressesOf("AddressType=IPv6Prefix");

        Assert.Equal(
            ["2001:db8:1234:1a01:21::/80", "2001:db8:1234:1a01:22::/80", "2001:db8:1234:1a01:23::/80", "2001:db8:1234:1a01:71::/80"],
            prefixes.Select(prefix => Text(prefix, "Ipv6Address")));
        Assert.All(prefixes, prefix => Assert.Equal("IPv6Prefix", Text(prefix, "AddressType")));
        Assert.All(await AddressesOf("PageSize=50"), address => Assert.Equal("IPv6Address", Text(address, "AddressType")));
        Assert.Equal(["Public", "Private", "Private", "Private"], prefixes.Select(prefix => Text(prefix, "NetworkType")));
    }

    [Fact]
    public async Task An_address_tells_what_it_is_on_and_what_it_costs()
    {
        var address = Assert.Single(await AddressesOf($"Ipv6Address={Block}2:2"));
        var free = Assert.Single(await AddressesOf($"Ipv6Address={Block}f0:2"));

        Assert.Equal(
            ("NetworkInterface", "eni-bp1web01b", "ipv6gw-bp1main", "Public", "Available"),
            (
                Text(address, "AssociatedInstanceType"), Text(address, "AssociatedInstanceId"), Text(address, "Ipv6GatewayId"),
                Text(address, "NetworkType"), Text(address, "Status")));
        var bandwidth = address.GetProperty("Ipv6InternetBandwidth");
        Assert.Equal(
            ("ipv6bw-bp1web01b2", 5, "PayByBandwidth", "PostPaid"),
            (
                Text(bandwidth, "Ipv6InternetBandwidthId"), bandwidth.GetProperty("Bandwidth").GetInt32(),
                Text(bandwidth, "InternetChargeType"), Text(bandwidth, "InstanceChargeType")));
        Assert.Equal(5, address.GetProperty("RealBandwidth").GetInt32());
        Assert.Equal(("", "Private", false), (
            Text(free, "AssociatedInstanceId"), Text(free, "NetworkType"), free.TryGetProperty("Ipv6InternetBandwidth", out _)));
        Assert.Equal("Pending", Text(Assert.Single(await AddressesOf($"Ipv6Address={Block}9:1")), "Status"));
    }

    [Fact]
    public async Task Up_to_20_ids_are_looked_up_and_unknown_ones_are_left_out()
    {
        var ids = (await AddressesOf("PageSize=50")).Select(address => Text(address, "Ipv6AddressId")).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        var twenty = await AddressesOf($"Ipv6AddressId={string.Join(',', ids.Take(19).Append("ipv6-nosuch"))}&PageSize=50");
        Assert.Equal(ids.Take(19), twenty.Select(address => Text(address, "Ipv6AddressId")));
        Assert.Equal("InvalidParameter", (await Ask($"Ipv6AddressId={string.Join(',', ids.Take(21))}")).Code);
    }

    [Fact]
    public async Task Pages_hold_10_unless_another_number_up_to_50_is_asked_for()
    {
        var all = (await AddressesOf("PageSize=50")).Select(address => Text(address, "Ipv6Address")).ToList();

        var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => Ask($"PageNumber={number}&PageSize=12")));

        Assert.All(answers, answer => Assert.Equal(all.Count, answer.Json.GetProperty("TotalCount").GetInt32()));
        Assert.Equal(all, answers.SelectMany(Listed).Select(address => Text(address, "Ipv6Address")));
        Assert.Equal(10, (await AddressesOf("")).Count);
    }

    [Theory]
    [InlineData("PageSize=51")]
    [InlineData("PageSize=0")]
    [InlineData("PageNumber=0")]
    [InlineData("AddressType=IPv4Address")]
    [InlineData("NetworkType=public")]
    [InlineData("AssociatedInstanceType=Eni")]
    [InlineData("Ipv6Address=here")]
    public async Task What_is_out_of_its_range_is_refused(string filter) => Assert.Equal("InvalidParameter", (await Ask(filter)).Code);

    /// <summary>What has bandwidth is found at once, also among very many.</summary>
    [Fact]
    public async Task A_call_for_a_few_of_a_million_addresses_is_answered()
    {
        using var large = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 100_000 });
        using var client = new TestClient(large) { Version = Vpc };

        var answer = await client.CallAsync("DescribeIpv6Addresses", "RegionId=cn-hangzhou&NetworkType=Public");

        Assert.Equal(5, answer.Json.GetProperty("TotalCount").GetInt32());
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    private async Task<List<JsonElement>> AddressesOf(string filter) => [.. Listed(await Ask(filter))];

    private Task<TestAnswer> Ask(string filter) => _client.CallAsync("DescribeIpv6Addresses", "RegionId=cn-hangzhou&" + filter);

    private static IEnumerable<JsonElement> Listed(TestAnswer answer) =>
        answer.Json.GetProperty("Ipv6Addresses").GetProperty("Ipv6Address").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
