using System.Text.Json.Nodes;
using EniTools.Api.Calls;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;
using EniTools.Conformance.Recordings;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>A recording shows nothing of the account, and can still be read.</summary>
public sealed class RedactionTests
{
    private readonly Redaction _redaction = new("LTAI5tRunsOwnKey", "TheSecretOfTheRun", "CAISTheToken+/=");

    [Theory]
    [InlineData("eni-bp125p95hhdhn3otabcd")]
    [InlineData("vsw-bp1s5fnvk4gn2tws0wpf5")]
    [InlineData("i-bp1a5zr3u7nq9cx1abcd")]
    [InlineData("ipv6-bp1kr0a5mvqn6zzp5abcd")]
    [InlineData("2408:4321:180:1701:94c7:bc38:3bfa:1")]
    [InlineData("2408:4321:180:1701:1::/80")]
    [InlineData("192.168.1.10")]
    [InlineData("00:16:3e:12:34:c2")]
    [InlineData("1406926474061234")]
    [InlineData("473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E")]
    [InlineData("LTAI5tSomeOtherKeyId")]
    [InlineData("acs:ram::1406926474061234:user/lisi")]
    public void What_names_something_of_the_account_is_replaced_wherever_it_stands(string text)
    {
        var inSentence = _redaction.Text($"The specified \"{text}\" is not valid.");
        var inMember = Body($$"""{"Whatever":"{{text}}"}""")["Whatever"]!.ToString();

        Assert.DoesNotContain(text, inSentence, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(text, inMember, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("The specified \"", inSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_texts_stay_equal_and_different_ones_different()
    {
        string Of(string text) => _redaction.Text(text);

        Assert.Equal(Of("eni-aaaaaaaa"), Of("eni-aaaaaaaa"));
        Assert.NotEqual(Of("eni-aaaaaaaa"), Of("eni-bbbbbbbb"));
        Assert.NotEqual(Of("1406926474061234"), Of("1406926474061235"));
        // The same address in another spelling, and an address inside a prefix.
        Assert.Equal(Of("2408:4321:180:1701::1"), Of("2408:4321:0180:1701:0:0:0:1"));
        Assert.StartsWith(Of("2408:4321:180:1701:7::/80").Split("::")[0], Of("2408:4321:180:1701:7::9"), StringComparison.Ordinal);
        Assert.EndsWith("::/80", Of("2408:4321:180:1701:7::/80"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_part_of_a_key_and_no_repeated_request_stays()
    {
        var text = _redaction.Text("Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\nab12] "
            + "server CanonicalRequest is [POST\n/\n\nx-acs-security-token:CAISTheToken+/=]");
        var others = _redaction.Text("key LTAI5tRunsOwnKey, secret TheSecretOfTheRun, token CAISTheToken+/=.");

        Assert.Equal("Specified signature does not match our calculation.(the rest repeats the request)", text);
        Assert.Equal("key (hidden), secret (hidden), token (hidden).", others);
    }

    [Fact]
    public void A_text_that_no_word_of_the_API_is_is_replaced_unless_the_run_sent_it()
    {
        var call = new Call(ApiService.Ecs, "CreateNetworkInterface", [new("NetworkInterfaceName", "own-name")]);
        var body = _redaction.Exchange(new Exchange(call, new Answer(200, "application/json", """
            {"Status":"Available","NetworkInterfaceName":"own-name","Description":"payroll of lisi","NextToken":"AAAAAdDWBF2","QueueNumber":1,
             "ServiceManaged":false,"OwnerId":1406926474061234,"CreationTime":"2019-12-25T12:31:31Z","Nothing":null,"Empty":""}
            """))).Answer.Json!;

        Assert.Equal(
            """
            {"Status":"Available","NetworkInterfaceName":"own-name","Description":"text-1","NextToken":"text-2","QueueNumber":1,
            "ServiceManaged":false,"OwnerId":1000000000000001,"CreationTime":"2019-12-25T12:31:31Z","Nothing":null,"Empty":""}
            """.Replace("\n", "", StringComparison.Ordinal),
            body.ToJsonString());
    }

    [Fact]
    public async Task A_recording_of_all_facts_shows_neither_the_key_nor_anything_of_the_world()
    {
        using var emulator = EniEmulator.Start();
        using var asked = new AskedEmulator(emulator);
        using var file = new TemporaryFile();
        var (results, runner) = await asked.AskAsync(Catalog.Facts);
        var redaction = new Redaction(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret, asked.Area.RunId);

        Recording.Of("test", "cn-hangzhou", results, runner.CleanupExchanges, redaction).Write(file.Path);

        var text = await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken);
        Assert.Contains("UnassignIpv6Addresses", text, StringComparison.Ordinal);
        foreach (var secret in new[]
        {
            EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret, "ACS3-HMAC", "Signature=", asked.Area.RunId, "bp1main", "2001:db8:1234",
            emulator.Endpoint.Authority, "00:16:3e",
        })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private JsonObject Body(string body)
    {
        var call = new Call(ApiService.Ecs, "DescribeNetworkInterfaces", []);
        return _redaction.Exchange(new Exchange(call, new Answer(200, "application/json", body))).Answer.Json!;
    }
}
