using System.Text.Json;

namespace EniTools.Emulator.Tests.VendorClients;

/// <summary>The vendor's own clients, unchanged and at pinned versions, cannot tell the emulator from the service.</summary>
[Trait("Needs", "Process")]
public sealed class VendorClientTests
{
    [Fact]
    public async Task The_ECS_SDK_lists_assigns_unassigns_pages_and_gets_the_errors_it_expects()
    {
        using var emulator = EniEmulator.Start();

        var calls = await PlayAsync("ecs-sdk.js", emulator);

        Assert.Equal(
            ["2001:db8:1234:1a00::7:1", "2001:db8:1234:1a00::7:2", "2001:db8:1234:1a00::7:3"],
            Texts(calls["list"], "body.networkInterfaceSets.networkInterfaceSet.0.ipv6Sets.ipv6Set", "ipv6Address"));
        Assert.Equal(200, Number(calls["unassign addresses"], "statusCode"));
        Assert.Equal(
            ("InvalidIp.IpUnassigned", 403), (Text(calls["unassign again"], "code"), Number(calls["unassign again"], "statusCode")));
        Assert.Equal(200, Number(calls["unassign prefix"], "statusCode"));
        Assert.Equal(["2001:db8:1234:1a00::7:1"], Texts(calls["assign addresses"], "body.ipv6Sets.ipv6Address"));
        var prefixes = Texts(calls["assign count"], "body.ipv6PrefixSets.ipv6Prefix");
        Assert.Equal(["2001:db8:1234:1a00::7:3", "2001:db8:1234:1a00::7:1", .. prefixes], emulator.ItemsOf("eni-bp1spare01"));
        Assert.Contains("cn-hangzhou", Texts(calls["regions"], "body.regions.region", "regionId"));
        Assert.Equal(13, Pages(calls["first page"]).Concat(Pages(calls["second page"])).Distinct().Count());
        Assert.Equal("SignatureDoesNotMatch", Text(calls["wrong secret"], "code"));
    }

    [Fact]
    public async Task The_VPC_SDK_lists_buys_changes_and_ends_bandwidth_releases_and_gets_the_errors_it_expects()
    {
        using var emulator = EniEmulator.Start();

        var calls = await PlayAsync("vpc-sdk.js", emulator);

        Assert.Equal(
            ["ipv6bw-bp1web01b1", "ipv6bw-bp1web01b2", "ipv6bw-bp1attach01", "ipv6bw-bp1service01", "ipv6bw-bp1left01"],
            At(calls["public"], "body.ipv6Addresses.ipv6Address").EnumerateArray()
                .Select(address => Text(address, "ipv6InternetBandwidth.ipv6InternetBandwidthId")));
        var prefix = At(calls["prefixes"], "body.ipv6Addresses.ipv6Address.0");
        Assert.Equal(("2001:db8:1234:1a01:21::/80", 20), (Text(prefix, "ipv6Address"), Number(prefix, "ipv6InternetBandwidth.bandwidth")));
        Assert.False(At(prefix, "ipv6InternetBandwidth.hasReservationData").GetBoolean());
        Assert.Equal(0, Number(prefix, "serviceManaged"));
        Assert.Equal((2, 10), (Number(calls["second page"], "body.pageNumber"), At(
            calls["second page"], "body.ipv6Addresses.ipv6Address").GetArrayLength()));
        Assert.Equal("DependencyViolation.Ipv6InternetBandwidth", Text(calls["release too early"], "code"));
        Assert.Equal("DryRunOperation", Text(calls["dry run"], "code"));
        Assert.Equal((200, 200), (Number(calls["end"], "statusCode"), Number(calls["end once more"], "statusCode")));
        Assert.Equal(
            ("ResourceNotFound.Ipv6InstanceId", 404), (Text(calls["end again"], "code"), Number(calls["end again"], "statusCode")));
        Assert.Equal(200, Number(calls["change"], "statusCode"));
        var bought = At(calls["bought"], "body.ipv6Addresses.ipv6Address.0.ipv6InternetBandwidth");
        Assert.Equal(
            (Text(calls["buy"], "body.internetBandwidthId"), 11, "PayByTraffic"),
            (Text(bought, "ipv6InternetBandwidthId"), Number(bought, "bandwidth"), Text(bought, "internetChargeType")));
        Assert.Equal((200, 200), (Number(calls["end by address"], "statusCode"), Number(calls["release"], "statusCode")));
        Assert.Equal(0, Number(calls["released"], "body.totalCount"));
        Assert.Equal("SignatureDoesNotMatch", Text(calls["wrong secret"], "code"));
    }

    [Fact]
    public async Task The_older_RPC_client_does_the_same_by_GET_and_by_POST()
    {
        using var emulator = EniEmulator.Start();
        var before = emulator.ItemsOf("eni-bp1web01b").Order(StringComparer.Ordinal);

        var calls = await PlayAsync("pop-core.js", emulator);

        foreach (var method in new[] { "GET", "POST" })
        {
            Assert.Equal(
                "eni-bp1web01b", Text(calls[$"list by {method}"], "body.NetworkInterfaceSets.NetworkInterfaceSet.0.NetworkInterfaceId"));
            Assert.NotEmpty(Text(calls[$"unassign by {method}"], "body.RequestId"));
            Assert.Equal("InvalidIp.IpUnassigned", Text(calls[$"unassign again by {method}"], "code"));
            Assert.Equal(2, Texts(calls[$"assign by {method}"], "body.Ipv6Sets.Ipv6Address").Count());
            Assert.Equal("SignatureDoesNotMatch", Text(calls[$"wrong secret by {method}"], "code"));
        }

        Assert.Equal(before, emulator.ItemsOf("eni-bp1web01b").Order(StringComparer.Ordinal));
    }

    private static Task<Dictionary<string, JsonElement>> PlayAsync(string script, EniEmulator emulator) =>
        VendorScript.RunAsync(script, emulator.Endpoint.Authority, EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);

    private static IEnumerable<string> Pages(JsonElement call) =>
        Texts(call, "body.networkInterfaceSets.networkInterfaceSet", "networkInterfaceId");

    private static IEnumerable<string> Texts(JsonElement call, string path, string? member = null) =>
        At(call, path).EnumerateArray().Select(item => (member is null ? item : item.GetProperty(member)).GetString()!);

    private static string Text(JsonElement call, string path) => At(call, path).GetString()!;

    private static int Number(JsonElement call, string path) => At(call, path).GetInt32();

    private static JsonElement At(JsonElement call, string path) =>
        path.Split('.').Aggregate(call, (element, step) => int.TryParse(step, out var index) ? element[index] : element.GetProperty(step));
}
