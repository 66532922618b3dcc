using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Transport;

/// <summary>Tests of what holds for the whole process run alone.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ProcessWide;

/// <summary>
/// Between "nothing was sent" and "it may have taken effect" there is no guessing: the first is said only of what fails before the first byte.
/// </summary>
[Collection(typeof(ProcessWide))]
public sealed class ConnectTests : IDisposable
{
    private const string Success = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"RequestId\":\"REQ-1\"}";

    private readonly IWebProxy _proxy = HttpClient.DefaultProxy;

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    public async Task Where_no_TLS_is_spoken_nothing_was_sent(string answer)
    {
        // The first bytes of TLS are not an HTTP head; the server answers whatever comes.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = AnswerOnceAsync(listener, answer);

        var failure = await Assert.ThrowsAsync<NoAnswerException>(
            () => CallAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        AssertNothingWasSent(failure);
        await server;
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_nothing_was_sent()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = BytesAfterTlsAsync(listener, certificate);

        var failure = await Assert.ThrowsAsync<NoAnswerException>(
            () => CallAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        AssertNothingWasSent(failure);
        Assert.Equal(0, await server);
    }

    /// <summary>The proxy is named, and not the service, which had no part in it. Its password is in no text.</summary>
    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "ProxyAuthenticationRequired", RetryRule.Never)]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "ProxyFailed", RetryRule.Briefly)]
    [InlineData(null, "ProxyFailed", RetryRule.Briefly)]
    public async Task Where_a_proxy_lets_nobody_through_it_is_named_and_nothing_was_sent(string? answer, string code, Enum rule)
    {
        using var proxy = new RawServer(answer ?? "");
        var address = answer is null ? new Uri("http://127.0.0.1:1") : proxy.Endpoint;
        HttpClient.DefaultProxy = new WebProxy(new UriBuilder(address) { UserName = "user", Password = "ProxyPassword" }.Uri);

        var failure = await Assert.ThrowsAsync<NoAnswerException>(() => CallAsync("https://ecs.cn-hangzhou.aliyuncs.com"));

        Assert.Equal((code, rule, false), (failure.Code, (Enum)failure.RetryRule, failure.MayHaveTakenEffect));
        Assert.StartsWith(
            $"The proxy http://{address.Authority} (HttpClient.DefaultProxy) made no connection to ecs.cn-hangzhou.aliyuncs.com: ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("ProxyPassword", failure.ToString(), StringComparison.Ordinal);
        Assert.All(
            proxy.Requests, request => Assert.StartsWith("CONNECT ecs.cn-hangzhou.aliyuncs.com:443 ", request, StringComparison.Ordinal));
    }

    /// <summary>What rarely passes by itself is given up soon, unless the endpoint was reached before.</summary>
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, RetryRule.Briefly)]
    [InlineData(HttpRequestError.ConnectionError, RetryRule.WithBackoff)]
    [InlineData(HttpRequestError.SecureConnectionError, RetryRule.Briefly)]
    public async Task A_mistake_is_told_from_an_outage(HttpRequestError step, Enum rule)
    {
        var exception = new HttpRequestException(step, "m", new AuthenticationException("m"));
        using var handler = new Failing(exception);
        using var transport = new HttpTransport("tests", handler, handler);

        var atFirst = await Assert.ThrowsAsync<NoAnswerException>(() => CallAsync("https://ecs.cn-hangzhou.aliyuncs.com", transport));
        handler.Answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"RequestId":"REQ-1"}""") };
        await CallAsync("https://ecs.cn-hangzhou.aliyuncs.com", transport);
        handler.Answer = null;
        var later = await Assert.ThrowsAsync<NoAnswerException>(() => CallAsync("https://ecs.cn-hangzhou.aliyuncs.com", transport));

        Assert.Equal((rule, RetryRule.WithBackoff), ((Enum)atFirst.RetryRule, later.RetryRule));
        AssertNothingWasSent(atFirst);
    }

    [Fact]
    public async Task What_is_meant_for_this_machine_goes_through_no_proxy()
    {
        using var server = new RawServer(Success);
        using var proxy = new RawServer(Success);
        HttpClient.DefaultProxy = new WebProxy(proxy.Endpoint);

        await CallAsync(server.Endpoint.ToString());

        Assert.Empty(proxy.Requests);
        Assert.Single(server.Requests);
    }

    /// <summary>An error of the network under a stream is one of a connection that stood: bytes may have gone over it.</summary>
    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.HostUnreachable)]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.NetworkDown)]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.TimedOut)]
    public async Task A_network_that_goes_away_below_a_connection_may_have_carried_the_request(SocketError error)
    {
        var failure = await FailureOfAsync(new HttpRequestException("m", new IOException("m", new SocketException((int)error))));

        Assert.Equal("ConnectionLost", failure.Code);
        Assert.True(failure.MayHaveTakenEffect);
    }

    /// <summary>Platforms before .NET 8 do not say which step failed; the kind of error does.</summary>
    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.HostUnreachable)]
    public async Task An_error_of_the_socket_itself_is_one_of_connecting(SocketError error) =>
        AssertNothingWasSent(await FailureOfAsync(new HttpRequestException("m", new SocketException((int)error))));

    [Fact]
    public async Task What_cannot_be_told_apart_may_have_taken_effect() =>
        Assert.True((await FailureOfAsync(new HttpRequestException("m"))).MayHaveTakenEffect);

    public void Dispose() => HttpClient.DefaultProxy = _proxy;

    private static void AssertNothingWasSent(NoAnswerException failure)
    {
        Assert.Equal("ConnectionFailed", failure.Code);
        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.False(failure.MayHaveTakenEffect);
        Assert.NotEqual(RetryRule.Never, failure.RetryRule);
    }

    private static async Task<NoAnswerException> FailureOfAsync(HttpRequestException exception)
    {
        using var handler = new Failing(exception);
        using var transport = new HttpTransport("tests", handler, handler);
        return await Assert.ThrowsAsync<NoAnswerException>(() => CallAsync("https://ecs.cn-hangzhou.aliyuncs.com", transport));
    }

    private static async Task CallAsync(string endpoint)
    {
        using var transport = new HttpTransport("tests");
        await CallAsync(endpoint, transport);
    }

    private static async Task CallAsync(string endpoint, HttpTransport transport) =>
        await new ApiClient(Endpoints.Parse(endpoint), new AccessKey("id", "secret", "token"), transport)
            .SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);

    // A client that goes away instead of sending may break the handshake as well.
    private static async Task<int> BytesAfterTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            return await tls.ReadAsync(new byte[1024]);
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException)
        {
            return 0;
        }
    }

    private static async Task AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    private sealed class Failing(HttpRequestException exception) : HttpMessageHandler
    {
        public HttpResponseMessage? Answer { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Answer is null ? Task.FromException<HttpResponseMessage>(exception) : Task.FromResult(Answer);
    }
}
