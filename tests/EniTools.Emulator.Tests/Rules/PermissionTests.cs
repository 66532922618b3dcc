namespace EniTools.Emulator.Tests.Rules;

/// <summary>A key whose policy names one ENI changes nothing else; and the pages of the family spell two codes in their own ways.</summary>
public sealed class PermissionTests
{
    private const string Spare = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1spare01";
    private const string Other = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b";

    [Theory]
    [InlineData("OneInterface", "UnassignIpv6Addresses", $"{Other}&Ipv6Address.1=2001:db8:1234:1a00::2:1", "Forbbiden.SubUser")]
    [InlineData("OneInterface", "AssignIpv6Addresses", $"{Other}&Ipv6AddressCount=1", "Forbbiden.SubUser")]
    [InlineData("OneInterface", "DetachNetworkInterface", $"{Other}&InstanceId=i-bp1web01", "Forbidden.SubUser")]
    [InlineData("OneInterface", "DeleteNetworkInterface", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1empty01", "Forbidden.SubUser")]
    [InlineData(
        "OneInterface",
        "CreateNetworkInterface",
        "RegionId=cn-hangzhou&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main",
        "Forbidden.SubUser")]
    [InlineData("OneInterface", "StopInstance", "InstanceId=i-bp1web01", "Forbidden.SubUser")]
    [InlineData("OneInterface", "AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=1", null)]
    [InlineData("OneInterface", "DeleteNetworkInterface", Spare, null)]
    [InlineData("WithoutRam", "AssignIpv6Addresses", $"{Spare}&Ipv6AddressCount=1", "Forbedden.NotSupportRAM")]
    [InlineData("WithoutRam", "DeleteNetworkInterface", Spare, "Forbidden.NotSupportRAM")]
    public async Task A_key_may_do_what_its_policy_says(string key, string action, string request, string? code)
    {
        using var emulator = EniEmulator.Start();
        var before = emulator.State();
        using var client = new TestClient(emulator) { AccessKeyId = $"EniEmulator{key}KeyId" };

        Assert.Equal(code, (await client.CallAsync(action, request)).Code);
        Assert.Equal(code is null, before != emulator.State());
    }
}
