using EniTools.Api.Credentials;
using EniTools.Api.Operations;
using EniTools.Api.Signing;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>A signed UnassignIpv6Addresses as the bytes of a request, for tests that read the answer off the socket themselves.</summary>
internal static class SignedCall
{
    /// <param name="emulator">Where it goes.</param>
    /// <param name="parameters">Its parameters as a query, not encoded: A=b&amp;C=d.</param>
    public static string Of(EniEmulator emulator, string parameters)
    {
        var call = parameters.Split('&').Select(pair => pair.Split('=', 2))
            .Aggregate(new ApiCall("UnassignIpv6Addresses", "2014-05-26"), (call, pair) => call.With(pair[0], pair[1]));
        var key = new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);
        var request = RequestSigner.Sign(call, emulator.Endpoint, key, DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N"));
        return $"POST {request.Uri.PathAndQuery} HTTP/1.1\r\nHost: {request.Uri.Authority}\r\nContent-Length: 0\r\n"
            + string.Concat(request.Headers.Select(header => $"{header.Key}: {header.Value}\r\n")) + "\r\n";
    }
}
