using System.Net.Sockets;
using CsCheck;
using EniTools.Api.Calls;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Tests.Pacing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Transport;

/// <summary>What arrives at the other end of the socket is what was asked for, and the signature covers exactly that.</summary>
public sealed class WireTests
{
    private const string Success = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"RequestId\":\"REQ-1\"}";
    private const string Secret = "ExampleAccessKeySecret0123456789";

    // Lone surrogates are not text: UTF-8 has no bytes for them.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[" ~!*'()+%&=/:?#[]@.\\\"\t\r\n\0é测"], 0, 12], Gen.String.Where(text => !text.Any(char.IsSurrogate)));
    private static readonly Gen<string> Token = Gen.String[Gen.Char['!', '~'], 0, 40];

    [Fact]
    public async Task A_server_that_knows_the_key_finds_every_request_genuine()
    {
        using var server = new RawServer(Enumerable.Repeat(Success, 1000).ToArray());
        using var transport = new HttpTransport("tests");
        var nonces = new HashSet<string>();

        await Gen.Select(Gen.Select(Gen.String[Gen.Char["ABab.12"], 1, 5], Text).Array[0, 6], Token).SampleAsync(
            async (parameters, token) =>
            {
                var sent = parameters.DistinctBy(parameter => parameter.Item1)
                    .Aggregate(new CallParameters(), (sent, parameter) => sent.With(parameter.Item1, parameter.Item2));
                var client = new ApiClient(server.Endpoint, new AccessKey("LTAI5tExampleAccessKeyId", Secret, token), transport);

                await client.SendAsync(new ApiCall(UnassignIpv6Addresses.Operation, sent), new Sending(CancellationToken.None));

                var request = new RawRequest(server.Request);
                Assert.Equal("POST", request.Method);
                Assert.Equal("0", request["content-length"]);
                Assert.Equal("UnassignIpv6Addresses", request["x-acs-action"]);
                Assert.Equal(server.Endpoint.Authority, request["host"]);
                Assert.Equal(sent.OrderBy(parameter => parameter.Key, StringComparer.Ordinal), request.Query);
                Assert.Equal(token, request.Headers.SingleOrDefault(header => header.Key == "x-acs-security-token").Value ?? "");
                Assert.Equal(
                    request.Headers.Select(header => header.Key).Where(Acs3Signature.Covers).Order(StringComparer.Ordinal),
                    request.SignedHeaders);
                Assert.EndsWith("Signature=" + SignatureOf(request), request["authorization"], StringComparison.Ordinal);
                Assert.True(nonces.Add(request["x-acs-signature-nonce"]));
            },
            threads: 1);
    }

    /// <summary>However a user spells an endpoint, the host signed is the host sent.</summary>
    [Theory]
    [InlineData("ecs.cn-hangzhou.aliyuncs.com:8443")]
    [InlineData("ECS.Example.COM:8443")]
    [InlineData("bücher.example:8443")]
    [InlineData("１９２.0.2.1:8443")]
    [InlineData("[2001:DB8::1]:8443")]
    [InlineData("192.0.2.1:8443")]
    [InlineData("ecs.example.com.:8443")]
    [InlineData("https://@ecs.example.com:8443")]
    public async Task The_host_on_the_wire_is_the_host_that_is_signed(string text)
    {
        using var server = new RawServer(Success);
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, _) => ConnectAsync(server.Endpoint) };
        using var transport = new HttpTransport("tests", handler, handler);

        // Plain, so that the server can read it.
        var endpoint = new UriBuilder(Endpoints.Parse(text)) { Scheme = "http" }.Uri;
        await new ApiClient(endpoint, new AccessKey("id", Secret), transport)
            .SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);

        var request = new RawRequest(server.Request);
        Assert.All(request["host"], c => Assert.True(char.IsAscii(c)));
        Assert.EndsWith("Signature=" + SignatureOf(request), request["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_is_the_clocks()
    {
        using var server = new RawServer(Success);
        using var transport = new HttpTransport("tests");

        await new ApiClient(server.Endpoint, new AccessKey("id", Secret), transport) { Clock = new VirtualClock() }
            .SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);

        Assert.Equal("1970-01-01T00:00:00Z", new RawRequest(server.Request)["x-acs-date"]);
    }

    private static string SignatureOf(RawRequest request) => Acs3Signature.Sign(
        Acs3Signature.CanonicalRequest(
            request.Method,
            CanonicalQuery.Of(request.Query),
            request.SignedHeaders.Select(name => new KeyValuePair<string, string>(name, request[name])),
            request["x-acs-content-sha256"]),
        Secret);

    private static async ValueTask<Stream> ConnectAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
