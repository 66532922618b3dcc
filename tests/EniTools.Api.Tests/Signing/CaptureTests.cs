using EniTools.Api.Signing;
using EniTools.Api.Tests.Transport;

namespace EniTools.Api.Tests.Signing;

/// <summary>What the vendor's own client put on the wire, signed anew from its headers, has the signature that the client sent.</summary>
public sealed class CaptureTests
{
    private const string Secret = "ExampleAccessKeySecret0123456789";

    public static TheoryData<string> V3 =>
        [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Where(IsV3).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "captures");

    [Theory]
    [MemberData(nameof(V3))]
    public void A_captured_request_signed_anew_has_the_same_Authorization(string file)
    {
        var request = new RawRequest(Read(file));
        var headers = request.Headers.Where(header => Acs3Signature.Covers(header.Key)).ToList();

        var canonical = Acs3Signature.CanonicalRequest(
            request.Method, CanonicalQuery.Of(request.Query), headers, Acs3Signature.HashBody([]));

        Assert.Equal(
            request["authorization"],
            Acs3Signature.Authorization(
                "LTAI5tExampleAccessKeyId", Acs3Signature.SignedHeaders(headers), Acs3Signature.Sign(canonical, Secret)));
    }

    private static bool IsV3(string file) => Read(file).Contains("\r\nAuthorization: ACS3-", StringComparison.Ordinal);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
