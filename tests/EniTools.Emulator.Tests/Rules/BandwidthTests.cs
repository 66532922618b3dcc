using System.Text.Json;
using EniTools.Emulator.Faults;

namespace EniTools.Emulator.Tests.Rules;

/// <summary>What Internet bandwidth belongs to, who may end it and when, and what is left of an address without an ENI.</summary>
public sealed class BandwidthTests : IDisposable
{
    private const string Region = "RegionId=cn-hangzhou";

    private static readonly string[] Members = ["Ipv6InternetBandwidthId", "Bandwidth", "InternetChargeType", "InstanceChargeType"];

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _vpc;
    private readonly TestClient _ecs;

    public BandwidthTests()
    {
        _vpc = new TestClient(_emulator) { Version = "2016-04-28" };
        _ecs = new TestClient(_emulator);
    }

    [Fact]
    public async Task Bandwidth_is_bought_changed_and_ended()
    {
        var id = await IdOf("7:1");

        var bought = await Call("AllocateIpv6InternetBandwidth", $"{Purchase(id)}&Bandwidth=30&InternetChargeType=PayByTraffic");
        var bandwidthId = bought.Json.GetProperty("InternetBandwidthId").GetString();
        Assert.Equal(id, bought.Json.GetProperty("Ipv6AddressId").GetString());
        Assert.Equal($"{bandwidthId} 30 PayByTraffic PostPaid", await BandwidthOf("7:1"));

        Assert.Null((await Call("ModifyIpv6InternetBandwidth", $"Ipv6InternetBandwidthId={bandwidthId}&Bandwidth=1000")).Code);
        Assert.Equal($"{bandwidthId} 1000 PayByTraffic PostPaid", await BandwidthOf("7:1"));

        Assert.Null((await Call("DeleteIpv6InternetBandwidth", $"Ipv6AddressId={id}")).Code);
        Assert.Equal("", await BandwidthOf("7:1"));
        Assert.Equal("ResourceNotFound.Ipv6InstanceId", (await Call("DeleteIpv6InternetBandwidth", $"Ipv6AddressId={id}")).Code);
    }

    /// <summary>Each rule with its status and code. ID stands for the id of an address without bandwidth, ONE for one with it.</summary>
    [Theory]
    [InlineData("AllocateIpv6InternetBandwidth", "Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1", 400, "MissingParameter")]
    [InlineData("AllocateIpv6InternetBandwidth", "Ipv6AddressId=ID&Bandwidth=1", 400, "MissingParameter")]
    [InlineData("AllocateIpv6InternetBandwidth", "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-bp1main", 400, "MissingParameter")]
    [InlineData("AllocateIpv6InternetBandwidth", "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=0", 400, "InvalidParameter")]
    [InlineData("AllocateIpv6InternetBandwidth", "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=2001", 400, "InvalidParameter")]
    [InlineData(
        "AllocateIpv6InternetBandwidth",
        "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1001&InternetChargeType=PayByTraffic", 400, "InvalidParameter")]
    [InlineData(
        "AllocateIpv6InternetBandwidth",
        "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1&InternetChargeType=PayByWish", 400, "InvalidParameter")]
    [InlineData(
        "AllocateIpv6InternetBandwidth", "Ipv6AddressId=ipv6-nosuch&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1",
        404, "ResourceNotFound.Ipv6InstanceId")]
    [InlineData(
        "AllocateIpv6InternetBandwidth", "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-2zemain&Bandwidth=1", 404, "ResourceNotFound.Ipv6Gateway")]
    [InlineData(
        "AllocateIpv6InternetBandwidth", "Ipv6AddressId=ONE&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1",
        400, "OperationFailed.Ipv6InternetBandwidthExist")]
    [InlineData("ModifyIpv6InternetBandwidth", "Bandwidth=1", 400, "BothEmptyParam.Ipv6AddressId")]
    [InlineData("ModifyIpv6InternetBandwidth", "Ipv6AddressId=ONE&Bandwidth=1001", 400, "InvalidParameter")]
    [InlineData("DeleteIpv6InternetBandwidth", "", 400, "BothEmptyParam.Ipv6AddressId")]
    [InlineData("DeleteIpv6InternetBandwidth", "Ipv6AddressId=ID", 404, "ResourceNotFound.Ipv6InstanceId")]
    [InlineData("DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-nosuch", 404, "ResourceNotFound.Ipv6InstanceId")]
    [InlineData(
        "DeleteIpv6InternetBandwidth", "Ipv6AddressId=ONE&Ipv6InternetBandwidthId=ipv6bw-bp1web01b2",
        404, "ResourceNotFound.Ipv6InstanceId")]
    [InlineData("DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1service01", 404, "OperationFailed.ServiceManaged")]
    [InlineData("DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1attach01", 400, "IncorrectStatus.Ipv6Address")]
    [InlineData("ReleaseIpv6Address", "", 400, "MissingParameter")]
    [InlineData("ReleaseIpv6Address", "Ipv6AddressId=ipv6-nosuch", 404, "ResourceNotFound.Ipv6InstanceId")]
    [InlineData("ReleaseIpv6Address", "Ipv6AddressId=ID", 400, "OperationFailed.AssociationExist")]
    [InlineData("ReleaseIpv6Address", "Ipv6AddressId=BINDING", 400, "OperationFailed.ResourceInBinding")]
    [InlineData("ReleaseIpv6Address", "Ipv6AddressId=LEFT", 400, "DependencyViolation.Ipv6InternetBandwidth")]
    public async Task A_rule_that_is_broken_is_told_with_its_code_and_nothing_changes(
        string action, string request, int status, string code)
    {
        request = request.Replace("ONE", await IdOf("2:1"), StringComparison.Ordinal)
            .Replace("LEFT", await IdOf("f0:1"), StringComparison.Ordinal)
            .Replace("BINDING", await IdOf("9:1"), StringComparison.Ordinal)
            .Replace("=ID", "=" + await IdOf("7:1"), StringComparison.Ordinal);
        var before = _emulator.State();

        var answer = await Call(action, request);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(before, _emulator.State());
    }

    [Fact]
    public async Task A_subscription_is_not_ended()
    {
        var answer = await _vpc.CallAsync("DeleteIpv6InternetBandwidth", "RegionId=cn-beijing&Ipv6InternetBandwidthId=ipv6bw-2zedb01a1");

        Assert.Equal((400, "OperationFailed.PrePaid"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("AllocateIpv6InternetBandwidth", "Ipv6AddressId=ID&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1")]
    [InlineData("ModifyIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1web01b1&Bandwidth=1")]
    [InlineData("DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1web01b1")]
    [InlineData("ReleaseIpv6Address", "Ipv6AddressId=FREE")]
    public async Task A_dry_run_checks_and_changes_nothing_and_a_token_is_good_for_one_change(string action, string request)
    {
        request = request.Replace("=ID", "=" + await IdOf("7:1"), StringComparison.Ordinal)
            .Replace("FREE", await IdOf("f0:2"), StringComparison.Ordinal) + "&ClientToken=once";
        var before = _emulator.State();

        Assert.Equal((400, "DryRunOperation"), StatusAndCode(await Call(action, request + "&DryRun=true")));
        Assert.Equal(before, _emulator.State());
        var first = await Call(action, request);
        var changed = _emulator.State();
        Assert.Equal((200, null), StatusAndCode(first));
        Assert.NotEqual(before, changed);
        Assert.Equal((200, null), StatusAndCode(await Call(action, request)));
        Assert.Equal(changed, _emulator.State());
        Assert.Equal("InvalidParameter", (await Call(action, request.Replace("once", new string('a', 65), StringComparison.Ordinal))).Code);
    }

    [Fact]
    public async Task Two_requests_about_the_bandwidth_of_one_address_must_not_overlap()
    {
        var slow = new Fault { Action = "DeleteIpv6InternetBandwidth", LatencyMilliseconds = 400, Count = 1 };
        _emulator.Faults.Add(slow);
        var id = await IdOf("2:1");

        var first = Call("DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1web01b1");
        while (_emulator.Faults.Count > 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        var second = await Call("DeleteIpv6InternetBandwidth", $"Ipv6AddressId={id}");
        var other = await Call("DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1web01b2");

        Assert.Equal((409, "OperationConflict"), StatusAndCode(second));
        Assert.Null(other.Code);
        Assert.Null((await first).Code);
        Assert.Equal("ResourceNotFound.Ipv6InstanceId", (await Call("DeleteIpv6InternetBandwidth", $"Ipv6AddressId={id}")).Code);
    }

    [Fact]
    public async Task An_address_with_bandwidth_that_leaves_its_ENI_stays_on_nothing_with_its_id_until_it_is_released()
    {
        var id = await IdOf("2:1");

        Assert.Null((await Unassign("2:1")).Code);
        Assert.Equal((id, ""), (await IdOf("2:1"), await AssociationOf("2:1")));
        Assert.Null((await Call("DeleteIpv6InternetBandwidth", $"Ipv6AddressId={id}")).Code);
        Assert.Null((await Call("ReleaseIpv6Address", $"Ipv6AddressId={id}")).Code);
        Assert.Null(await Find("2:1"));
    }

    [Fact]
    public async Task An_address_on_nothing_that_is_assigned_again_keeps_its_bandwidth()
    {
        var bandwidth = await BandwidthOf("2:1");
        var id = await IdOf("2:1");

        await Unassign("2:1");
        await Assign("2:1");

        Assert.Equal((id, "eni-bp1web01b", bandwidth), (await IdOf("2:1"), await AssociationOf("2:1"), await BandwidthOf("2:1")));
    }

    [Fact]
    public async Task An_address_that_was_given_up_and_is_assigned_again_has_another_id()
    {
        var id = await IdOf("2:3");

        await Unassign("2:3");
        Assert.Null(await Find("2:3"));
        await Assign("2:3");

        Assert.NotEqual(id, await IdOf("2:3"));
        Assert.Equal("ResourceNotFound.Ipv6InstanceId", (await Call("ReleaseIpv6Address", $"Ipv6AddressId={id}")).Code);
    }

    [Fact]
    public async Task An_ENI_that_is_deleted_leaves_what_has_bandwidth()
    {
        await Call("AllocateIpv6InternetBandwidth", $"{Purchase(await IdOf("7:1"))}&Bandwidth=3");

        await _ecs.CallAsync("DeleteNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1spare01");

        Assert.Equal(("", null), (await AssociationOf("7:1"), await Find("7:2")));
    }

    [Fact]
    public async Task Bandwidth_keeps_an_address_on_its_ENI_when_that_is_asked_for()
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { BandwidthBlocksUnassign = true });
        using var ecs = new TestClient(emulator);
        const string request = $"{Region}&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:3&Ipv6Address.2=";

        var refusal = await ecs.CallAsync("UnassignIpv6Addresses", request + "2001:db8:1234:1a00::2:1");

        Assert.Equal((400, "DependencyViolation.Ipv6InternetBandwidth"), StatusAndCode(refusal));
        Assert.Null((await ecs.CallAsync("UnassignIpv6Addresses", request + "2001:db8:1234:1a00::2:4")).Code);
    }

    [Theory]
    [InlineData("ReadOnly", "DescribeIpv6Addresses", "", null)]
    [InlineData("ReadOnly", "DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1web01b1", "Forbidden.RAM")]
    [InlineData("OneInterface", "DescribeIpv6Addresses", "", "Forbidden.RAM")]
    [InlineData("WithoutRam", "DescribeIpv6Addresses", "", "Forbidden.NotSupportRAM")]
    public async Task A_key_may_do_what_its_policy_says_of_VPC(string key, string action, string request, string? code)
    {
        using var client = new TestClient(_emulator) { AccessKeyId = $"EniEmulator{key}KeyId", Version = "2016-04-28" };

        Assert.Equal(code, (await client.CallAsync(action, $"{Region}&{request}")).Code);
    }

    public void Dispose()
    {
        _vpc.Dispose();
        _ecs.Dispose();
        _emulator.Dispose();
    }

    private static (int Status, string? Code) StatusAndCode(TestAnswer answer) => (answer.Status, answer.Code);

    private static string Purchase(string id) => $"Ipv6AddressId={id}&Ipv6GatewayId=ipv6gw-bp1main";

    private Task<TestAnswer> Call(string action, string request) => _vpc.CallAsync(action, $"{Region}&{request}");

    private Task<TestAnswer> Unassign(string address) => _ecs.CallAsync(
        "UnassignIpv6Addresses", $"{Region}&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::{address}");

    private Task<TestAnswer> Assign(string address) => _ecs.CallAsync(
        "AssignIpv6Addresses", $"{Region}&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::{address}");

    private async Task<JsonElement?> Find(string address)
    {
        var answer = await Call("DescribeIpv6Addresses", $"Ipv6Address=2001:db8:1234:1a00::{address}");
        return answer.Json.GetProperty("Ipv6Addresses").GetProperty("Ipv6Address").EnumerateArray().Cast<JsonElement?>().SingleOrDefault();
    }

    private async Task<string> IdOf(string address) => (await Find(address))!.Value.GetProperty("Ipv6AddressId").GetString()!;

    private async Task<string> AssociationOf(string address) =>
        (await Find(address))!.Value.GetProperty("AssociatedInstanceId").GetString()!;

    private async Task<string> BandwidthOf(string address) =>
        (await Find(address))!.Value.TryGetProperty("Ipv6InternetBandwidth", out var bandwidth)
            ? string.Join(' ', Members.Select(name => bandwidth.GetProperty(name)))
            : "";
}
