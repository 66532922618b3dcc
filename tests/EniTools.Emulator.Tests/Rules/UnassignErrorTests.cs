namespace EniTools.Emulator.Tests.Rules;

/// <summary>Every code of the operation's error table comes from a request and a world that deserve it, and changes nothing.</summary>
public sealed class UnassignErrorTests
{
    private const string Address = "RegionId=cn-hangzhou&Ipv6Address.1=2001:db8:1234:1a00::7:1&NetworkInterfaceId=eni-bp1spare01";
    private const string Eni = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b";
    private const string Strict = "Ipv6Prefix.1=2001:db8:1234:1a01:21::/80";

    /// <summary>The request, the key id's ending, and the status, code and message of the refusal.</summary>
    public static TheoryData<string, string, int, string, string> Refusals => new()
    {
        // The request.
        {
            $"{Address}&PrivateIpAddress.1=192.168.0.1", "", 400, "UnsupportedParameter",
            "The parameter \"PrivateIpAddress\" is not supported."
        },
        { $"{Eni}&{ManyAddresses(11)}", "", 400, "InvalidParameter", "The specified parameter \"Ipv6Address\" is not valid." },
        { $"{Address}&InstanceId=web01", "", 400, "InvalidInstanceID.Malformed", "The specified parameter \"InstanceId\" is not valid." },
        {
            "RegionId=cn-hangzhou&Ipv6Address.1=2001:db8::1", "", 400, "MissingParameter",
            "The input parameter \"NetworkInterfaceId\" that is mandatory for processing this request is not supplied."
        },
        {
            "NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8::1", "", 400, "MissingParameter",
            "The input parameter \"RegionId\" that is mandatory for processing this request is not supplied."
        },
        { Eni, "", 403, "MissingParameter", "These parameters Ipv6Address, Ipv6Prefix cannot be both empty." },
        {
            $"{Eni}&Ipv6Address=::1&Ipv6Address.0=::1&Ipv6Address.99999999999=::1&Ipv6Address.1=", "", 403, "MissingParameter",
            "These parameters Ipv6Address, Ipv6Prefix cannot be both empty."
        },
        {
            $"{Eni}&{Strict}&Ipv6Address.1=2001:db8:1234:1a00::2:1", "", 400, "InvalidParameter.Conflict",
            "The specified parameters Ipv6Address and Ipv6Prefix conflict with each other."
        },
        { $"{Eni}&Ipv6Address.1=192.0.2.1", "", 403, "InvalidIp.Address", "The specified ipAddress \"192.0.2.1\" is not valid." },
        {
            $"{Eni}&Ipv6Address.1=2001:db8:1234:1a00::2:1&Ipv6Address.2=2001:DB8:1234:1A00:0:0:2:1", "", 403, "InvalidIp.IpRepeated",
            "The specified ipAddress \"2001:db8:1234:1a00::2:1\" is(are) repeated."
        },
        { $"{Eni}&Ipv6Prefix.1=2001:db8::", "", 403, "InvalidIp.IpPrefixIllegal", "The ip prefixes 2001:db8:: is/are illegal." },
        {
            $"{Eni}&Ipv6Prefix.1=2001:db8:1234:1a01::/64", "", 403, "InvalidIp.IpPrefixMaskInvalid",
            "The ip prefixes mask 64 is illegal which must be between 80 and 80."
        },
        {
            $"{Eni}&{Strict}&Ipv6Prefix.2=2001:db8:1234:1a01::/64", "", 403, "InvalidIp.IpPrefixMaskNotSame",
            "The ip prefixes 2001:db8:1234:1a01:21::/80,2001:db8:1234:1a01::/64 are illegal which mask must be same."
        },
        {
            $"{Eni}&Ipv6Prefix.1=2001:db8:1234:1a01:21::1/80", "", 403, "InvalidIp.IpPrefixNotStrict",
            "The ip prefix must be strict cidr format."
        },

        // The world.
        {
            "RegionId=cn-nowhere&NetworkInterfaceId=eni-a1&Ipv6Address.1=::1", "", 404, "InvalidRegionId.NotFound",
            "The specified RegionId does not exist."
        },
        {
            "RegionId=cn-hangzhou-finance&NetworkInterfaceId=eni-a1&Ipv6Address.1=::1", "", 403, "Forbidden.RegionId",
            "The service is not available in the current region."
        },
        {
            $"RegionId=cn-zhangjiakou&NetworkInterfaceId=eni-8vbspare01&{Strict}", "", 500, "InvalidOperation.RegionNotSupportIpPrefix",
            "The current region does not support ip prefix."
        },
        {
            "RegionId=cn-hangzhou&NetworkInterfaceId=eni-nosuch&Ipv6Address.1=::1", "", 404, "InvalidEniId.NotFound",
            "The specified EniId \"eni-nosuch\" is not found."
        },
        {
            "RegionId=cn-beijing&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1", "", 404, "InvalidEniId.NotFound",
            "The specified EniId \"eni-bp1web01b\" is not found."
        },
        {
            "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1service01&Ipv6Address.1=2001:db8:1234:1a00::b:1", "", 403,
            "InvalidOperation.EniServiceManaged", "The operation is not allowed on an ENI that is managed by a cloud service."
        },
        {
            "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1member01&Ipv6Address.1=2001:db8:1234:1a00::d:1", "", 403,
            "InvalidOperation.InvalidEniType", "The operation is not allowed on an ENI of the type \"Member\"."
        },
        {
            "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1detach01&Ipv6Address.1=2001:db8:1234:1a00::a:1", "", 400,
            "InvalidOperation.InvalidEniState",
            "The operation is not allowed in the current ENI state. Expecting status is \"Available/InUse\" while current status is "
                + "\"Detaching\"."
        },
        {
            "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web03a&Ipv6Address.1=2001:db8:1234:1a00::5:1", "", 400,
            "InvalidOperation.InvalidEcsState",
            "The operation is not allowed in the current ECS state. Expecting status is \"Running/Stopped\" while current status is "
                + "\"Starting\"."
        },
        {
            $"{Eni}&Ipv6Address.1=2001:db8:1234:1a00::2:1&Ipv6Address.2=2001:db8::dead", "", 403, "InvalidIp.IpUnassigned",
            "The specified IP \"2001:db8::dead\" is not assigned on this ENI."
        },

        // Whoever asks.
        { Address, "OtherUserType", 403, "InvalidUserType.NotSupported", "The user type does not support this operation." },
        { Address, "ClosedAccount", 403, "Abs.InvalidAccount.NotFound", "The account is not found or the AccessKey is expired." },
        { Address, "OverdueAccount", 400, "InsufficientBalance", "Your account does not have enough balance." },
        { Address, "WithoutRam", 403, "Forbedden.NotSupportRAM", "RAM users do not have the permission to perform this operation." },
        {
            Address, "ReadOnly", 403, "Forbidden.RAM",
            "User not authorized to operate on the specified resource, or this API doesn't support RAM."
        },
        {
            $"{Eni}&Ipv6Address.1=2001:db8:1234:1a00::2:1", "OneInterface", 403, "Forbbiden.SubUser",
            "The specified RAM user has no access to the resource."
        },
        { Address, "Disabled", 400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_has_its_status_code_and_message_and_changes_nothing(
        string request, string key, int status, string code, string message)
    {
        using var emulator = EniEmulator.Start();
        var before = emulator.WorldText();
        using var client = new TestClient(emulator) { AccessKeyId = key.Length == 0 ? EniEmulator.AccessKeyId : $"EniEmulator{key}KeyId" };

        var answer = await client.CallAsync("UnassignIpv6Addresses", request);

        Assert.Equal((status, code, message), (answer.Status, answer.Code, answer.Message));
        Assert.Equal(answer.RequestId, answer.Json.GetProperty("RequestId").GetString());
        Assert.Equal(emulator.Endpoint.Authority, answer.Json.GetProperty("HostId").GetString());
        Assert.Contains(code, answer.Json.GetProperty("Recommend").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, emulator.WorldText());
    }

    /// <summary>Requests that break two rules, and the code of the one that is checked first.</summary>
    [Theory]
    [InlineData("RegionId=cn-nowhere&NetworkInterfaceId=eni-nosuch", "OneInterface", "Forbbiden.SubUser")]
    [InlineData("RegionId=cn-nowhere", "", "MissingParameter")]
    [InlineData("RegionId=cn-nowhere&NetworkInterfaceId=eni-nosuch&InstanceId=web01", "", "InvalidRegionId.NotFound")]
    [InlineData("RegionId=cn-hangzhou&NetworkInterfaceId=eni-nosuch", "", "MissingParameter")]
    [InlineData($"{Eni}&{Strict}&Ipv6Address.1=x", "", "InvalidParameter.Conflict")]
    [InlineData($"{Eni}&Ipv6Address.1=::1&Ipv6Address.2=::1&Ipv6Address.3=x", "", "InvalidIp.Address")]
    [InlineData("RegionId=cn-hangzhou&NetworkInterfaceId=eni-nosuch&Ipv6Address.1=::1&Ipv6Address.2=::1", "", "InvalidIp.IpRepeated")]
    [InlineData(
        "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1detach01&Ipv6Address.1=2001:db8::dead", "", "InvalidOperation.InvalidEniState")]
    [InlineData(
        "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web03a&Ipv6Address.1=2001:db8::dead", "", "InvalidOperation.InvalidEcsState")]
    public async Task Of_two_broken_rules_the_first_is_named(string request, string key, string code)
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator) { AccessKeyId = key.Length == 0 ? EniEmulator.AccessKeyId : $"EniEmulator{key}KeyId" };

        Assert.Equal(code, (await client.CallAsync("UnassignIpv6Addresses", request)).Code);
    }

    [Theory]
    [InlineData(Address, "")]
    [InlineData(Address, "OneInterface")]
    [InlineData($"{Eni}&{Strict}", "")]
    [InlineData($"{Eni}&Ipv6Address.3=2001:db8:1234:1a00::2:1&Ipv6Address.7=2001:db8:1234:1a00::2:2&Unknown=1&ClientToken=t", "")]
    [InlineData("RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web02a&Ipv6Address.1=2001:db8:1234:1a00::3:1", "")]
    [InlineData("RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web03b&Ipv6Address.1=2001:db8:1234:1a00::6:1", "")]
    [InlineData("RegionId=cn-zhangjiakou&NetworkInterfaceId=eni-8vbspare01&Ipv6Address.1=2001:db8:3456:3c00::1:1", "")]
    public async Task What_breaks_no_rule_is_done(string request, string key)
    {
        using var emulator = EniEmulator.Start();
        var before = emulator.WorldText();
        using var client = new TestClient(emulator) { AccessKeyId = key.Length == 0 ? EniEmulator.AccessKeyId : $"EniEmulator{key}KeyId" };

        var answer = await client.CallAsync("UnassignIpv6Addresses", request);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["RequestId"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.NotEqual(before, emulator.WorldText());
    }

    /// <summary>terraform sends one. The operation knows none, so nothing is repeated: the address is gone the second time.</summary>
    [Fact]
    public async Task A_client_token_changes_nothing()
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator);
        const string once = $"{Eni}&Ipv6Address.1=2001:db8:1234:1a00::2:1&ClientToken=TF-UnassignIpv6Addresses-1";

        Assert.Equal(200, (await client.CallAsync("UnassignIpv6Addresses", once)).Status);
        Assert.Equal("InvalidIp.IpUnassigned", (await client.CallAsync("UnassignIpv6Addresses", once)).Code);
        Assert.Equal(
            200,
            (await client.CallAsync("UnassignIpv6Addresses", once.Replace("::2:1", "::2:2", StringComparison.Ordinal))).Status);
    }

    private static string ManyAddresses(int count) =>
        string.Join('&', Enumerable.Range(1, count).Select(i => $"Ipv6Address.{i}=2001:db8:1234:1a00::2:{i:x}"));
}
