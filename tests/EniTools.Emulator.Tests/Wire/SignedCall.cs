using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>A signed removal of an address as the bytes of a request, for tests that read the answer off the socket themselves.</summary>
internal static class SignedCall
{
    public static string Removal(EniEmulator emulator, string networkInterfaceId, string address)
    {
        var call = UnassignIpv6Addresses.Call("cn-hangzhou", networkInterfaceId, [new Ipv6Item(Ipv6Address.Parse(address))]);
        var key = new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);
        var request = RequestSigner.Sign(call.At(emulator.Endpoint), key, DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N"));
        return $"POST {request.Uri.PathAndQuery} HTTP/1.1\r\nHost: {request.Uri.Authority}\r\nContent-Length: 0\r\n"
            + string.Concat(request.Headers.Select(header => $"{header.Key}: {header.Value}\r\n")) + "\r\n";
    }

    /// <summary>The parameters of the same removal with the signature of the older clients among them.</summary>
    public static string OldRemoval(string method, string networkInterfaceId, string address)
    {
        var query = CanonicalQuery.Of(new Dictionary<string, string>
        {
            ["AccessKeyId"] = EniEmulator.AccessKeyId,
            ["Action"] = "UnassignIpv6Addresses",
            ["Format"] = "JSON",
            ["Ipv6Address.1"] = address,
            ["NetworkInterfaceId"] = networkInterfaceId,
            ["RegionId"] = "cn-hangzhou",
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureNonce"] = Guid.NewGuid().ToString("N"),
            ["SignatureVersion"] = "1.0",
            ["Timestamp"] = DateTimeOffset.UtcNow.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture),
            ["Version"] = "2014-05-26",
        });
#pragma warning disable CA5350 // The older clients sign with SHA-1.
        var signature = HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(EniEmulator.AccessKeySecret + "&"),
            Encoding.UTF8.GetBytes($"{method}&%2F&{PercentEncoding.Encode(query)}"));
#pragma warning restore CA5350
        return $"{query}&Signature={PercentEncoding.Encode(Convert.ToBase64String(signature))}";
    }
}
