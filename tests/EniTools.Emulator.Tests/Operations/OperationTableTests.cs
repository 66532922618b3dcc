using System.Reflection;
using EniTools.Api.Calls;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Operations;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Tests.Operations;

/// <summary>Operations are found by the version of their service and their name.</summary>
public sealed class OperationTableTests
{
    [Fact]
    public void Two_services_can_have_an_operation_of_one_name()
    {
        var ofVpc = new DescribeRegionsOfVpc();
        var table = new OperationTable([new DescribeRegions(), ofVpc]);

        Assert.Same(ofVpc, table.Find("2016-04-28", "DescribeRegions"));
        Assert.IsType<DescribeRegions>(table.Find("2014-05-26", "DescribeRegions"));
        Assert.Equal("vpc:DescribeRegions", ofVpc.Permission);
        Assert.Equal("vpc.cn-hangzhou.aliyuncs.com", ApiService.Vpc.HostIn("cn-hangzhou"));
    }

    [Theory]
    [InlineData("2015-04-01", "DescribeRegions", "InvalidVersion")]
    [InlineData("2014-05-26", "DescribeRegion", "InvalidAction.NotFound")]
    [InlineData("2014-05-26", "describeRegions", "InvalidAction.NotFound")]
    public async Task Other_versions_and_names_are_refused(string version, string action, string code)
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator) { Version = version };

        Assert.Equal(code, (await client.CallAsync(action, "")).Code);
    }

    [Theory]
    [InlineData("2014-05-26", "DescribeNetworkInterfaces", "product=Ecs")]
    [InlineData("2015-04-01", "AssumeRole", "product=Sts")]
    [InlineData("2016-04-28", "DescribeIpv6Addresses", "product=Vpc")]
    public async Task A_refusal_recommends_the_page_of_its_service(string version, string action, string product)
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator) { Version = version };

        Assert.Contains(product, (await client.CallAsync(action, "")).Json.GetProperty("Recommend").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The client sends a read again by itself, and never a change.</summary>
    [Fact]
    public void The_client_and_the_service_agree_which_operations_change_something()
    {
        var operations = typeof(ApiOperation).Assembly.GetTypes()
            .Select(type => type.GetProperty("Operation", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<ApiOperation>().ToList();
        var table = OperationTable.Default(new KeyRing(DefaultKeys.All));

        string[] some = ["AssumeRole", "DescribeIpv6Addresses", "ReleaseIpv6Address", "UnassignIpv6Addresses"];
        Assert.Empty(some.Except(operations.Select(operation => operation.Action)));
        Assert.All(operations, operation => Assert.Equal(
            (operation.FullName, operation.IsChange),
            (operation.FullName, table.Find(operation.Service.Version, operation.Action).IsChange)));
    }

    private sealed class DescribeRegionsOfVpc() : Operation(ApiService.Vpc, "DescribeRegions")
    {
        public override AnswerObject Execute(CloudWorld world, ApiRequest request) => new();
    }
}
