using System.Xml.Linq;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>Which requests are taken at all, and the form of an answer.</summary>
public sealed class GatewayTests : IDisposable
{
    private const string Describe = "RegionId=cn-beijing&MaxResults=10";

    private readonly EniEmulator _emulator = EniEmulator.Start();

    [Fact]
    public async Task A_good_signature_is_taken_once()
    {
        using var client = new TestClient(_emulator) { Nonce = "once" };

        Assert.Equal(200, (await client.CallAsync("DescribeNetworkInterfaces", Describe)).Status);
        Assert.Equal("SignatureNonceUsed", (await client.CallAsync("DescribeNetworkInterfaces", Describe)).Code);
    }

    [Fact]
    public async Task A_nonce_is_not_used_up_by_a_request_that_is_not_genuine()
    {
        using var forger = new TestClient(_emulator) { Nonce = "once", Secret = "guessed" };
        using var client = new TestClient(_emulator) { Nonce = "once" };

        Assert.Equal("SignatureDoesNotMatch", (await forger.CallAsync("DescribeNetworkInterfaces", Describe)).Code);
        Assert.Equal(200, (await client.CallAsync("DescribeNetworkInterfaces", Describe)).Status);
    }

    [Theory]
    [InlineData(-16, "InvalidTimeStamp.Expired")]
    [InlineData(16, "InvalidTimeStamp.Expired")]
    [InlineData(-14, null)]
    [InlineData(14, null)]
    public async Task A_clock_may_be_a_quarter_of_an_hour_off(int minutes, string? code)
    {
        using var client = new TestClient(_emulator) { Time = DateTimeOffset.UtcNow.AddMinutes(minutes) };

        Assert.Equal(code, (await client.CallAsync("DescribeNetworkInterfaces", Describe)).Code);
    }

    [Theory]
    [InlineData("x-acs-action")]
    [InlineData("x-acs-version")]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-signature-nonce")]
    [InlineData("x-acs-content-sha256")]
    public async Task Every_part_must_be_there_and_be_signed(string header)
    {
        using var without = new TestClient(_emulator) { LeftOut = header };
        using var unsigned = new TestClient(_emulator) { Unsigned = header };

        Assert.Equal("MissingParameter", (await without.CallAsync("DescribeNetworkInterfaces", Describe)).Code);
        Assert.Equal("IncompleteSignature", (await unsigned.CallAsync("DescribeNetworkInterfaces", Describe)).Code);
    }

    [Fact]
    public async Task Keys_tokens_operations_and_versions_that_are_not_there_are_refused()
    {
        await Refused(new TestClient(_emulator) { AccessKeyId = "LTAInobody" }, 404, "InvalidAccessKeyId.NotFound");
        await Refused(new TestClient(_emulator) { Secret = "wrong" }, 400, "SignatureDoesNotMatch");
        await Refused(new TestClient(_emulator) { SecurityToken = "token" }, 400, "InvalidSecurityToken.MismatchWithAccessKey");
        await Refused(new TestClient(_emulator) { Version = "2014-05-27" }, 400, "InvalidVersion");
        await Refused(new TestClient(_emulator), 404, "InvalidAction.NotFound", "NoSuchOperation");
    }

    [Fact]
    public async Task Neither_another_path_nor_another_method_is_the_API()
    {
        using var client = new TestClient(_emulator);
        using var path = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.Endpoint, "/other?Format=JSON"));
        using var method = new HttpRequestMessage(HttpMethod.Put, new Uri(_emulator.Endpoint, "/?Format=JSON"));
        using var nothing = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.Endpoint, "/?Format=JSON"));

        Assert.Equal("InvalidAction.NotFound", (await client.SendAsync(path)).Code);
        Assert.Equal("UnsupportedHTTPMethod", (await client.SendAsync(method)).Code);
        Assert.Equal("MissingParameter", (await client.SendAsync(nothing)).Code);
    }

    [Theory]
    [InlineData("JSON", "{")]
    [InlineData("XML", "<")]
    public async Task A_body_that_is_too_large_is_refused_in_the_wanted_format(string format, string beginning)
    {
        using var client = new TestClient(_emulator);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(_emulator.Endpoint, $"/?Format={format}"))
        {
            Content = new ByteArrayContent(new byte[2 * 1024 * 1024]),
        };

        var answer = await client.SendAsync(request);

        Assert.Equal(413, answer.Status);
        Assert.StartsWith(beginning, answer.Body, StringComparison.Ordinal);
        Assert.Contains("RequestEntityTooLarge", answer.Body, StringComparison.Ordinal);
        Assert.Contains(answer.RequestId, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bearer_token_is_known_and_not_taken()
    {
        using var client = new TestClient(_emulator);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_emulator.Endpoint, "/?Format=JSON&Action=DescribeRegions&SignatureType=BEARERTOKEN&BearerToken=token"));

        Assert.Equal("UnsupportedSignatureType", (await client.SendAsync(request)).Code);
        Assert.DoesNotContain(_emulator.Requests.Single().Parameters, parameter => parameter.Key == "BearerToken");
    }

    [Fact]
    public async Task Answers_are_JSON_or_XML_as_the_client_accepts()
    {
        using var json = new TestClient(_emulator);
        using var xml = new TestClient(_emulator) { Accept = "text/xml" };

        var inJson = await json.CallAsync("DescribeNetworkInterfaces", Describe);
        var inXml = await xml.CallAsync("DescribeNetworkInterfaces", Describe);
        var error = await xml.CallAsync("NoSuchOperation", Describe);

        Assert.Equal("application/json;charset=utf-8", inJson.ContentType.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("text/xml;charset=utf-8", inXml.ContentType.Replace(" ", "", StringComparison.Ordinal));
        var root = XDocument.Parse(inXml.Body).Root!;
        Assert.Equal("DescribeNetworkInterfacesResponse", root.Name.LocalName);
        Assert.Equal(inXml.RequestId, root.Element("RequestId")!.Value);
        Assert.Equal(
            inJson.Json.GetProperty("NetworkInterfaceSets").GetProperty("NetworkInterfaceSet").EnumerateArray()
                .Select(item => item.GetProperty("NetworkInterfaceId").GetString()),
            root.Element("NetworkInterfaceSets")!.Elements("NetworkInterfaceSet")
                .Select(item => item.Element("NetworkInterfaceId")!.Value));
        Assert.Equal("InvalidAction.NotFound", XDocument.Parse(error.Body).Root!.Element("Code")!.Value);
    }

    public void Dispose() => _emulator.Dispose();

    private static async Task Refused(TestClient client, int status, string code, string action = "DescribeNetworkInterfaces")
    {
        using var _ = client;
        var answer = await client.CallAsync(action, Describe);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }
}
