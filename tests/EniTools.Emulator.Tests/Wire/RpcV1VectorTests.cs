using System.Globalization;
using System.Text;
using System.Text.Json;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>V1 signatures are verified as the vendor's clients and documentation make them.</summary>
public sealed class RpcV1VectorTests
{
    private static readonly JsonElement[] All =
        [
            .. JsonDocument.Parse(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "signature-vectors.json"))).RootElement.EnumerateArray()];

    /// <summary>The vectors that say what went over the wire.</summary>
    public static TheoryData<string> Vectors =>
        [
            .. All.Where(
                vector => vector.GetProperty("scheme").GetString()!.Contains("V1", StringComparison.Ordinal)
                    && vector.TryGetProperty("wire", out _)).Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_signature_of_a_vector_matches_and_matches_no_other_secret(string name)
    {
        var vector = All.Single(vector => vector.GetProperty("name").GetString() == name);
        var wire = vector.GetProperty("wire");
        var request = new IncomingRequest(
            wire.GetProperty("method").GetString()!,
            new Uri(wire.GetProperty("url").GetString()!).PathAndQuery,
            [new("content-type", IncomingRequest.FormContentType)],
            Encoding.UTF8.GetBytes(wire.GetProperty("body").GetString()!));
        var secret = vector.GetProperty("inputs").GetProperty("accessKeySecret").GetString()!;

        var signature = Signature.Read(request);
        signature.CheckComplete();
        signature.CheckTime(DateTimeOffset.Parse(signature.TimeStamp, CultureInfo.InvariantCulture));
        signature.CheckMatch(secret);

        Assert.Equal("SignatureDoesNotMatch", Assert.Throws<ApiFault>(() => signature.CheckMatch(secret + "x")).Code);
    }
}
