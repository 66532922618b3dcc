using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Operations.Vpc;

/// <summary>The operations of VPC, against the emulator.</summary>
public sealed class BandwidthOperationTests : IDisposable
{
    private const string Region = EniEmulator.DefaultRegionId;

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly HttpTransport _transport = new("tests");
    private readonly ApiClient _client;

    public BandwidthOperationTests() => _client = new ApiClient(
        _emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport);

    [Fact]
    public async Task An_address_is_shown_with_what_it_is_on_and_its_bandwidth()
    {
        var found = await FindAsync("2001:db8:1234:1a00::2:1");

        Assert.Equal(
            ("Public", "Available", "eni-bp1web01b", "NetworkInterface", "ipv6gw-bp1main", "vpc-bp1main", "vsw-bp1main", false),
            (found.NetworkType, found.Status, found.AssociatedInstanceId, found.AssociatedInstanceType, found.Ipv6GatewayId, found.VpcId,
                found.VSwitchId, found.ServiceManaged));
        Assert.Equal(new Ipv6Bandwidth("ipv6bw-bp1web01b1", 100, "PayByTraffic", "PostPaid", "Normal"), found.Bandwidth);
        Assert.Null((await FindAsync("2001:db8:1234:1a00::2:3")).Bandwidth);
        Assert.True((await FindAsync("2001:db8:1234:1a00::b:1")).ServiceManaged);
        Assert.True((await FindAsync("2001:db8:1234:1a00::f0:2")).IsUnassociated);
    }

    [Fact]
    public async Task Every_filter_reaches_the_service()
    {
        var address = await FindAsync("2001:db8:1234:1a00::f0:1");

        Assert.Equal(
            [address.Ipv6AddressId],
            from page in new[] { await SendAsync(new Ipv6AddressFilter { Ipv6AddressIds = [address.Ipv6AddressId, "ipv6-nosuch"] }) }
            from found in page.Addresses
            select found.Ipv6AddressId);
        Assert.Equal(5, (await SendAsync(new Ipv6AddressFilter { NetworkType = "Public" })).Addresses.Count);
        Assert.Equal(4, (await SendAsync(new Ipv6AddressFilter { Prefixes = true })).Addresses.Count);
        Assert.Empty((await SendAsync(new Ipv6AddressFilter { VSwitchId = "vsw-bp1ipv4only" })).Addresses);
        Assert.Empty((await SendAsync(new Ipv6AddressFilter { VpcId = "vpc-nosuch" })).Addresses);
    }

    [Fact]
    public async Task Pages_go_on_to_the_last()
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 12 });
        var client = new ApiClient(emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport);
        var all = new List<VpcIpv6Address>();
        var pages = 0;

        Ipv6AddressPage page;
        do
        {
            page = await client.SendAsync(
                DescribeIpv6Addresses.Call(Region, new Ipv6AddressFilter { VpcId = "vpc-bulk" }, ++pages),
                TestContext.Current.CancellationToken);
            all.AddRange(page.Addresses);
        }
        while (page.HasMore);

        Assert.Equal((3, 120, 120), (pages, all.Count, all.DistinctBy(address => address.Ipv6AddressId).Count()));
    }

    [Fact]
    public async Task Bandwidth_is_bought_changed_and_ended_and_an_address_on_nothing_is_released()
    {
        var free = await FindAsync("2001:db8:1234:1a00::f0:2");

        await SendAsync(AllocateIpv6InternetBandwidth.Call(Region, free.Ipv6AddressId, free.Ipv6GatewayId, 7, "PayByTraffic", "buy"));
        var bought = (await FindAsync("2001:db8:1234:1a00::f0:2")).Bandwidth!;
        Assert.Equal((7, "PayByTraffic", false), (bought.Mbps, bought.ChargeType, bought.IsSubscription));
        await SendAsync(MoreOperations.ModifyIpv6InternetBandwidth(Region, bought.Id, 8, "change"));
        Assert.Equal(8, (await FindAsync("2001:db8:1234:1a00::f0:2")).Bandwidth!.Mbps);

        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => SendAsync(ReleaseIpv6Address.Call(Region, free.Ipv6AddressId, "too early")));
        Assert.Equal((ErrorKind.Dependency, "DependencyViolation.Ipv6InternetBandwidth"), (refusal.Kind, refusal.Code));

        await SendAsync(DeleteIpv6InternetBandwidth.Call(Region, bought.Id, "end"));
        await SendAsync(ReleaseIpv6Address.Call(Region, free.Ipv6AddressId, "release"));
        var filter = new Ipv6AddressFilter { Item = free.Item };
        Assert.Empty((await SendAsync(filter)).Addresses);
    }

    [Fact]
    public async Task A_refusal_for_want_of_permission_names_the_bandwidth()
    {
        var client = new ApiClient(
            _emulator.Endpoint, new AccessKey("EniEmulatorReadOnlyKeyId", EniEmulator.AccessKeySecret), _transport);

        var refusal = await Assert.ThrowsAsync<ServiceException>(() => client.SendAsync(
            DeleteIpv6InternetBandwidth.Call(Region, "ipv6bw-bp1left01", "token"), TestContext.Current.CancellationToken));

        Assert.Equal(
            ("vpc:DeleteIpv6InternetBandwidth", "acs:vpc:cn-hangzhou:*:ipv6bandwidth/ipv6bw-bp1left01"),
            (refusal.Denial!.Action, refusal.Denial.Resource));
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _transport.Dispose();
    }

    private async Task<VpcIpv6Address> FindAsync(string address) => Assert.Single(
        (await SendAsync(new Ipv6AddressFilter { Item = new Ipv6Item(Ipv6Address.Parse(address)) })).Addresses);

    private Task<Ipv6AddressPage> SendAsync(Ipv6AddressFilter filter) => SendAsync(DescribeIpv6Addresses.Call(Region, filter));

    private Task<T> SendAsync<T>(ApiCall<T> call) => _client.SendAsync(call, TestContext.Current.CancellationToken);
}
