using EniTools.Api.Calls;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Finding;

/// <summary>Addresses with bandwidth are found in few calls, however many there are and however many are wanted.</summary>
public sealed class PublicAddressesTests : IDisposable
{
    private const string Region = EniEmulator.DefaultRegionId;

    private readonly EniEmulator _emulator = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 40 });
    private readonly HttpTransport _transport = new("tests");
    private readonly ApiClient _client;

    public PublicAddressesTests() => _client = new ApiClient(
        _emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport);

    [Theory]
    // Nine pages. One that is on the first, one that is not, all, and some that have none.
    [InlineData(1, 1, 0, 1)]
    [InlineData(395, 1, 0, 2)]
    [InlineData(1, 400, 0, 18)]
    [InlineData(301, 30, 0, 13)]
    [InlineData(1, 0, 3, 6)]
    public async Task Each_is_found_or_not_in_no_more_calls_than_twice_the_better_way(int first, int count, int without, int calls)
    {
        await BuyForAllAsync();
        var search = new PublicAddresses(_client, Region);
        var before = CallCount();

        var found = new List<VpcIpv6Address?>();
        foreach (var number in Enumerable.Range(first, count))
            found.Add(await search.FindAsync(Bulk(number - 1), TestContext.Current.CancellationToken));
        var others = new List<VpcIpv6Address?>();
        foreach (var number in Enumerable.Range(1, without))
            others.Add(await search.FindAsync(Item($"2001:db8:1234:1a00::4:{number:x}"), TestContext.Current.CancellationToken));

        Assert.Equal(Enumerable.Range(first, count).Select(number => Bulk(number - 1)), found.Select(address => address!.Item));
        Assert.All(found, address => Assert.NotNull(address!.Bandwidth));
        Assert.All(others, address => Assert.Null(address?.Bandwidth));
        Assert.InRange(CallCount() - before, 1, calls);
    }

    [Fact]
    public async Task Many_who_ask_at_a_time_share_what_is_read()
    {
        var search = new PublicAddresses(_client, Region);
        var before = CallCount();

        var found = await Task.WhenAll(Enumerable.Range(1, 20).Select(
            number => search.FindAsync(Item($"2001:db8:1234:1a00::2:{number % 2 + 1:x}"), TestContext.Current.CancellationToken)));

        Assert.Equal(1, CallCount() - before);
        Assert.All(found, Assert.NotNull);
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _transport.Dispose();
    }

    // The order of pages is that of the addresses.
    private static Ipv6Item Bulk(int index) => Item($"2001:db8:1234:1aa0::{(index / 10) + 1:x}:{(index % 10) + 1:x}");

    private static Ipv6Item Item(string text) => new(Ipv6Address.Parse(text));

    private int CallCount() => _emulator.Requests.Count(request => request.Action == "DescribeIpv6Addresses");

    private async Task BuyForAllAsync()
    {
        for (var number = 1; number <= 8; number++)
        {
            var page = await _client.SendAsync(
                DescribeIpv6Addresses.Call(Region, new Ipv6AddressFilter { VpcId = "vpc-bulk" }, number),
                TestContext.Current.CancellationToken);
            foreach (var address in page.Addresses)
            {
                await _client.SendAsync(
                    AllocateIpv6InternetBandwidth.Call(
                        Region, address.Ipv6AddressId, address.Ipv6GatewayId, 1, "PayByTraffic", address.Ipv6AddressId),
                    TestContext.Current.CancellationToken);
            }
        }
    }
}
