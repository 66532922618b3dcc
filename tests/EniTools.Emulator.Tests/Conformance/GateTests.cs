using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Conformance.Asking;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>Only resources of the run are changed or shown, whatever a check asks for.</summary>
public sealed class GateTests : IDisposable
{
    private const string Foreign = "eni-bp1spare01";
    private const string ForeignAddress = "2001:db8:1234:1a00::7:1";

    // An address that may be the account's own.
    private const string AnyAddress = "2408:4000:1::5";

    private readonly AnswerList _answers = new();
    private readonly Area _area = new("cn-hangzhou", "vsw-mine1", "sg-mine1") { InstanceId = "i-mine1" };
    private readonly MadeJournal _journal = MadeJournal.InMemory();
    private readonly Gate _gate;

    public GateTests() => _gate = new Gate(_area, _answers, _journal);

    /// <summary>The operation and its parameters as a query; MINE stands for an ENI of the run, OWN for an address on it.</summary>
    public static TheoryData<string, string> Attempts => new()
    {
        // Another ENI, address, instance, vSwitch, security group or region.
        { "DeleteNetworkInterface", $"NetworkInterfaceId={Foreign}" },
        { "DeleteNetworkInterface", "NetworkInterfaceId=" },
        { "DeleteNetworkInterface", "NetworkInterfaceId=MINE&RegionId=cn-beijing" },
        { "UnassignIpv6Addresses", $"NetworkInterfaceId={Foreign}&Ipv6Address.1={ForeignAddress}" },
        { "AssignIpv6Addresses", $"NetworkInterfaceId={Foreign}&Ipv6AddressCount=1" },
        { "AttachNetworkInterface", $"NetworkInterfaceId={Foreign}&InstanceId=i-mine1" },
        { "AttachNetworkInterface", "NetworkInterfaceId=MINE&InstanceId=i-bp1web01" },
        { "AttachNetworkInterface", "NetworkInterfaceId=MINE&InstanceId=I-bp1web01" },
        { "DetachNetworkInterface", $"NetworkInterfaceId={Foreign}&InstanceId=i-mine1" },
        { "CreateNetworkInterface", "VSwitchId=vsw-bp1main&SecurityGroupId=sg-mine1" },
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-bp1main" },
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupIds.1=sg-mine1&SecurityGroupIds.2=sg-bp1main" },

        // An address that may be the account's would come to the ENI.
        { "AssignIpv6Addresses", $"NetworkInterfaceId=MINE&Ipv6Address.1={AnyAddress}" },
        { "AssignIpv6Addresses", $"NetworkInterfaceId=MINE&Ipv6Address.1={AnyAddress}%25eth0" },
        { "AssignIpv6Addresses", $"NetworkInterfaceId=MINE&Ipv6Prefix.1={AnyAddress}/80" },
        { "CreateNetworkInterface", $"VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1&Ipv6Address.1={AnyAddress}" },

        // A parameter that is there twice: the service may read the other one.
        { "DeleteNetworkInterface", $"NetworkInterfaceId=MINE&NetworkInterfaceId={Foreign}" },
        { "DeleteNetworkInterface", $"NetworkInterfaceId=MINE&networkinterfaceid={Foreign}" },
        { "DeleteNetworkInterface", $"NetworkInterfaceId=MINE&NetworkInterfaceId.1={Foreign}" },
        { "DeleteNetworkInterface", $"NetworkInterfaceId=MINE,{Foreign}" },

        // The mark of the run cannot be taken away.
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1&Tag.1.Key=other&Tag.1.Value=x" },
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1&Tag.01.Key=other&Tag.01.Value=x" },
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1&NetworkInterfaceName=other" },

        // Operations and parameters that are not on the list.
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1&InstanceType=Trunk" },
        { "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1&PrimaryIpAddress=10.0.0.1" },
        { "UnassignIpv6Addresses", "NetworkInterfaceId=MINE&Ipv6Address.1=OWN&OwnerId=1" },
        { "StopInstance", "InstanceId=i-mine1" },
        { "deleteNetworkInterface", "NetworkInterfaceId=MINE" },
        { "DeleteNetworkInterface ", "NetworkInterfaceId=MINE" },

        // Questions that would show others.
        { "DescribeNetworkInterfaces", "" },
        { "DescribeNetworkInterfaces", "Status=Available" },
        { "DescribeNetworkInterfaces", $"NetworkInterfaceId.1=MINE&NetworkInterfaceId.2={Foreign}" },
        { "DescribeNetworkInterfaces", "NetworkInterfaceId.1=" },
        { "DescribeNetworkInterfaces", $"Ipv6Address.1={AnyAddress}" },
        { "DescribeNetworkInterfaces", "Tag.1.Key=enitools-conformance" },
        { "DescribeNetworkInterfaces", "Tag.1.Key=enitools-conformance&Tag.1.Value=other" },
        { "DescribeNetworkInterfaceAttribute", $"NetworkInterfaceId={Foreign}" },
        { "vpc:DescribeIpv6Addresses", "" },
        { "vpc:DescribeIpv6Addresses", "NetworkType=Public" },
        { "vpc:DescribeIpv6Addresses", $"AssociatedInstanceId={Foreign}" },
        { "vpc:DescribeIpv6Addresses", "Ipv6AddressId=ipv6-bp1left01" },

        // Money, and what is an account's own.
        { "vpc:AllocateIpv6InternetBandwidth", "Ipv6AddressId=ipv6-bp1left01&Ipv6GatewayId=ipv6gw-bp1main&Bandwidth=1" },
        { "vpc:DeleteIpv6InternetBandwidth", "Ipv6AddressId=ipv6-bp1left01" },
        { "vpc:DeleteIpv6InternetBandwidth", "Ipv6InternetBandwidthId=ipv6bw-bp1left01" },
        { "vpc:ReleaseIpv6Address", "Ipv6AddressId=ipv6-bp1left01" },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task What_is_not_of_the_run_is_not_sent(string action, string query)
    {
        var (mine, address) = await MakeAsync();

        await Assert.ThrowsAsync<GateException>(() => SendAsync(
            action, query.Replace("MINE", mine, StringComparison.Ordinal).Replace("OWN", address, StringComparison.Ordinal)));

        Assert.Equal("CreateNetworkInterface", Assert.Single(_answers.Sent).Action);
    }

    [Theory]
    [InlineData("V1")]
    [InlineData("V3, wrong secret")]
    public async Task Only_a_harmless_question_is_sent_in_an_odd_form(string form)
    {
        var (mine, _) = await MakeAsync();

        await Assert.ThrowsAsync<GateException>(() => _gate.SendAsync(
            new Call(ApiService.Ecs, "DeleteNetworkInterface", [new("NetworkInterfaceId", mine)]) { Form = new SigningForm(form) },
            TestContext.Current.CancellationToken));

        Assert.Single(_answers.Sent);
    }

    [Fact]
    public async Task Nothing_is_bought_unless_it_may_be_and_then_the_least()
    {
        var rich = new Gate(_area with { MayBuy = true }, _answers, _journal);
        _answers.Add("""{"NetworkInterfaceId":"eni-mine1"}""");
        await SendAsync(rich, "CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1");
        _answers.Add("""{"Ipv6Addresses":{"Ipv6Address":[{"Ipv6AddressId":"ipv6-mine1","AssociatedInstanceId":"eni-mine1"}]}}""");
        await SendAsync(rich, "vpc:DescribeIpv6Addresses", "AssociatedInstanceId=eni-mine1");
        const string least = "Ipv6AddressId=ipv6-mine1&Ipv6GatewayId=ipv6gw-mine1&InternetChargeType=PayByTraffic&Bandwidth=1";

        await Assert.ThrowsAsync<GateException>(() => SendAsync(rich, "vpc:AllocateIpv6InternetBandwidth", least + "00"));
        await Assert.ThrowsAsync<GateException>(() => SendAsync(
            rich, "vpc:AllocateIpv6InternetBandwidth", least.Replace("Traffic", "Bandwidth", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<GateException>(() => SendAsync(_gate, "vpc:AllocateIpv6InternetBandwidth", least));
        Assert.Equal(2, _answers.Sent.Count);

        _answers.Add("""{"InternetBandwidthId":"ipv6bw-mine1"}""");
        await SendAsync(rich, "vpc:AllocateIpv6InternetBandwidth", least);
        Assert.Equal(["ipv6-mine1"], _journal.Bought);
    }

    [Theory]
    [InlineData(
        "DescribeNetworkInterfaces", "NetworkInterfaceId.1=MINE", "NetworkInterfaceSets", "NetworkInterfaceSet", "NetworkInterfaceId")]
    [InlineData("vpc:DescribeIpv6Addresses", "AssociatedInstanceId=MINE", "Ipv6Addresses", "Ipv6Address", "AssociatedInstanceId")]
    public async Task An_answer_that_shows_another_is_left_unread(string action, string query, string set, string item, string member)
    {
        var (mine, _) = await MakeAsync();
        _gate.TakeExchanges();
        _answers.Add(
            $$$"""
            {"{{{set}}}":{"{{{item}}}":[
                {"{{{member}}}":"{{{mine}}}","Ipv6AddressId":"ipv6-mine1"},
                {"{{{member}}}":"{{{Foreign}}}","Secret":"x"}]}}
            """);

        var problem = await Assert.ThrowsAsync<GateException>(
            () => SendAsync(action, query.Replace("MINE", mine, StringComparison.Ordinal)));

        Assert.DoesNotContain(Foreign, problem.Message, StringComparison.Ordinal);
        Assert.Empty(_gate.TakeExchanges());
        await Assert.ThrowsAsync<GateException>(() => SendAsync("DeleteNetworkInterface", $"NetworkInterfaceId={Foreign}"));
    }

    [Fact]
    public async Task An_ENI_whose_answer_was_lost_is_known_by_its_tag_and_its_name()
    {
        _answers.AddLost();
        await Assert.ThrowsAsync<NoAnswerException>(
            () => SendAsync("CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1"));
        var byTag = $"Tag.1.Key={Area.TagKey}&Tag.1.Value={_area.RunId}";

        // A tag can be copied, a name guessed: one without the other, or with the name of an ENI that was answered, is another's.
        foreach (var (name, value) in new[] { ("other", _area.RunId), (_area.NameOf(1), "other"), (_area.NameOf(2), _area.RunId) })
        {
            _answers.Add(Shown("eni-other1", name, value));
            await Assert.ThrowsAsync<GateException>(() => SendAsync("DescribeNetworkInterfaces", byTag));
        }

        _answers.Add(Shown("eni-lost1", _area.NameOf(1), _area.RunId));
        await SendAsync("DescribeNetworkInterfaces", byTag);
        Assert.Equal(["eni-lost1"], _gate.Made);
        Assert.Empty(_journal.Unanswered);

        _answers.Add(Shown("eni-other1", _area.NameOf(1), _area.RunId));
        await Assert.ThrowsAsync<GateException>(() => SendAsync("DescribeNetworkInterfaces", byTag));
    }

    [Fact]
    public async Task Each_ENI_is_in_the_journal_before_it_is_asked_for_and_has_the_mark_of_the_run()
    {
        _answers.OnSend = call => Assert.Equal([1], _journal.Unanswered);

        await MakeAsync();

        var sent = Assert.Single(_answers.Sent);
        Assert.Equal(
            (_area.NameOf(1), Area.TagKey, _area.RunId),
            (sent.Find("NetworkInterfaceName"), sent.Find("Tag.1.Key"), sent.Find("Tag.1.Value")));
    }

    public void Dispose() => _journal.Dispose();

    private async Task<(string Id, string Address)> MakeAsync()
    {
        _answers.Add("""{"NetworkInterfaceId":"eni-mine1","Ipv6Sets":{"Ipv6Set":[{"Ipv6Address":"2408:4000:2::1"}]}}""");
        await SendAsync("CreateNetworkInterface", "VSwitchId=vsw-mine1&SecurityGroupId=sg-mine1");
        return ("eni-mine1", "2408:4000:2::1");
    }

    private Task<Answer> SendAsync(string action, string query) => SendAsync(_gate, action, query);

    private static Task<Answer> SendAsync(Gate gate, string action, string query)
    {
        var isVpc = action.StartsWith("vpc:", StringComparison.Ordinal);
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1])));
        return gate.SendAsync(
            new Call(isVpc ? ApiService.Vpc : ApiService.Ecs, isVpc ? action[4..] : action, [.. parameters]),
            TestContext.Current.CancellationToken);
    }

    private static string Shown(string id, string name, string tag) =>
        $$$"""
        {"NetworkInterfaceSets":{"NetworkInterfaceSet":[{"NetworkInterfaceId":"{{{id}}}","NetworkInterfaceName":"{{{name}}}",
        "Tags":{"Tag":[{"TagKey":"{{{Area.TagKey}}}","TagValue":"{{{tag}}}"}]}}]}}
        """;

    /// <summary>A service of a few words, so that a test sees everything that gets through.</summary>
    private sealed class AnswerList : ISender
    {
        private readonly Queue<string?> _answers = [];

        public List<Call> Sent { get; } = [];

        public Action<Call>? OnSend { get; set; }

        public void Add(string body) => _answers.Enqueue(body);

        public void AddLost() => _answers.Enqueue(null);

        public Task<Answer> SendAsync(Call call, CancellationToken cancellationToken)
        {
            Sent.Add(call);
            OnSend?.Invoke(call);
            return _answers.Dequeue() is { } body
                ? Task.FromResult(new Answer(200, "application/json", body))
                : throw NoAnswerException.ConnectionLost(new Uri("https://ecs.example"), new IOException("lost"));
        }
    }
}
