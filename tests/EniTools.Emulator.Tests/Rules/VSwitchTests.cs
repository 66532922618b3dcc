namespace EniTools.Emulator.Tests.Rules;

/// <summary>A vSwitch with small blocks, the one for prefixes a part of the other: what it gives, and when it has no more.</summary>
public sealed class VSwitchTests : IDisposable
{
    private const string World = """
        {"Regions":[{"RegionId":"cn-a","SupportsPrefixes":true,
        "VSwitches":[
        {"VSwitchId":"vsw-a","VpcId":"vpc-a","ZoneId":"cn-a-a","Ipv6Block":"2001:db8::/64","PrefixBlock":"2001:db8:0:0:8000::/78"},
        {"VSwitchId":"vsw-tiny","VpcId":"vpc-a","ZoneId":"cn-a-a","Ipv6Block":"2001:db8:0:1::8/125"}],
        "Instances":[{"InstanceId":"i-a","Status":"Running","VpcId":"vpc-a","ZoneId":"cn-a-a","MaxNetworkInterfaces":2,"MaxIpv6PerInterface":3}],
        "NetworkInterfaces":[
        {"NetworkInterfaceId":"eni-a","Status":"Available","Type":"Secondary","VSwitchId":"vsw-a"},
        {"NetworkInterfaceId":"eni-tiny","Status":"Available","Type":"Secondary","VSwitchId":"vsw-tiny"}]}]}
        """;

    private readonly string _path = Path.GetTempFileName();
    private readonly EniEmulator _emulator;
    private readonly TestClient _client;

    public VSwitchTests()
    {
        File.WriteAllText(_path, World);
        _emulator = EniEmulator.Start(new EniEmulatorOptions { StatePath = _path });
        _client = new TestClient(_emulator);
    }

    [Theory]
    [InlineData("eni-tiny", "Ipv6AddressCount=8", null)]
    [InlineData("eni-tiny", "Ipv6AddressCount=9", "InvalidVSwitchId.IpNotEnough")]
    [InlineData("eni-a", "Ipv6PrefixCount=4", null)]
    [InlineData("eni-a", "Ipv6PrefixCount=5", "InvalidVSwitchId.IpNotEnough")]
    [InlineData("eni-a", "Ipv6Address.1=2001:db8::8004:0:0:1", null)]
    [InlineData("eni-a", "Ipv6Address.1=2001:db8::8000:0:0:1", "InvalidVSwitchId.IpInvalid")]
    public async Task It_gives_what_is_free_in_its_blocks(string eni, string wanted, string? code)
    {
        var answer = await _client.CallAsync("AssignIpv6Addresses", $"RegionId=cn-a&NetworkInterfaceId={eni}&{wanted}");

        Assert.Equal(code, answer.Code);
        Assert.Equal(code is null, _emulator.ItemsOf(eni).Count > 0);
        Assert.All(_emulator.ItemsOf("eni-tiny"), item => Assert.Matches("^2001:db8:0:1::[89a-f]$", item));
        Assert.All(
            _emulator.ItemsOf("eni-a").Where(item => item.EndsWith("/80", StringComparison.Ordinal)),
            item => Assert.Matches("^2001:db8:0:0:800[0-3]::/80$", item));
    }

    [Fact]
    public async Task An_ENI_with_more_than_an_instance_takes_is_not_attached()
    {
        await _client.CallAsync("AssignIpv6Addresses", "RegionId=cn-a&NetworkInterfaceId=eni-a&Ipv6AddressCount=4");

        var answer = await _client.CallAsync("AttachNetworkInterface", "RegionId=cn-a&NetworkInterfaceId=eni-a&InstanceId=i-a");

        Assert.Equal((403, "InvalidOperation.Ipv6CountExceeded"), (answer.Status, answer.Code));
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
        File.Delete(_path);
    }
}
