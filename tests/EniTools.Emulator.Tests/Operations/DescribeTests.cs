using System.Text.Json;

namespace EniTools.Emulator.Tests.Operations;

/// <summary>Lists of ENIs: by filters, and page by page.</summary>
public sealed class DescribeTests : IDisposable
{
    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public DescribeTests() => _client = new TestClient(_emulator);

    [Theory]
    [InlineData("InstanceId=i-bp1web02", "eni-bp1web02a,eni-bp1web02b")]
    [InlineData("Type=Primary", "eni-bp1web01a,eni-bp1web02a,eni-bp1web03a")]
    [InlineData("Status=Available", "eni-bp1spare01,eni-bp1empty01")]
    [InlineData("ServiceManaged=true", "eni-bp1service01")]
    [InlineData("NetworkInterfaceName=spare", "eni-bp1spare01")]
    [InlineData("Ipv6Address.1=2001:DB8:1234:1A00:0:0:2:5&Ipv6Address.2=2001:db8:1234:1a00::3:1", "eni-bp1web01b,eni-bp1web02a")]
    [InlineData("NetworkInterfaceId.1=eni-bp1web01b&NetworkInterfaceId.2=eni-bp1nosuch", "eni-bp1web01b")]
    [InlineData("NetworkInterfaceId.1=eni-bp1web01b&Status=Available", "")]
    [InlineData("VpcId=vpc-nosuch", "")]
    public async Task Filters_go_together(string filter, string enis)
    {
        Assert.Equal(enis, string.Join(',', Ids(await Describe($"{filter}&MaxResults=500"))));
    }

    [Fact]
    public async Task An_ENI_is_shown_with_what_clients_look_at()
    {
        var shown = (await Describe("NetworkInterfaceId.1=eni-bp1web01b")).GetProperty("NetworkInterfaceSets")
            .GetProperty("NetworkInterfaceSet")[0];

        Assert.Equal("1000000000000001", shown.GetProperty("OwnerId").GetString());
        Assert.Equal("Standard", shown.GetProperty("NetworkInterfaceTrafficMode").GetString());
        Assert.Equal(0, shown.GetProperty("Ipv4PrefixSets").GetProperty("Ipv4PrefixSet").GetArrayLength());
        Assert.Equal(5, shown.GetProperty("Ipv6Sets").GetProperty("Ipv6Set").GetArrayLength());
        Assert.Equal(3, shown.GetProperty("Ipv6PrefixSets").GetProperty("Ipv6PrefixSet").GetArrayLength());
        Assert.All(
            shown.GetProperty("Ipv6Sets").GetProperty("Ipv6Set").EnumerateArray(),
            item => Assert.False(item.GetProperty("Primary").GetBoolean()));
        Assert.Equal(0, shown.GetProperty("QueuePairNumber").GetInt32());
        Assert.Equal(0, shown.GetProperty("ServiceID").GetInt32());
        Assert.Equal("i-bp1web01", shown.GetProperty("Attachment").GetProperty("InstanceId").GetString());
        Assert.False(shown.GetProperty("Attachment").TryGetProperty("NetworkCardIndex", out _));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    public async Task Pages_by_token_hold_every_ENI_once(int maxResults, int pageSize)
    {
        for (var i = 0; i < 20; i++)
            await _client.CallAsync("CreateNetworkInterface", "RegionId=cn-hangzhou&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main");
        var ids = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = await Describe($"MaxResults={maxResults}&NextToken={token}");
            Assert.InRange(Ids(page).Count, 1, pageSize);
            ids.AddRange(Ids(page));
            token = page.GetProperty("NextToken").GetString() is { Length: > 0 } next ? next : null;
        }

        Assert.Equal(13 + 20, ids.Distinct().Count());
        Assert.Equal(13 + 20, ids.Count);
    }

    [Fact]
    public async Task Pages_by_number_say_how_many_there_are()
    {
        var second = await Describe("PageNumber=2&PageSize=5");

        Assert.Equal(13, second.GetProperty("TotalCount").GetInt32());
        Assert.Equal(["eni-bp1web03b", "eni-bp1spare01", "eni-bp1empty01", "eni-bp1attach01", "eni-bp1detach01"], Ids(second));
        Assert.Empty(Ids(await Describe("PageNumber=2147483647&PageSize=100")));
    }

    [Theory]
    [InlineData("NextToken=made-up", "InvalidParameter")]
    [InlineData("NextToken=ZW5pOi0x", "InvalidParameter")]
    [InlineData("MaxResults=ten", "InvalidParameter")]
    [InlineData("Ipv6Address.1=nothing", "InvalidIp.Address")]
    public async Task What_cannot_be_read_is_refused(string request, string code) =>
        Assert.Equal(code, (await _client.CallAsync("DescribeNetworkInterfaces", $"RegionId=cn-hangzhou&{request}")).Code);

    [Fact]
    public async Task Regions_that_are_for_others_are_not_shown()
    {
        var regions = (await _client.CallAsync("DescribeRegions", "")).Json.GetProperty("Regions").GetProperty("Region").EnumerateArray()
            .Select(region => region.GetProperty("RegionId").GetString());

        Assert.Contains("cn-hangzhou", regions);
        Assert.DoesNotContain("cn-hangzhou-finance", regions);
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    private async Task<JsonElement> Describe(string request)
    {
        var answer = await _client.CallAsync("DescribeNetworkInterfaces", $"RegionId=cn-hangzhou&{request}");
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json;
    }

    private static List<string> Ids(JsonElement page) =>
        [
            .. page.GetProperty("NetworkInterfaceSets").GetProperty("NetworkInterfaceSet").EnumerateArray()
                .Select(item => item.GetProperty("NetworkInterfaceId").GetString()!)];
}
