using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Operations.Ecs;

/// <summary>A page of ENIs is read with whatever of it is missing, and never with an address that was not understood.</summary>
public sealed class DescribeNetworkInterfacesTests
{
    [Fact]
    public async Task An_ENI_is_read_with_all_that_it_has()
    {
        var page = await DescribeAsync("""
            {"NextToken":"AAAA","RequestId":"R","TotalCount":1,"NetworkInterfaceSets":{"NetworkInterfaceSet":[{
              "NetworkInterfaceId":"eni-a1","Status":"InUse","Type":"Secondary","NetworkInterfaceName":"web é","InstanceId":"i-1","VpcId":"vpc-1","VSwitchId":"vsw-1",
              "ZoneId":"cn-hangzhou-h","ServiceManaged":true,"AssociatedPublicIp":{},"PrivateIpSets":{"PrivateIpSet":[{"PrivateIpAddress":"192.168.1.10","Primary":true}]},
              "Ipv6Sets":{"Ipv6Set":[{"Ipv6Address":"2001:DB8::1"},{"Ipv6Address":"2001:db8::2","Primary":true}]},
              "Ipv6PrefixSets":{"Ipv6PrefixSet":[{"Ipv6Prefix":"2001:db8:0:0:1::/80"}]}}]}}
            """);

        var eni = Assert.Single(page.NetworkInterfaces);
        Assert.Equal(("eni-a1", "cn-hangzhou", "InUse", "Secondary"), (eni.NetworkInterfaceId, eni.RegionId, eni.Status, eni.Type));
        Assert.Equal(
            ("web é", "i-1", "vpc-1", "vsw-1", "cn-hangzhou-h", true),
            (eni.NetworkInterfaceName, eni.InstanceId, eni.VpcId, eni.VSwitchId, eni.ZoneId, eni.ServiceManaged));
        Assert.Equal(["2001:db8::1", "2001:db8::2", "2001:db8:0:0:1::/80"], eni.Items.Select(item => item.ToString()));
        Assert.Equal(("AAAA", "R"), (page.NextToken, page.RequestId));
    }

    [Theory]
    [InlineData("""{"RequestId":"R"}""")]
    [InlineData("""{"RequestId":"R","NextToken":"","NetworkInterfaceSets":null}""")]
    [InlineData("""{"RequestId":"R","NextToken":null,"NetworkInterfaceSets":{}}""")]
    [InlineData("""{"RequestId":"R","NetworkInterfaceSets":{"NetworkInterfaceSet":null}}""")]
    [InlineData("""{"RequestId":"R","NetworkInterfaceSets":{"NetworkInterfaceSet":[]}}""")]
    public async Task Any_container_may_be_missing_and_the_last_page_has_no_token(string body)
    {
        var page = await DescribeAsync(body);

        Assert.Empty(page.NetworkInterfaces);
        Assert.Null(page.NextToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","Ipv6Sets":null,"Ipv6PrefixSets":{},"Status":null""")]
    [InlineData(""","Ipv6Sets":{"Ipv6Set":null},"Ipv6PrefixSets":{"Ipv6PrefixSet":[]},"ServiceManaged":false""")]
    [InlineData(""","Ipv6Sets":{"Ipv6Set":[{},{"Ipv6Address":""},{"Ipv6Address":null}]}""")]
    public async Task An_ENI_without_IPv6_has_no_items(string members)
    {
        var page = await DescribeAsync(
            $$$"""{"RequestId":"R","NetworkInterfaceSets":{"NetworkInterfaceSet":[{"NetworkInterfaceId":"eni-a1"{{{members}}}}]}}""");

        var eni = Assert.Single(page.NetworkInterfaces);
        Assert.Empty(eni.Items);
        Assert.Equal("", eni.Status);
        Assert.False(eni.ServiceManaged);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"NetworkInterfaceId":"eni-a1","Ipv6Sets":{"Ipv6Set":[{"Ipv6Address":"192.0.2.1"}]}}""")]
    [InlineData("""{"NetworkInterfaceId":"eni-a1","Ipv6PrefixSets":{"Ipv6PrefixSet":[{"Ipv6Prefix":"2001:db8::1/80"}]}}""")]
    public async Task What_is_not_understood_is_not_passed_over(string eni)
    {
        var failure = await Assert.ThrowsAsync<InvalidAnswerException>(() =>
            DescribeAsync($$$"""{"RequestId":"R","NetworkInterfaceSets":{"NetworkInterfaceSet":[{{{eni}}}]}}"""));

        Assert.Equal("R", failure.RequestId);
    }

    [Fact]
    public async Task A_page_is_asked_for_with_its_region_ids_size_and_token()
    {
        var transport = new Scripted("""{"RequestId":"R"}""");

        await Client(transport).SendAsync(
            DescribeNetworkInterfaces.Call("cn-hangzhou", new NetworkInterfaceFilter { NetworkInterfaceIds = ["eni-a1", "eni-b2"] }, "AA="),
            TestContext.Current.CancellationToken);

        Assert.Equal(
            "?MaxResults=500&NetworkInterfaceId.1=eni-a1&NetworkInterfaceId.2=eni-b2&NextToken=AA%3D&RegionId=cn-hangzhou",
            transport.Query);
    }

    [Fact]
    public async Task Addresses_and_prefixes_are_asked_for_by_their_own_names()
    {
        var transport = new Scripted("""{"RequestId":"R"}""");
        Ipv6Item[] items =
        [
            new(Ipv6Address.Parse("2001:DB8:0::2")), new(Ipv6Prefix.Parse("2001:db8:0:0:1::/80")), new(Ipv6Address.Parse("::1")),
        ];

        await Client(transport).SendAsync(
            UnassignIpv6Addresses.Call("cn-hangzhou", "eni-a1", items), TestContext.Current.CancellationToken);

        Assert.Equal(
            "?Ipv6Address.1=2001%3Adb8%3A%3A2&Ipv6Address.2=%3A%3A1&Ipv6Prefix.1=2001%3Adb8%3A0%3A0%3A1%3A%3A%2F80"
                + "&NetworkInterfaceId=eni-a1&RegionId=cn-hangzhou",
            transport.Query);
    }

    private static ApiClient Client(ITransport transport) =>
        new(Endpoints.OfRegion(ApiService.Ecs, "cn-hangzhou"), new AccessKey("id", "secret"), transport);

    private static Task<NetworkInterfacePage> DescribeAsync(string body) =>
        Client(new Scripted(body)).SendAsync(
            DescribeNetworkInterfaces.Call("cn-hangzhou", new NetworkInterfaceFilter { NetworkInterfaceIds = [] }),
            TestContext.Current.CancellationToken);

    private sealed class Scripted(string body) : ITransport
    {
        public string? Query { get; private set; }

        public Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        {
            Query = request.Uri.Query;
            return Task.FromResult(new HttpAnswer(200, "application/json", null, null, Encoding.UTF8.GetBytes(body)));
        }
    }
}
