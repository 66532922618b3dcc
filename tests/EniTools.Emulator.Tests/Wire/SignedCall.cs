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
}
