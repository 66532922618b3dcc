using System.Text.Json;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>The paths beside the API: what was asked, what is there, what goes wrong, and a new beginning.</summary>
public sealed class ControlAddressTests : IDisposable
{
    private const string Unassign = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1";

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public ControlAddressTests() => _client = new TestClient(_emulator);

    [Fact]
    public async Task It_tells_what_was_asked_and_shows_no_secret()
    {
        var answer = await _client.CallAsync("UnassignIpv6Addresses", Unassign);

        var log = await Control(HttpMethod.Get, "requests");
        var entry = log.Json.GetProperty("Requests")[0];
        Assert.Equal("UnassignIpv6Addresses", entry.GetProperty("Action").GetString());
        Assert.Equal("eni-bp1web01b", entry.GetProperty("Parameters").GetProperty("NetworkInterfaceId").GetString());
        Assert.Equal(answer.RequestId, entry.GetProperty("RequestId").GetString());
        Assert.DoesNotContain(EniEmulator.AccessKeySecret, log.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature", log.Body, StringComparison.Ordinal);
        Assert.Empty(log.RequestId);
    }

    [Fact]
    public async Task It_tells_of_a_parameter_whatever_its_name()
    {
        await _client.CallAsync("UnassignIpv6Addresses", Unassign + "&\",\\✓=1");

        var entry = (await Control(HttpMethod.Get, "requests")).Json.GetProperty("Requests")[0];

        Assert.Equal("1", entry.GetProperty("Parameters").GetProperty("\",\\✓").GetString());
    }

    [Fact]
    public async Task Faults_are_set_and_taken_back_and_a_reset_begins_anew()
    {
        var before = (await Control(HttpMethod.Get, "state")).Body;
        Assert.Equal(
            200,
            (await Control(HttpMethod.Post, "faults?Kind=Refuse&Code=Throttling&Status=400&Count=1&Action=UnassignIpv6Addresses")).Status);
        Assert.Equal("Throttling", (await _client.CallAsync("UnassignIpv6Addresses", Unassign)).Code);
        Assert.Equal(200, (await _client.CallAsync("UnassignIpv6Addresses", Unassign)).Status);
        Assert.NotEqual(before, (await Control(HttpMethod.Get, "state")).Body);

        await Control(HttpMethod.Post, "faults?Kind=HtmlAnswer");
        await Control(HttpMethod.Delete, "faults");
        Assert.Empty((await Control(HttpMethod.Get, "faults")).Json.GetProperty("Faults").EnumerateArray());
        await Control(HttpMethod.Post, "reset");
        Assert.Equal(before, (await Control(HttpMethod.Get, "state")).Body);
        Assert.Empty((await Control(HttpMethod.Get, "requests")).Json.GetProperty("Requests").EnumerateArray());
    }

    [Fact]
    public async Task A_fault_is_shown_as_it_was_set()
    {
        const string fault =
            "Kind=Refuse&Action=UnassignIpv6Addresses&NetworkInterfaceId=eni-a&Count=3"
            + "&Probability=0.25&LatencyMilliseconds=20&Code=Throttling&Status=400&RetryAfterMilliseconds=1500";
        await Control(HttpMethod.Post, $"faults?{fault}");

        var shown = (await Control(HttpMethod.Get, "faults")).Json.GetProperty("Faults")[0];

        Assert.Equal(fault, string.Join('&', shown.EnumerateObject().Select(member => $"{member.Name}={member.Value}")));
    }

    [Fact]
    public async Task A_fault_that_is_shown_can_be_set_again()
    {
        await Control(HttpMethod.Post, "faults?Kind=CutAnswer");
        var shown = (await Control(HttpMethod.Get, "faults")).Json.GetProperty("Faults")[0];

        var members = shown.EnumerateObject().Select(member => $"{member.Name}={member.Value}");
        await Control(HttpMethod.Post, "faults?" + string.Join('&', members));

        Assert.Equal(2, _emulator.Faults.Count);
        Assert.Equal(_emulator.Faults[0], _emulator.Faults[1]);
    }

    [Fact]
    public async Task Flow_control_is_shown_and_changed_one_limit_at_a_time()
    {
        await Control(HttpMethod.Post, "flowcontrol?MaxCallsPerMinute=1&OmitRetryAfter=true");
        await Control(HttpMethod.Post, "flowcontrol?MaxCallsPerSecond=7");
        var shown = (await Control(HttpMethod.Get, "flowcontrol")).Json;
        Assert.Equal(
            (7, 1, true),
            (
                shown.GetProperty("MaxCallsPerSecond").GetInt32(),
                shown.GetProperty("MaxCallsPerMinute").GetInt32(),
                shown.GetProperty("OmitRetryAfter").GetBoolean()));

        await Control(HttpMethod.Post, "flowcontrol?MaxCallsPerMinute=0");
        Assert.Equal((7, null), (_emulator.FlowControl.MaxCallsPerSecond, _emulator.FlowControl.MaxCallsPerMinute));
        Assert.Equal(400, (await Control(HttpMethod.Post, "flowcontrol?MaxCallsPerHour=1")).Status);
    }

    [Theory]
    [InlineData(
        "Kind=NoSuchKind",
        "A fault's Kind is one of None, Refuse, DropBeforeEffect, HangBeforeEffect, HangAfterEffect, DropAfterEffect, CutAnswer, "
            + "HtmlAnswer or GarbledAnswer, and cannot be 'NoSuchKind'.")]
    [InlineData(
        "Kind=99",
        "A fault's Kind is one of None, Refuse, DropBeforeEffect, HangBeforeEffect, HangAfterEffect, DropAfterEffect, CutAnswer, "
            + "HtmlAnswer or GarbledAnswer, and cannot be '99'.")]
    [InlineData(
        "Bogus=1",
        "A fault has no member 'Bogus'. It has Kind, Action, NetworkInterfaceId, Count, Probability, LatencyMilliseconds, Code, "
            + "Status and RetryAfterMilliseconds.")]
    [InlineData("Status=7", "A fault's Status is an HTTP status from 200 to 599, and cannot be '7'.")]
    [InlineData("Count=0", "A fault's Count is a number of calls from 1 to 2147483647, and cannot be '0'.")]
    [InlineData("Count=-1", "A fault's Count is a number of calls from 1 to 2147483647, and cannot be '-1'.")]
    [InlineData("Probability=2", "A fault's Probability is a number from 0 to 1, and cannot be '2'.")]
    [InlineData("Probability=NaN", "A fault's Probability is a number from 0 to 1, and cannot be 'NaN'.")]
    [InlineData(
        "LatencyMilliseconds=86400001",
        "A fault's LatencyMilliseconds is a number of milliseconds from 0 to 86400000, and cannot be '86400001'.")]
    public async Task A_fault_that_cannot_be_is_refused_in_words(string fault, string problem)
    {
        var answer = await Control(HttpMethod.Post, $"faults?{fault}");

        Assert.Equal((400, problem), (answer.Status, answer.Json.GetProperty("Problem").GetString()));
        Assert.Empty(_emulator.Faults);
    }

    [Theory]
    [InlineData("Origin", "http://example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "example.com")]
    public async Task A_page_in_a_browser_cannot_drive_it(string header, string value)
    {
        var before = _emulator.State();
        await _client.CallAsync("UnassignIpv6Addresses", Unassign);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_emulator.Endpoint, "/.emulator/reset"));
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.InRange((await _client.SendAsync(request)).Status, 400, 404);

        Assert.NotEqual(before, _emulator.State());
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "secret")]
    [InlineData(200, "secret", "Origin", "here", "Sec-Fetch-Site", "same-origin")]
    [InlineData(200, "secret", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors")]
    [InlineData(403, "wrong")]
    [InlineData(403, "wrong", "Sec-Fetch-Site", "same-origin")]
    [InlineData(403, "", "Sec-Fetch-Site", "same-origin")]
    [InlineData(403, "", "Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate")]
    [InlineData(403, "", "Sec-Fetch-Mode", "no-cors")]
    [InlineData(403, "", "Sec-Fetch-Dest", "document")]
    [InlineData(403, "", "sec-fetch-user", "?1")]
    [InlineData(403, "", "Origin", "here")]
    [InlineData(403, "secret", "Origin", "http://127.0.0.1:1")]
    [InlineData(403, "secret", "Origin", "null")]
    [InlineData(403, "secret", "Sec-Fetch-Site", "same-site")]
    [InlineData(403, "secret", "Sec-Fetch-Site", "cross-site")]
    public async Task It_opens_to_programs_and_to_the_page_with_the_secret_of_this_start(int status, string secret, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.Endpoint, "/.emulator/state"));
        if (secret.Length > 0)
            request.Headers.Add("x-eni-emulator-secret", secret == "secret" ? _emulator.Page.Fragment[1..] : new string('0', 32));
        foreach (var header in headers.Chunk(2))
            request.Headers.Add(header[0], header[1] == "here" ? _emulator.Endpoint.GetLeftPart(UriPartial.Authority) : header[1]);

        Assert.Equal(status, (await _client.SendAsync(request)).Status);
    }

    // The emulator's key is no secret, so that any page could sign a request and send it as an image.
    [Theory]
    [InlineData("Origin", "http://example.com")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Mode", "no-cors")]
    public async Task A_page_in_a_browser_cannot_call_the_API(string header, string value)
    {
        var before = _emulator.State();
        using var page = new TestClient(_emulator) { MoreHeaders = new Dictionary<string, string> { [header] = value } };

        Assert.Equal(403, (await page.CallAsync("UnassignIpv6Addresses", Unassign)).Status);
        Assert.Equal(before, _emulator.State());
    }

    [Fact]
    public async Task A_watch_waits_for_news_and_tells_all_of_it_once()
    {
        var first = (await Control(HttpMethod.Get, "watch")).Json;
        var waiting = Control(HttpMethod.Get, Since(first));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        await _client.CallAsync("UnassignIpv6Addresses", Unassign);
        await _client.CallAsync("UnassignIpv6Addresses", Unassign);
        var calls = new List<JsonElement>();
        var news = first;
        for (var last = (await waiting).Json; calls.Count < 2; last = (await Control(HttpMethod.Get, Since(news))).Json)
        {
            calls.InsertRange(0, last.GetProperty("Calls").EnumerateArray());
            news = last;
        }

        Assert.Equal(["InvalidIp.IpUnassigned", ""], calls.Select(call => call.GetProperty("Code").GetString()));
        Assert.NotEqual(first.GetProperty("Version").GetString(), news.GetProperty("Version").GetString());
        var counted = news.GetProperty("Rates").EnumerateArray().ToList();
        Assert.Equal((60, 2, 1, 0), (counted.Count, Sum("Calls"), Sum("Refused"), Sum("Throttled")));

        int Sum(string name) => counted.Sum(rate => rate.GetProperty(name).GetInt32());
        static string Since(JsonElement seen) =>
            $"watch?After={seen.GetProperty("Last")}&Version={seen.GetProperty("Version")}"
                + $"&Settings={Uri.EscapeDataString(seen.GetProperty("Settings").GetString()!)}";
    }

    [Fact]
    public async Task A_request_is_shown_with_its_answer_and_a_key_is_not()
    {
        var answer = await _client.CallAsync("UnassignIpv6Addresses", Unassign);
        using var sts = new TestClient(_emulator) { AccessKeyId = "EniEmulatorOneInterfaceKeyId", Version = "2015-04-01" };
        var role = await sts.CallAsync("AssumeRole", "RoleArn=acs:ram::1000000000000001:role/deployer&RoleSessionName=test");
        var key = role.Json.GetProperty("Credentials").GetProperty("AccessKeySecret").GetString()!;

        Assert.Equal(answer.Body, (await Control(HttpMethod.Get, "request?Number=1")).Json.GetProperty("Answer").GetString());
        var shown = await Control(HttpMethod.Get, "request?Number=2");
        Assert.Equal("It holds a key or may repeat a token, and is not kept.", shown.Json.GetProperty("Answer").GetString());
        Assert.DoesNotContain(key, shown.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await Control(HttpMethod.Get, "request?Number=3")).Status);
    }

    /// <summary>A refusal for the signature repeats the request. The client gets it whole; the page and the log do not show the token.</summary>
    [Theory]
    [InlineData("SecurityToken")]
    [InlineData("BearerToken")]
    public async Task A_request_with_a_token_is_shown_without_it(string parameter)
    {
        const string token = "TheTokenThatMustNotShow";
        await _client.CallAsync("UnassignIpv6Addresses", Unassign);
        using var inHeader = new TestClient(_emulator) { Secret = "wrong", SecurityToken = token };
        using var inQuery = new TestClient(_emulator) { Secret = "wrong" };
        await inHeader.CallAsync("UnassignIpv6Addresses", Unassign);
        var refusal = await inQuery.CallAsync("UnassignIpv6Addresses", $"{Unassign}&{parameter}={token}");
        Assert.Contains(token, refusal.Body, StringComparison.Ordinal);

        foreach (var path in new[] { "requests", "request?Number=2", "request?Number=3", "watch" })
            Assert.DoesNotContain(token, (await Control(HttpMethod.Get, path)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_given_out_in_pages()
    {
        for (var i = 0; i < 1003; i++)
            await _client.CallAsync("NoSuch", "");

        var latest = (await Control(HttpMethod.Get, "requests")).Json;
        Assert.Equal("1003", latest.GetProperty("Last").GetString());
        var page = latest.GetProperty("Requests");
        Assert.Equal((1000, "4"), (page.GetArrayLength(), page[0].GetProperty("Number").GetString()));
        var first = (await Control(HttpMethod.Get, "requests?After=0")).Json.GetProperty("Requests");
        var rest = (await Control(HttpMethod.Get, "requests?After=1000")).Json.GetProperty("Requests");
        Assert.Equal((1000, 3), (first.GetArrayLength(), rest.GetArrayLength()));
        Assert.Equal(400, (await Control(HttpMethod.Get, "requests?After=x")).Status);
    }

    [Fact]
    public async Task A_fault_is_taken_back_alone()
    {
        await Control(HttpMethod.Post, "faults?Kind=CutAnswer&Count=3");
        await Control(HttpMethod.Post, "faults?Kind=HtmlAnswer");

        Assert.Equal(200, (await Control(HttpMethod.Delete, "faults?Kind=CutAnswer&Count=2")).Status);
        Assert.Equal(404, (await Control(HttpMethod.Delete, "faults?Kind=CutAnswer")).Status);
        Assert.Equal(Faults.FaultKind.HtmlAnswer, Assert.Single(_emulator.Faults).Kind);

        // A member that is left out is the default of that member, and not any value of it.
        await Control(HttpMethod.Post, "faults?Kind=Refuse&Code=Throttling&Status=400&Count=3");
        Assert.Equal(404, (await Control(HttpMethod.Delete, "faults?Kind=Refuse")).Status);
        Assert.Equal(404, (await Control(HttpMethod.Delete, "faults?Kind=Refuse&Code=Throttling")).Status);
        Assert.Equal(200, (await Control(HttpMethod.Delete, "faults?Kind=Refuse&Code=Throttling&Status=400")).Status);
        Assert.Single(_emulator.Faults);
    }

    [Fact]
    public async Task The_state_is_JSON() =>
        Assert.Equal(JsonValueKind.Array, (await Control(HttpMethod.Get, "state")).Json.GetProperty("Regions").ValueKind);

    [Fact]
    public async Task A_world_is_given_while_it_runs_whole_or_not_at_all()
    {
        using var large = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 20_000 });
        var given = large.State();
        Assert.Equal(200, (await Put("state", given)).Status);
        Assert.Equal(given, _emulator.State());

        var refused = await Put("state", given[..^3]);
        Assert.Equal(400, refused.Status);
        Assert.StartsWith(
            "The document does not describe a world:", refused.Json.GetProperty("Problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, (await Put("state", "")).Status);
        Assert.Equal(given, _emulator.State());
    }

    [Fact]
    public async Task Snapshots_are_taken_listed_put_back_and_forgotten()
    {
        var before = _emulator.State();
        var taken = (await Control(HttpMethod.Post, "snapshots?Name=before%20all")).Json;
        Assert.Equal("before all", taken.GetProperty("Name").GetString());
        await _client.CallAsync("UnassignIpv6Addresses", Unassign);

        Assert.Equal(200, (await Control(HttpMethod.Post, "restore?Name=before%20all")).Status);
        Assert.Equal(before, _emulator.State());
        var listed = (await Control(HttpMethod.Get, "snapshots")).Json.GetProperty("Snapshots");
        Assert.Equal(taken.GetRawText(), Assert.Single(listed.EnumerateArray()).GetRawText());
        await Control(HttpMethod.Delete, "snapshots?Name=before%20all");
        var gone = await Control(HttpMethod.Post, "restore?Name=before%20all");
        Assert.Equal((404, "There is no snapshot 'before all'."), (gone.Status, gone.Json.GetProperty("Problem").GetString()));
        Assert.Equal(400, (await Control(HttpMethod.Post, "snapshots")).Status);
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    private async Task<TestAnswer> Control(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(_emulator.Endpoint, "/.emulator/" + path));
        return await _client.SendAsync(request);
    }

    private async Task<TestAnswer> Put(string path, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_emulator.Endpoint, "/.emulator/" + path))
        {
            Content = new StringContent(text),
        };
        return await _client.SendAsync(request);
    }
}
