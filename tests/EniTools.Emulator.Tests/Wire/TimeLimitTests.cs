using EniTools.Emulator.Faults;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>A client that does not go on ends its connection, and no other. The tests have short limits of time.</summary>
public sealed class TimeLimitTests : IDisposable
{
    private const string Post = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n";

    private readonly EniEmulator _emulator = EniEmulator.Start(new EniEmulatorOptions
    {
        HttpLimits = new HttpLimits
        {
            Idle = TimeSpan.FromSeconds(2),
            Progress = TimeSpan.FromSeconds(1),
            Linger = TimeSpan.FromSeconds(1),
        },
    });

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nx-")]
    [InlineData(Post + "Content-Length: 100\r\n\r\nA")]
    [InlineData(Post + "Transfer-Encoding: chunked\r\n\r\n1")]
    [InlineData("PUT /.emulator/state HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{\"Regions\":[")]
    public async Task A_client_that_stops_sending_is_cut_off(string beginning)
    {
        using var open = new RawClient(_emulator);
        await open.SendAsync(beginning);

        Assert.Equal("", await open.ReadAsync());
    }

    [Fact]
    public async Task A_client_that_sends_a_byte_now_and_then_is_cut_off()
    {
        using var open = new RawClient(_emulator);
        await open.SendAsync(Post + "Content-Length: 100\r\n\r\n");
        var read = open.ReadAsync();
        for (var sent = 0; !read.IsCompleted; sent++)
        {
            Assert.InRange(sent, 0, 99);
            await open.SendAsync("A");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Equal("", await read);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answer_is_cut_off()
    {
        using var large = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 50_000 });
        using var client = new EmulatorClient(_emulator.Endpoint);
        var state = large.State();
        await client.LoadAsync(state, TestContext.Current.CancellationToken);
        using var open = new RawClient(_emulator);
        await open.SendAsync("GET /.emulator/state HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        // The answer takes a while to be made, and its beginning fits into the buffers of the system.
        while (open.Socket.Available == 0)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await Task.Delay(4000, TestContext.Current.CancellationToken);

        Assert.True((await open.ReadAsync()).Length < state.Length);
    }

    [Fact]
    public async Task An_answer_may_take_longer_than_every_limit()
    {
        _emulator.Faults.Add(new Fault { LatencyMilliseconds = 4000 });
        using var client = new TestClient(_emulator);

        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
    }

    [Fact]
    public async Task A_thousand_half_posts_end_and_meanwhile_others_are_served()
    {
        var half = Enumerable.Range(0, 1000).Select(_ => new RawClient(_emulator)).ToList();
        await Task.WhenAll(half.Select(open => open.SendAsync(Post + "Content-Length: 60000\r\n\r\nAction=")));
        using var client = new TestClient(_emulator);
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);

        Assert.All(await Task.WhenAll(half.Select(open => open.ReadAsync())), text => Assert.Equal("", text));
        half.ForEach(open => open.Dispose());
    }

    [Fact]
    public async Task More_connections_than_the_limit_are_closed_at_once()
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { HttpLimits = new HttpLimits { MaxConnections = 2 } });
        using var first = new RawClient(emulator);
        using var second = new RawClient(emulator);
        using var third = new RawClient(emulator);
        Assert.DoesNotContain("HTTP", await third.ReadAsync(), StringComparison.Ordinal);

        await first.EndAsync();
        using var fourth = new RawClient(emulator);
        await fourth.SendAsync("GET /.emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await fourth.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_an_answer_that_never_comes_frees_its_connection()
    {
        using var emulator = EniEmulator.Start(
            new EniEmulatorOptions
            {
                Faults = [new Fault { Kind = FaultKind.HangBeforeEffect, Count = 1 }],
                HttpLimits = new HttpLimits { MaxConnections = 1 },
            });
        using var hanging = new RawClient(emulator);
        await hanging.SendAsync(SignedCall.Removal(emulator, "eni-bp1web01b", emulator.ItemsOf("eni-bp1web01b")[0]));
        await hanging.EndAsync();

        using var client = new TestClient(emulator);
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
    }

    public void Dispose() => _emulator.Dispose();
}
