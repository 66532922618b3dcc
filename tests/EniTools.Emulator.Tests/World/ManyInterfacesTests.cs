namespace EniTools.Emulator.Tests.World;

/// <summary>A world of any size, the same every time.</summary>
public sealed class ManyInterfacesTests
{
    [Fact]
    public async Task ENIs_by_the_number_are_listed_changed_and_there_again_after_a_reset()
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 70_000, AddressesPerInterface = 3 });
        using var client = new TestClient(emulator);
        var before = emulator.ItemsOf("eni-bulk070000");

        var page = await client.CallAsync(
            "DescribeNetworkInterfaces", "RegionId=cn-hangzhou&VSwitchId=vsw-bulk&PageNumber=700&PageSize=100");
        var removal = await client.CallAsync(
            "UnassignIpv6Addresses", $"RegionId=cn-hangzhou&NetworkInterfaceId=eni-bulk070000&Ipv6Address.1={before[1]}");

        Assert.Equal(70_000, page.Json.GetProperty("TotalCount").GetInt32());
        Assert.Equal(
            "eni-bulk070000",
            page.Json.GetProperty("NetworkInterfaceSets").GetProperty("NetworkInterfaceSet")[99].GetProperty("NetworkInterfaceId")
                .GetString());
        Assert.Equal(200, removal.Status);
        Assert.Equal([before[0], before[2]], emulator.ItemsOf("eni-bulk070000"));
        emulator.Reset();
        Assert.Equal(before, emulator.ItemsOf("eni-bulk070000"));
    }

    /// <summary>What is taken off can be put back: an ENI never has more than the rules allow it.</summary>
    [Theory]
    [InlineData(10, "Available", "")]
    [InlineData(11, "InUse", "i-bulk000002")]
    [InlineData(30, "InUse", "i-bulk000002")]
    public async Task A_made_ENI_keeps_the_rules(int addresses, string status, string instanceId)
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 10, AddressesPerInterface = addresses });
        using var client = new TestClient(emulator);
        const string networkInterface = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bulk000010";
        var address = emulator.ItemsOf("eni-bulk000010")[^1];

        var removal = await client.CallAsync("UnassignIpv6Addresses", $"{networkInterface}&Ipv6Address.1={address}");
        var addition = await client.CallAsync("AssignIpv6Addresses", $"{networkInterface}&Ipv6Address.1={address}");
        var shown = (await client.CallAsync("DescribeNetworkInterfaceAttribute", networkInterface)).Json;

        Assert.Equal((null, null), (removal.Code, addition.Code));
        Assert.Equal((status, instanceId), (shown.GetProperty("Status").GetString(), shown.GetProperty("InstanceId").GetString()));
    }

    [Fact]
    public void More_addresses_than_any_type_allows_are_refused() =>
        Assert.Throws<ArgumentException>(() => EniEmulator.Start(new EniEmulatorOptions { AddressesPerInterface = 31 }));
}
