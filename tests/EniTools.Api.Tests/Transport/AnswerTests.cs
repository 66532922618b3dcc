using System.Net;
using System.Net.Sockets;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Transport;

/// <summary>What a client makes of each kind of answer, over a real socket: how far the call got, and whether to send it again.</summary>
// The memory that one of them may take is that of the process.
[Collection(typeof(ProcessWide))]
public sealed class AnswerTests : IDisposable
{
    private const string Secret = "TheSecretThatMustNotShow";
    private const string Token = "TheTokenThatMustNotShow";
    private const string Success = "{\"RequestId\":\"REQ-1\"}";

    private static readonly AccessKey Key = new("LTAI5tExampleAccessKeyId", Secret, Token + "+/=");
    private readonly HttpTransport _transport = new("tests");

    /// <summary>Answers that are not a success: the bytes, the code, whether the call may have had an effect, whether it is sent again, the request id.</summary>
    public static TheoryData<string, string, bool, bool, string?> Failures => new()
    {
        {
            RawServer.Answer(403, "{\"RequestId\":\"REQ-1\",\"Code\":\"InvalidIp.IpUnassigned\",\"Message\":\"m\"}"),
            "InvalidIp.IpUnassigned", false, false, "REQ-1"
        },
        {
            RawServer.Answer(400, "{\"RequestId\":\"REQ-1\",\"Code\":\"Throttling.User\",\"Message\":\"m\"}"), "Throttling.User", false,
            true, "REQ-1"
        },
        {
            RawServer.Answer(503, "{\"RequestId\":\"REQ-1\",\"Code\":\"ServiceUnavailable\",\"Message\":\"m\"}"), "ServiceUnavailable",
            true, true, "REQ-1"
        },
        {
            RawServer.Answer(500, "{\"RequestId\":\"REQ-1\",\"Code\":\"InvalidOperation.RegionNotSupportIpPrefix\",\"Message\":\"m\"}"),
            "InvalidOperation.RegionNotSupportIpPrefix", false, false, "REQ-1"
        },

        // An error is one whatever its status says.
        {
            RawServer.Answer(200, "{\"RequestId\":\"REQ-1\",\"Code\":\"InvalidParameter\",\"Message\":\"m\"}"), "InvalidParameter", false,
            false, "REQ-1"
        },

        // Over the limit, some endpoints redirect; following it would carry the signature elsewhere.
        // A service that broke down may have done its work before, also when it says how long to wait.
        {
            RawServer.Answer(
                500, "{\"RequestId\":\"REQ-1\",\"Code\":\"InternalError\",\"Message\":\"m\"}", headers: "x-acs-retry-after: 250\r\n"),
            "InternalError", true, true, "REQ-1"
        },

        // No two attempts share a nonce, so the service has seen this very request before.
        {
            RawServer.Answer(400, "{\"RequestId\":\"REQ-1\",\"Code\":\"SignatureNonceUsed\",\"Message\":\"m\"}"), "SignatureNonceUsed",
            true, true, "REQ-1"
        },

        { RawServer.Answer(302, "", headers: "Location: http://127.0.0.1:1/\r\n"), "Throttling", false, true, null },

        // Something between client and service answered.
        { RawServer.Answer(502, "<html>Bad Gateway</html>", "text/html"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "<html>Please sign in</html>", "text/html"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "", headers: "x-acs-request-id: REQ-1\r\n"), "InvalidAnswer", true, true, "REQ-1" },
        {
            RawServer.Answer(301, "<html>Moved</html>", "text/html", "Location: http://127.0.0.1:1/\r\n"), "InvalidAnswer", true, true, null
        },
        { RawServer.Answer(200, " \r\n"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "\0"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "null"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "{\"RequestId\":\"REQ-1\"} and more"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, new string('[', 1_000_000)), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "[]"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "{}"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(200, "{\"RequestId\":\"REQ-"), "InvalidAnswer", true, true, null },
        { RawServer.Answer(400, "{\"RequestId\":\"REQ-1\"}"), "InvalidAnswer", true, true, "REQ-1" },

        // The connection broke.
        { "", "ConnectionLost", true, true, null },
        { "HTTP/1.1 200 OK\r\nContent-Le", "ConnectionLost", true, true, null },
        { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"RequestId\":\"REQ-1\"}", "ConnectionLost", true, true, null },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n{\"RequestId\":", "ConnectionLost", true, true, null },
        { "no HTTP at all\r\n\r\n", "ConnectionLost", true, true, null },

        // Nothing that large is from the service.
        { "HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n{", "ConnectionLost", true, true, null },
    };

    /// <summary>60 MB of tiny objects once took 46 seconds and 2.7 GB. Twice the memory that was measured is allowed.</summary>
    [Theory]
    [InlineData(20_000_000)]
    [InlineData(5_000_000)]
    public async Task An_answer_of_tiny_objects_is_none_and_costs_little(int count)
    {
        using var server = new RawServer(RawServer.Answer(
            200, $"{{\"RequestId\":\"REQ-1\",\"a\":[{string.Concat(Enumerable.Repeat("{},", count))}{{}}]}}"));
        var before = GC.GetTotalAllocatedBytes();

        await Assert.ThrowsAnyAsync<ApiException>(() => new ApiClient(server.Endpoint, Key, _transport).SendAsync(
            UnassignIpv6Addresses.Call("cn-hangzhou", "eni-a", [new Ipv6Item(Ipv6Address.Parse("2001:db8::1"))]),
            TestContext.Current.CancellationToken));

        Assert.InRange((GC.GetTotalAllocatedBytes() - before) / 1024 / 1024, 0, 200);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_failure_says_how_far_the_call_got(
        string answer, string code, bool mayHaveTakenEffect, bool isRetryable, string? requestId)
    {
        using var server = new RawServer(answer);

        var failure = await Assert.ThrowsAnyAsync<ApiException>(() => Unassign(server.Endpoint));

        Assert.Equal(code, failure.Code);
        Assert.Equal(mayHaveTakenEffect, failure.MayHaveTakenEffect);
        Assert.Equal(isRetryable, failure.RetryRule != RetryRule.Never);
        Assert.Equal(requestId, failure.RequestId);
        Assert.NotEmpty(failure.Remedy);
        AssertShowsNoSecret(failure.ToString());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n" + Success)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n" + Success + "\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + Success)]
    [InlineData("HTTP/1.1 200 OK\r\nx-acs-request-id: REQ-1\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"Code\":\"200\",\"RequestId\":\"REQ-1\"}")]
    public async Task A_success_is_one_however_it_is_framed(string answer)
    {
        using var server = new RawServer(answer);

        Assert.Equal("REQ-1", await Unassign(server.Endpoint));
    }

    [Theory]
    [InlineData("1500", 1500)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    public async Task A_hint_to_wait_comes_with_the_failure(string hint, int? milliseconds)
    {
        using var server = new RawServer(
            RawServer.Answer(
                400, "{\"RequestId\":\"R\",\"Code\":\"Throttling\",\"Message\":\"m\"}", headers: $"x-acs-retry-after: {hint}\r\n"));

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Unassign(server.Endpoint));

        Assert.Equal(milliseconds, (int?)failure.RetryAfter?.TotalMilliseconds);
    }

    // The platform sends again by itself what an idle connection lost, and the service would refuse the second for its nonce.
    [Fact]
    public async Task A_request_is_sent_once_also_when_a_kept_connection_breaks()
    {
        using var server = new RawServer(["HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n" + Success, ""]);
        await Unassign(server.Endpoint);

        var failure = await Assert.ThrowsAsync<NoAnswerException>(() => Unassign(server.Endpoint));

        Assert.Equal("ConnectionLost", failure.Code);
        Assert.True(failure.MayHaveTakenEffect);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_connection_is_used_again()
    {
        using var server = new RawServer(Enumerable.Repeat("HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n" + Success, 5).ToArray());

        for (var i = 0; i < 5; i++)
            await Unassign(server.Endpoint);

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task No_answer_in_time_may_have_taken_effect()
    {
        using var server = new RawServer(answer: null);

        var failure = await Assert.ThrowsAsync<NoAnswerException>(() => Unassign(server.Endpoint, timeout: TimeSpan.FromMilliseconds(50)));

        Assert.Equal("TimedOut", failure.Code);
        Assert.True(failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        var failure = await Assert.ThrowsAsync<NoAnswerException>(() => Unassign(NobodyThere()));

        Assert.Equal("ConnectionFailed", failure.Code);
        Assert.False(failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_was_not_reached()
    {
        var failure = await Assert.ThrowsAsync<NoAnswerException>(() => Unassign(new Uri("https://nothing.invalid")));

        Assert.Equal("ConnectionFailed", failure.Code);
        Assert.False(failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task Cancelling_ends_a_call_at_once()
    {
        using var server = new RawServer(answer: null);
        using var cancellation = new CancellationTokenSource();
        var call = Unassign(server.Endpoint, cancellation.Token);
        await server.ArrivalAsync(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_is_not_sent()
    {
        using var server = new RawServer(RawServer.Answer(200, Success));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Unassign(server.Endpoint, new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }

    // .NET Framework opens two connections to a host unless it is told otherwise.
    [Fact]
    public async Task Many_calls_are_under_way_at_once()
    {
        using var server = new RawServer(RawServer.Answer(200, Success), together: 50);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Unassign(server.Endpoint)));
    }

    [Fact]
    public async Task The_request_on_the_wire_is_an_empty_POST_and_shows_no_secret()
    {
        using var server = new RawServer(RawServer.Answer(200, Success));

        await Unassign(server.Endpoint);

        Assert.StartsWith(
            "POST /?Ipv6Address.1=2001%3Adb8%3A%3A1&NetworkInterfaceId=eni-a1&RegionId=cn-hangzhou "
                + "HTTP/1.1\r\n", server.Request, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 0\r\n", server.Request, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Type", server.Request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect:", server.Request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, server.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Specified signature is not matched with our calculation. server string to sign is:POST&%2F&SecurityToken%3D" + Token)]
    [InlineData(
        "Specified signature does not match our calculation. server StringToSign is [x] server CanonicalRequest is "
            + "[x-acs-security-token:" + Token + "]")]
    [InlineData("The SecurityToken " + Token + "+/= is malformed.")]
    [InlineData("Other words: x%3D" + Token + "%2B%2F%3D or x%253D" + Token + "%252B%252F%253D or " + Token + "+/= or " + Secret)]
    public async Task A_message_that_repeats_the_request_shows_no_secret(string message)
    {
        using var server = new RawServer(
            RawServer.Answer(400, $"{{\"RequestId\":\"R\",\"Code\":\"SignatureDoesNotMatch\",\"Message\":\"{message}\"}}"));

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Unassign(server.Endpoint));

        AssertShowsNoSecret(failure.ToString() + failure.ServiceMessage);
    }

    public void Dispose() => _transport.Dispose();

    private Task<string> Unassign(Uri endpoint, TimeSpan? timeout = null) =>
        Unassign(endpoint, TestContext.Current.CancellationToken, timeout);

    private Task<string> Unassign(Uri endpoint, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var client = new ApiClient(endpoint, Key, _transport) { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
        return client.SendAsync(
            UnassignIpv6Addresses.Call("cn-hangzhou", "eni-a1", [new Ipv6Item(Ipv6Address.Parse("2001:db8::1"))]), cancellationToken);
    }

    private static void AssertShowsNoSecret(string text)
    {
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
    }

    private static Uri NobodyThere()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }
}
