using System.Text;
using System.Text.Json;
using EniTools.Api.Calls;
using EniTools.Api.Signing;

namespace EniTools.Api.Tests.Signing;

/// <summary>V3 signatures equal those that the vendor's own client makes of the same requests.</summary>
public sealed class Acs3VectorTests
{
    private static readonly JsonElement[] All =
        [
            .. JsonDocument.Parse(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "signature-vectors.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> V3 => [.. Named("V3-")];

    [Theory]
    [MemberData(nameof(V3))]
    public void A_signature_is_the_one_of_the_vendors_client(string name)
    {
        var vector = All.Single(vector => vector.GetProperty("name").GetString() == name);
        var inputs = vector.GetProperty("inputs");
        var headers = HeadersOf(vector, inputs)
            .Select(header => new KeyValuePair<string, string>(header.Name.ToLowerInvariant(), header.Value.GetString()!))
            .Where(header => Acs3Signature.Covers(header.Key))
            .ToList();
        var body = vector.TryGetProperty("wire", out var wire) && wire.TryGetProperty("body", out var text) ? text.GetString()! : "";

        var canonical = Acs3Signature.CanonicalRequest(
            inputs.GetProperty("method").GetString()!,
            CanonicalQuery.Of(Flatten("", inputs.GetProperty("params"))),
            headers,
            Acs3Signature.HashBody(Encoding.UTF8.GetBytes(body)));
        var signature = Acs3Signature.Sign(canonical, inputs.GetProperty("accessKeySecret").GetString()!);

        Assert.Equal(vector.GetProperty("canonicalRequest").GetString(), canonical);
        Assert.Equal(vector.GetProperty("stringToSign").GetString(), Acs3Signature.StringToSign(canonical));
        Assert.Equal(
            vector.GetProperty("authorization").GetString(),
            Acs3Signature.Authorization(inputs.GetProperty("accessKeyId").GetString()!, Acs3Signature.SignedHeaders(headers), signature));
    }

    [Fact]
    public void A_request_carries_all_that_its_signature_covers()
    {
        var key = new AccessKey("id", "secret", "token");
        var parameters = new CallParameters().With("RegionId", "cn-hangzhou")
            .WithEach("Ipv6Address", Enumerable.Range(1, 10).Select(i => $"2001:db8::{i}"));
        var unsigned = new UnsignedRequest(new Uri("http://127.0.0.1:18791"), "UnassignIpv6Addresses", "2014-05-26", parameters);

        var request = RequestSigner.Sign(unsigned, key, DateTimeOffset.UnixEpoch, "nonce");

        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var signed = headers["Authorization"].Split("SignedHeaders=")[1].Split(',')[0].Split(';');
        Assert.Equal(
            headers.Keys.Where(name => Acs3Signature.Covers(name.ToLowerInvariant())).Append("host").Order(StringComparer.Ordinal), signed);
        Assert.Equal("1970-01-01T00:00:00Z", headers["x-acs-date"]);
        Assert.Contains("Ipv6Address.1=2001%3Adb8%3A%3A1&Ipv6Address.10=", request.Uri.Query, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Named(string prefix) =>
        All.Select(vector => vector.GetProperty("name").GetString()!).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    private static JsonElement.ObjectEnumerator HeadersOf(JsonElement vector, JsonElement inputs) =>
        (inputs.TryGetProperty("headers", out var given) ? given : vector.GetProperty("wire").GetProperty("headers")).EnumerateObject();

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Flatten(Join(name, member.Name), member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Flatten(Join(name, $"{index + 1}"), item)),
        _ => [new(name, value.GetString()!)],
    };

    private static string Join(string name, string member) => name.Length == 0 ? member : $"{name}.{member}";
}
