using System.Net.Sockets;
using System.Text;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>What no HTTP client sends: the emulator answers or closes, the world stays, and the others are served.</summary>
public sealed class RawSocketTests : IDisposable
{
    private const string Unsigned =
        "/?Format=JSON&Action=UnassignIpv6Addresses&Version=2014-05-26&RegionId=cn-hangzhou"
        + "&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1";

    private readonly EniEmulator _emulator = EniEmulator.Start();

    /// <summary>The bytes, as text, and how many answers a client reads before the connection is closed; null where it may be any number.</summary>
    public static TheoryData<string, string, int?> Attacks => new()
    {
        { "no end of the headers", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-", null },
        { "no end of the request line", $"POST {Unsigned}", null },
        { "less than the content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nAction=", null },
        {
            "more than the content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\nAction=StopInstance",
            null
        },
        { "a negative content length", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", null },
        {
            "a content length beyond all numbers",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\n", null
        },
        {
            "two content lengths", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
            null
        },
        {
            "a length and chunks",
            $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", null
        },
        {
            "a chunk without an end", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nx",
            null
        },
        { "a chunk of no size", $"POST {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", null },
        { "a huge header", $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-acs-action: {new string('a', 200_000)}\r\n\r\n", null },
        {
            "many headers",
            $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 5000).Select(i => $"x-{i}: {i}\r\n"))}\r\n",
            null
        },
        { "a huge query", $"GET {Unsigned}&x={new string('a', 200_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", null },
        { "no host", $"GET {Unsigned} HTTP/1.1\r\n\r\n", null },
        {
            "parameters twice",
            $"GET {Unsigned}&Action=StopInstance&Action=&NetworkInterfaceId=&SignatureNonce=1&SignatureNonce=2 HTTP/1.1\r\nHost: "
                + "127.0.0.1\r\nConnection: close\r\n\r\n",
            1
        },
        {
            "headers twice",
            $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ACS3-HMAC-SHA256 Credential=a\r\nAuthorization: "
                + "ACS3-HMAC-SHA256\r\nConnection: close\r\n\r\n",
            1
        },
        {
            "requests in a row",
            string.Concat(Enumerable.Repeat($"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 2))
                + $"GET {Unsigned} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            null
        },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task It_is_answered_or_closed_and_changes_nothing(string attack, string bytes, int? answers)
    {
        var before = _emulator.State();
        using var client = new TestClient(_emulator);
        // Whatever is sent half stays open while others come.
        using var open = await SendAsync(bytes);
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);

        var text = await EndAsync(open);

        if (answers is { } count)
            Assert.Equal(count, text.Split("HTTP/1.1 ").Length - 1);
        Assert.All(
            _emulator.Requests.Where(request => request.Action != "DescribeRegions"),
            request => Assert.False(request.Code is null or "InternalError", request.Code));
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
        Assert.True(before == _emulator.State(), $"{attack} changed the world.");
    }

    /// <summary>The listener of .NET drops what comes before an answer is read, save on Windows. No client of the service sends so.</summary>
    [Fact]
    public async Task Of_requests_that_do_not_wait_for_answers_the_first_are_answered_and_the_others_have_no_effect()
    {
        var before = _emulator.ItemsOf("eni-bp1web01b");
        var calls = before.Take(3).Select(address => SignedCall.Removal(_emulator, "eni-bp1web01b", address));
        using var open = await SendAsync(string.Concat(calls));

        var answers = (await EndAsync(open)).Split("HTTP/1.1 200").Length - 1;

        Assert.InRange(answers, 1, 3);
        Assert.Equal(before.Skip(answers), _emulator.ItemsOf("eni-bp1web01b"));
        Assert.Equal(answers, _emulator.Requests.Count);
    }

    public void Dispose() => _emulator.Dispose();

    private async Task<TcpClient> SendAsync(string text)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(_emulator.Endpoint.Host, _emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        try
        {
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // It was closed before all was sent.
        }

        return connection;
    }

    private static async Task<string> EndAsync(TcpClient connection)
    {
        using var answer = new MemoryStream();
        try
        {
            var stream = connection.GetStream();
            connection.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // It was closed.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
