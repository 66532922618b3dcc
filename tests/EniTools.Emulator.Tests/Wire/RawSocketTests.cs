using System.Net;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>What no HTTP client sends: the emulator answers with one status and closes, the world stays, and the others are served.</summary>
public sealed class RawSocketTests : IDisposable
{
    private const string Unsigned =
        "/?Format=JSON&Action=UnassignIpv6Addresses&Version=2014-05-26&RegionId=cn-hangzhou"
        + "&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1";

    private readonly EniEmulator _emulator = EniEmulator.Start();

    /// <summary>The bytes, one for each character, and the status of the only answer; 0 where there is none.</summary>
    public static TheoryData<string, string, int> Attacks => new()
    {
        { "no end of the head", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-", 0 },
        { "no end of the request line", $"POST {Unsigned}", 0 },
        { "lines that end with LF", $"GET {Unsigned} HTTP/1.1\nHost: 127.0.0.1\n\n", 400 },
        { "one line that ends with LF", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\nx: y\r\n\r\n", 400 },
        { "a CR in a line", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nx: a\rb: c\r\n\r\n", 400 },
        { "an empty line first", $"\r\nGET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a NUL in a value", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nx: a\0b\r\n\r\n", 400 },
        { "a NUL in the target", $"GET {Unsigned}\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a letter beyond ASCII in the target", $"GET {Unsigned}é HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a header that goes on in the next line", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nx: a\r\n b\r\n\r\n", 400 },
        { "a line that goes on before any header", $"GET {Unsigned} HTTP/1.1\r\n x: y\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a blank before the colon", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length : 5\r\n\r\nhello", 400 },
        { "a header without a colon", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nx\r\n\r\n", 400 },
        { "a header without a name", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n: x\r\n\r\n", 400 },
        { "two blanks in the request line", $"GET  {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a tab in the request line", $"GET\t{Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a method that is no token", $"G(T {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "no version", $"GET {Unsigned}\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "HTTP/0.9", $"GET {Unsigned} HTTP/0.9\r\nHost: 127.0.0.1\r\n\r\n", 505 },
        { "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505 },
        { "a TLS greeting", "\u0016\u0003\u0001\u0002\0\u0001\0\n\u0001ü\u0003\u0003", 400 },
        { "less than the content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nAction=", 0 },
        { "a negative content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", 400 },
        { "a content length with a sign", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: +5\r\n\r\nhello", 400 },
        { "a hexadecimal content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0x5\r\n\r\nhello", 400 },
        { "an empty content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length:\r\n\r\n", 400 },
        {
            "a content length beyond all numbers",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400
        },
        {
            "two content lengths",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello", 400
        },
        { "a list of content lengths", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5, 5\r\n\r\nhello", 400 },
        {
            "a length and chunks",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
        },
        {
            "chunks and a length",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400
        },
        {
            "chunks of chunks",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 501
        },
        { "gzip", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501 },
        { "almost chunked", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501 },
        {
            "two transfer codings",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
            400
        },
        { "chunks of HTTP/1.0", $"POST {Unsigned} HTTP/1.0\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
        {
            "a chunk without an end", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nx", 0
        },
        { "a chunk of no size", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400 },
        { "a chunk of an empty size", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\n\r\n", 400 },
        {
            "a chunk of a size beyond all numbers",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n100000000\r\nx\r\n0\r\n\r\n", 400
        },
        {
            "a chunk line that ends with LF",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked"
                + "\r\n\r\n1\nx\r\n0\r\n\r\n", 400
        },
        {
            "a chunk that is longer than its size",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked"
                + "\r\n\r\n1\r\nxx\r\n0\r\n\r\n", 400
        },
        {
            "an extension of a chunk",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked"
                + "\r\n\r\n1;a=b\r\nx\r\n0\r\n\r\n", 400
        },
        {
            "a trailer",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked"
                + "\r\n\r\n0\r\nContent-Length: 9\r\n\r\n", 400
        },
        { "a huge header", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-acs-action: {new string('a', 200_000)}\r\n\r\n", 431 },
        {
            "many headers",
            $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 100).Select(i => $"x-{i}: {i}\r\n"))}\r\n",
            431
        },
        { "a huge query", $"GET {Unsigned}&x={new string('a', 200_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 431 },
        { "a world above its limit", "PUT /.emulator/state HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1073741825\r\n\r\n", 413 },
        { "no host", $"GET {Unsigned} HTTP/1.1\r\n\r\n", 400 },
        { "an empty host", $"GET {Unsigned} HTTP/1.1\r\nHost:\r\n\r\n", 400 },
        { "two hosts", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 400 },
        { "a host with a user", $"GET {Unsigned} HTTP/1.1\r\nHost: evil.example@127.0.0.1\r\n\r\n", 400 },
        { "a host with a path", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1/@evil.example\r\n\r\n", 400 },
        { "a host of somebody", $"GET {Unsigned} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403 },
        { "another host in the target", $"GET http://evil.example{Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "a tunnel", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", 400 },
        { "all of the server", "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
        { "an expectation", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 200-ok\r\nContent-Length: 5\r\n\r\nhello", 417 },
        {
            "parameters twice",
            $"GET {Unsigned}&Action=StopInstance&Action=&NetworkInterfaceId=&SignatureNonce=1&SignatureNonce=2 HTTP/1.1\r\nHost: "
                + "127.0.0.1\r\nConnection: close\r\n\r\n",
            400
        },
        {
            "headers twice",
            $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ACS3-HMAC-SHA256 Credential=a\r\nAuthorization: "
                + "ACS3-HMAC-SHA256\r\nConnection: close\r\n\r\n",
            400
        },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task It_is_answered_once_or_closed_and_changes_nothing(string attack, string bytes, int status)
    {
        var before = _emulator.State();
        using var client = new TestClient(_emulator);
        using var open = new RawClient(_emulator);
        // Nothing that stands behind it is taken for a request.
        var smuggled = status == 0 ? "" : SignedCall.Removal(_emulator, "eni-bp1web01b", _emulator.ItemsOf("eni-bp1web01b")[0]);
        await open.SendAsync(bytes + smuggled);
        // Whatever is sent half stays open while others come.
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);

        var text = await open.EndAsync();

        Assert.Equal(status == 0 ? [] : [$"{status}"], text.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3]));
        Assert.All(
            _emulator.Requests.Where(request => request.Action != "DescribeRegions"),
            request => Assert.False(request.Code is null or "InternalError", request.Code));
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
        Assert.True(before == _emulator.State(), $"{attack} changed the world.");
    }

    [Fact]
    public async Task Requests_that_do_not_wait_for_answers_are_answered_in_their_order()
    {
        var before = _emulator.ItemsOf("eni-bp1web01b");
        var calls = before.Take(3).Select(address => SignedCall.Removal(_emulator, "eni-bp1web01b", address));
        using var open = new RawClient(_emulator);
        await open.SendAsync(string.Concat(calls));

        var answers = (await open.EndAsync()).Split("HTTP/1.1 ").Skip(1).ToList();

        Assert.All(answers, answer => Assert.StartsWith("200", answer, StringComparison.Ordinal));
        Assert.Equal(before.Skip(3), _emulator.ItemsOf("eni-bp1web01b"));
        Assert.Equal(
            _emulator.Requests.Select(request => request.RequestId),
            answers.Select(answer => answer.Split("x-acs-request-id: ")[1][..36]));
    }

    [Fact]
    public async Task A_request_in_single_bytes_is_the_same_request()
    {
        var address = _emulator.ItemsOf("eni-bp1web01b")[0];
        using var open = new RawClient(_emulator);
        foreach (var c in SignedCall.Removal(_emulator, "eni-bp1web01b", address))
            await open.SendAsync(c.ToString());

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await open.EndAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(address, _emulator.ItemsOf("eni-bp1web01b"));
    }

    /// <summary>The body is the form Action=StopInstance, and the version of the older clients answers in JSON.</summary>
    [Theory]
    [InlineData("Content-Length: 31\r\n\r\nAction=StopInstance&Format=JSON")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1f\r\nAction=StopInstance&Format=JSON\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: Chunked\r\n\r\n00000007\r\nAction=\r\n18\r\nStopInstance&Format=JSON\r\n0\r\n\r\n")]
    public async Task A_body_comes_by_its_length_or_in_chunks_and_the_connection_is_used_again(string body)
    {
        using var open = new RawClient(_emulator);
        var post = "POST / HTTP/1.1\r\nHost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n" + body;
        await open.SendAsync(post + post);

        Assert.Equal(2, (await open.EndAsync()).Split("HTTP/1.1 400").Length - 1);
        Assert.Equal(["StopInstance", "StopInstance"], _emulator.Requests.Select(request => request.Action));
    }

    [Fact]
    public async Task A_client_that_waits_to_send_its_body_is_told_to_go_on_or_refused_at_once()
    {
        const string head =
            "POST /?Format=JSON HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n";
        using var small = new RawClient(_emulator);
        await small.SendAsync(head + "Content-Length: 19\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await small.ReadToAsync("\r\n\r\n"));
        await small.SendAsync("Action=StopInstance");
        Assert.StartsWith("HTTP/1.1 400", await small.EndAsync(), StringComparison.Ordinal);
        Assert.Equal("StopInstance", _emulator.Requests.Single().Action);

        using var large = new RawClient(_emulator);
        await large.SendAsync(head + "Content-Length: 2000000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", await large.EndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 11\r\n\r\n01234567890")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n67890\r\n0\r\n\r\n")]
    public async Task An_upload_above_its_limit_is_refused(string body)
    {
        using var server = HttpServer.Listen(IPAddress.Loopback, 0, HttpLimits.Default, () => DateTimeOffset.UtcNow);
        server.Serve(async (request, stopping) =>
        {
            await request.Upload(maxBytes: 10).CopyToAsync(Stream.Null, stopping);
            return new OutgoingAnswer(200, "text/plain", [], "");
        });
        using var open = new RawClient(server.Endpoint);
        await open.SendAsync("PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + body);

        Assert.StartsWith("HTTP/1.1 413", await open.EndAsync(), StringComparison.Ordinal);
    }

    /// <summary>What is asked, how many of two requests are answered, and whether the answers have bodies.</summary>
    [Theory]
    [InlineData("GET /.emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 2, true)]
    [InlineData("GET /.emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: foo, Close\r\n\r\n", 1, true)]
    [InlineData("GET /.emulator/health HTTP/1.0\r\n\r\n", 1, true)]
    [InlineData("GET http://127.0.0.1/.emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 2, true)]
    [InlineData("HEAD /.emulator/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 2, false)]
    public async Task The_versions_and_methods_of_HTTP_are_kept(string request, int answers, bool haveBodies)
    {
        using var open = new RawClient(_emulator);
        await open.SendAsync(request + request);

        var text = await open.EndAsync();

        Assert.Equal(answers, text.Split("HTTP/1.1 ").Length - 1);
        Assert.Equal(answers < 2, text.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal));
        Assert.Equal(haveBodies, text.Contains('{', StringComparison.Ordinal));
        Assert.DoesNotContain("Content-Length: 0\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_the_loopback_of_IPv6()
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { ListenAddress = IPAddress.IPv6Loopback });
        using var client = new TestClient(emulator);

        Assert.Equal("[::1]", emulator.Endpoint.Host);
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
    }

    public void Dispose() => _emulator.Dispose();
}
