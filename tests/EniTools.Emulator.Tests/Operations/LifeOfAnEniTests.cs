using System.Text;
using System.Text.Json;

namespace EniTools.Emulator.Tests.Operations;

/// <summary>An ENI through the API alone: made, attached, given addresses, detached, deleted; and what each state allows.</summary>
public sealed class LifeOfAnEniTests : IDisposable
{
    private const string Region = "RegionId=cn-hangzhou";
    private static readonly TimeSpan Transition = TimeSpan.FromSeconds(5);

    private readonly ManualClock _clock = new();
    private readonly EniEmulator _emulator;
    private readonly TestClient _client;

    public LifeOfAnEniTests()
    {
        _emulator = EniEmulator.Start(
            new EniEmulatorOptions { Clock = _clock, TransitionTime = Transition, ReadLag = TimeSpan.FromSeconds(2) });
        _client = new TestClient(_emulator);
    }

    [Fact]
    public async Task A_primary_address_and_a_network_card_last_as_long_as_they_are_there()
    {
        var created = await Done(
            "CreateNetworkInterface",
            $"{Region}&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main&Ipv6AddressCount=2&EnablePrimaryIPv6=true");
        var named = $"{Region}&NetworkInterfaceId={created.GetProperty("NetworkInterfaceId").GetString()}";
        await Refused("AttachNetworkInterface", $"{named}&InstanceId=i-bp1web01&NetworkCardIndex=-1", "InvalidParameter");
        await Done("AttachNetworkInterface", $"{named}&InstanceId=i-bp1web01&NetworkCardIndex=1");
        _clock.Pass(Transition);
        _emulator.Load(new MemoryStream(Encoding.UTF8.GetBytes(_emulator.State())));

        var shown = await Done("DescribeNetworkInterfaceAttribute", named);
        Assert.Equal(1, shown.GetProperty("Attachment").GetProperty("NetworkCardIndex").GetInt32());
        Assert.Equal([true, false], Primary(shown));

        var primary = shown.GetProperty("Ipv6Sets").GetProperty("Ipv6Set")[0].GetProperty("Ipv6Address").GetString();
        await Done("UnassignIpv6Addresses", $"{named}&Ipv6Address.1={primary}");
        await Done("AssignIpv6Addresses", $"{named}&Ipv6Address.1={primary}");
        await Done("DetachNetworkInterface", $"{named}&InstanceId=i-bp1web01");
        _clock.Pass(Transition);
        shown = await Done("DescribeNetworkInterfaceAttribute", named);
        Assert.Equal([false, false], Primary(shown));
        Assert.False(shown.TryGetProperty("Attachment", out _));
        await Done("AttachNetworkInterface", $"{named}&InstanceId=i-bp1web01");
        shown = await Done("DescribeNetworkInterfaceAttribute", named);
        Assert.False(shown.GetProperty("Attachment").TryGetProperty("NetworkCardIndex", out _));

        static IEnumerable<bool> Primary(JsonElement shown) =>
            shown.GetProperty("Ipv6Sets").GetProperty("Ipv6Set").EnumerateArray().Select(item => item.GetProperty("Primary").GetBoolean());
    }

    [Fact]
    public async Task From_creation_to_deletion()
    {
        var created = await Done(
            "CreateNetworkInterface",
            $"{Region}&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main&NetworkInterfaceName=mine&Ipv6AddressCount=2");
        var eni = created.GetProperty("NetworkInterfaceId").GetString()!;
        var named = $"{Region}&NetworkInterfaceId={eni}";
        Assert.Equal("Available", created.GetProperty("Status").GetString());
        Assert.Equal(2, _emulator.ItemsOf(eni).Count);

        await Done("AttachNetworkInterface", $"{named}&InstanceId=i-bp1web01");
        Assert.Equal("Attaching", await StatusOf(eni));
        await Refused("AssignIpv6Addresses", $"{named}&Ipv6AddressCount=1", "InvalidOperation.InvalidEniState");
        await Refused("DetachNetworkInterface", $"{named}&InstanceId=i-bp1web01", "InvalidOperation.InvalidEniState");
        _clock.Pass(Transition);
        Assert.Equal("InUse", await StatusOf(eni));
        await Refused("DeleteNetworkInterface", named, "InvalidOperation.InvalidEniState");

        // Attached, the limit is the instance's, not the ten of an ENI that is attached to nothing.
        await Done("AssignIpv6Addresses", $"{named}&Ipv6AddressCount=10");
        await Done("DetachNetworkInterface", $"{named}&InstanceId=i-bp1web01");
        Assert.Equal("Detaching", await StatusOf(eni));
        await Done("DetachNetworkInterface", $"{named}&InstanceId=i-bp1web01");
        _clock.Pass(Transition);
        Assert.Equal("Available", await StatusOf(eni));
        await Refused("AssignIpv6Addresses", $"{named}&Ipv6AddressCount=1", "MaxEniIpv6IpsCountExceeded");

        await Done("DeleteNetworkInterface", named);
        _clock.Pass(Transition);
        await Refused("DescribeNetworkInterfaceAttribute", named, "InvalidEniId.NotFound");
        Assert.Empty(
            (await Done("DescribeNetworkInterfaces", $"{Region}&NetworkInterfaceId.1={eni}")).GetProperty("NetworkInterfaceSets")
                .GetProperty("NetworkInterfaceSet").EnumerateArray());
    }

    [Fact]
    public async Task A_detachment_that_is_asked_for_again_ends_once()
    {
        const string named = $"{Region}&NetworkInterfaceId=eni-bp1web02b";
        await Done("DetachNetworkInterface", $"{named}&InstanceId=i-bp1web02");
        _clock.Pass(Transition - TimeSpan.FromSeconds(1));
        await Done("DetachNetworkInterface", $"{named}&InstanceId=i-bp1web02");
        _clock.Pass(TimeSpan.FromSeconds(1));

        await Done("AttachNetworkInterface", $"{named}&InstanceId=i-bp1web01");
        _clock.Pass(Transition - TimeSpan.FromSeconds(1));
        Assert.Equal("Attaching", await StatusOf("eni-bp1web02b"));
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("InUse", await StatusOf("eni-bp1web02b"));
    }

    [Fact]
    public async Task One_that_is_stuck_comes_loose_when_it_is_asked_for_again()
    {
        _clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal("Detaching", await StatusOf("eni-bp1detach01"));

        await Done("DetachNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1detach01&InstanceId=i-bp1web01");
        _clock.Pass(Transition);

        Assert.Equal("Available", await StatusOf("eni-bp1detach01"));
    }

    [Fact]
    public async Task The_addresses_of_a_primary_ENI_wait_for_its_instance()
    {
        const string address = $"{Region}&NetworkInterfaceId=eni-bp1web02a&Ipv6Address.1=2001:db8:1234:1a00::3:1";

        await Done("StartInstance", "InstanceId=i-bp1web02");
        await Refused("UnassignIpv6Addresses", address, "InvalidOperation.InvalidEcsState");
        _clock.Pass(Transition);
        await Done("UnassignIpv6Addresses", address);
    }

    [Fact]
    public async Task A_read_may_lag_behind_a_change()
    {
        const string eni = "eni-bp1web02a";
        await Done("UnassignIpv6Addresses", $"{Region}&NetworkInterfaceId={eni}&Ipv6Address.1=2001:db8:1234:1a00::3:1");

        Assert.Equal(2, await AddressesOf(eni));
        await Refused(
            "UnassignIpv6Addresses", $"{Region}&NetworkInterfaceId={eni}&Ipv6Address.1=2001:db8:1234:1a00::3:1", "InvalidIp.IpUnassigned");
        _clock.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(1, await AddressesOf(eni));
    }

    [Theory]
    [InlineData("AttachNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1spare01&InstanceId=i-bp1nosuch", "InvalidEcsId.NotFound")]
    [InlineData(
        "AttachNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1spare01&InstanceId=i-bp1web03", "InvalidOperation.InvalidEcsState")]
    [InlineData(
        "AttachNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1web01b&InstanceId=i-bp1web02", "InvalidOperation.InvalidEniState")]
    [InlineData(
        "DetachNetworkInterface",
        $"{Region}&NetworkInterfaceId=eni-bp1web01a&InstanceId=i-bp1web01",
        "InvalidOperation.DetachPrimaryEniNotAllowed")]
    [InlineData("AttachNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1spare01&InstanceId=web01", "InvalidInstanceID.Malformed")]
    [InlineData(
        "AttachNetworkInterface",
        $"{Region}&NetworkInterfaceId=eni-bp1service01&InstanceId=i-bp1web01",
        "InvalidOperation.EniServiceManaged")]
    [InlineData(
        "DetachNetworkInterface",
        $"{Region}&NetworkInterfaceId=eni-bp1service01&InstanceId=i-bp1web01",
        "InvalidOperation.EniServiceManaged")]
    [InlineData("DeleteNetworkInterface", $"{Region}&NetworkInterfaceId=eni-bp1service01", "InvalidOperation.EniServiceManaged")]
    [InlineData("StopInstance", "InstanceId=i-bp1web01&DryRun=true", "DryRunOperation")]
    [InlineData("StartInstance", "InstanceId=i-bp1web01&DryRun=true", "IncorrectInstanceStatus")]
    [InlineData("CreateNetworkInterface", $"{Region}&VSwitchId=vsw-nosuch&SecurityGroupId=sg-1", "InvalidVSwitchId.NotFound")]
    [InlineData("CreateNetworkInterface", $"{Region}&VSwitchId=vsw-bp1main", "MissingParameter")]
    [InlineData(
        "CreateNetworkInterface",
        $"{Region}&VSwitchId=vsw-bp1ipv4only&SecurityGroupId=sg-1&Ipv6AddressCount=1",
        "InvalidVSwitch.Ipv6NotTurnOn")]
    [InlineData("StartInstance", "InstanceId=i-bp1web01", "IncorrectInstanceStatus")]
    public async Task What_the_state_does_not_allow_is_refused(string action, string request, string code)
    {
        var before = _emulator.State();

        await Refused(action, request, code);

        Assert.Equal(before, _emulator.State());
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    private async Task<JsonElement> Done(string action, string request)
    {
        var answer = await Call(action, request);
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json;
    }

    private async Task Refused(string action, string request, string code) => Assert.Equal(code, (await Call(action, request)).Code);

    private async Task<TestAnswer> Call(string action, string request)
    {
        using var client = new TestClient(_emulator) { Time = _clock.UtcNow };
        return await client.CallAsync(action, request);
    }

    private async Task<string?> StatusOf(string eni) =>
        (await Done("DescribeNetworkInterfaceAttribute", $"{Region}&NetworkInterfaceId={eni}")).GetProperty("Status").GetString();

    private async Task<int> AddressesOf(string eni) =>
        (await Done("DescribeNetworkInterfaceAttribute", $"{Region}&NetworkInterfaceId={eni}")).GetProperty("Ipv6Sets")
            .GetProperty("Ipv6Set").GetArrayLength();
}
