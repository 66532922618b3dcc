namespace EniTools.Emulator.Tests.Operations;

/// <summary>Giving addresses and prefixes to an ENI, and each rule against it.</summary>
public sealed class AssignTests : IDisposable
{
    private const string Spare = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1spare01";

    private readonly EniEmulator _emulator = EniEmulator.Start(new EniEmulatorOptions { Seed = 7 });
    private readonly TestClient _client;

    public AssignTests() => _client = new TestClient(_emulator);

    public static TheoryData<string, int, string> Refusals => new()
    {
        { Spare, 403, "MissingParameter" },
        { $"{Spare}&Ipv6AddressCount=0", 400, "InvalidParameter" },
        { $"{Spare}&Ipv6AddressCount=11", 400, "InvalidParameter" },
        { $"{Spare}&Ipv6AddressCount=x", 400, "InvalidParameter" },
        { $"{Spare}&Ipv6AddressCount=1&Ipv6Address.1=2001:db8:1234:1a00::ff", 400, "InvalidParameter.Conflict" },
        { $"{Spare}&Ipv6AddressCount=1&Ipv6PrefixCount=1", 400, "InvalidParameter.Conflict" },
        { $"{Spare}&Ipv6AddressCount=7", 403, "MaxEniIpv6IpsCountExceeded" },
        { $"{Spare}&Ipv6Address.1=2001:db8:1234:1a00::7:1", 403, "InvalidIp.IpAssigned" },
        { $"{Spare}&Ipv6Address.1=2001:db8:1234:1a00::1:1", 403, "InvalidIp.IpAssigned" },
        { $"{Spare}&Ipv6Address.1=2001:db8:ffff::1", 403, "InvalidVSwitchId.IpInvalid" },
        { $"{Spare}&Ipv6Prefix.1=2001:db8:1234:1a01:1::/64", 403, "InvalidIp.IpPrefixMaskInvalid" },
        { "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1detach01&Ipv6AddressCount=1", 400, "InvalidOperation.InvalidEniState" },
        { "RegionId=cn-zhangjiakou&NetworkInterfaceId=eni-8vbspare01&Ipv6PrefixCount=1", 500, "InvalidOperation.RegionNotSupportIpPrefix" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_has_its_code_and_changes_nothing(string request, int status, string code)
    {
        var before = _emulator.WorldText();

        var answer = await _client.CallAsync("AssignIpv6Addresses", request);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(before, _emulator.WorldText());
    }

    [Theory]
    [InlineData("Ipv6Address.1=2001:db8:1234:1a00::fe&Ipv6Address.2=2001:db8:1234:1a00::ff", "Ipv6Sets", "Ipv6Address", 2)]
    [InlineData("Ipv6AddressCount=6", "Ipv6Sets", "Ipv6Address", 6)]
    [InlineData("Ipv6Prefix.1=2001:db8:1234:1a01:ff::/80", "Ipv6PrefixSets", "Ipv6Prefix", 1)]
    [InlineData("Ipv6PrefixCount=6", "Ipv6PrefixSets", "Ipv6Prefix", 6)]
    public async Task What_is_given_is_named_in_the_answer_is_on_the_ENI_and_can_be_taken_off_again(
        string wanted, string set, string item, int count)
    {
        var before = _emulator.ItemsOf("eni-bp1spare01");

        var answer = await _client.CallAsync("AssignIpv6Addresses", $"{Spare}&{wanted}");

        var given = Texts(answer, set, item);
        Assert.Equal(count, given.Length);
        Assert.Equal(before.Concat(given), _emulator.ItemsOf("eni-bp1spare01"));
        var named = string.Join('&', given.Select((text, index) => $"{item}.{index + 1}={text}"));
        Assert.Equal(200, (await _client.CallAsync("UnassignIpv6Addresses", $"{Spare}&{named}")).Status);
        Assert.Equal(before, _emulator.ItemsOf("eni-bp1spare01"));
    }

    [Theory]
    [InlineData(65, 't', "InvalidParameter")]
    [InlineData(1, 'é', "InvalidParameter")]
    [InlineData(64, 't', null)]
    public async Task A_client_token_is_at_most_64_ASCII_characters(int length, char character, string? code)
    {
        Assert.Equal(
            code,
            (
                await _client.CallAsync(
                    "AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=2&ClientToken={new string(character, length)}")).Code);
    }

    [Fact]
    public async Task The_same_token_is_done_once_and_answered_the_same()
    {
        var first = await _client.CallAsync("AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=2&ClientToken=t");
        var again = await _client.CallAsync("AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=2&ClientToken=t");
        var other = await _client.CallAsync("AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=3&ClientToken=t");

        Assert.Equal(Texts(first, "Ipv6Sets", "Ipv6Address"), Texts(again, "Ipv6Sets", "Ipv6Address"));
        Assert.NotEqual(first.RequestId, again.RequestId);
        Assert.Equal("IdempotentParameterMismatch", other.Code);
        Assert.Equal(4 + 2, _emulator.ItemsOf("eni-bp1spare01").Count);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_addresses()
    {
        using var twin = EniEmulator.Start(new EniEmulatorOptions { Seed = 7 });
        using var client = new TestClient(twin);

        await _client.CallAsync("AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=2");
        await client.CallAsync("AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=2");

        Assert.Equal(_emulator.WorldText(), twin.WorldText());
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    private static string[] Texts(TestAnswer answer, string set, string item) =>
        [.. answer.Json.GetProperty(set).GetProperty(item).EnumerateArray().Select(text => text.GetString()!)];
}
