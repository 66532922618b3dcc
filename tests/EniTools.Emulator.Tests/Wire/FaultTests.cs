using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EniTools.Emulator.Faults;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>What goes wrong on purpose: whether the call had its effect, and what the client sees of it.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Unassign = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1";

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public FaultTests() => _client = new TestClient(_emulator);

    // Each kind: whether an address is taken off, and what comes back over the socket.
    private static readonly Dictionary<FaultKind, (bool HasEffect, string Seen)> Kinds = new()
    {
        [FaultKind.None] = (true, "200 application/json"),
        [FaultKind.Refuse] = (false, "503 application/json"),
        [FaultKind.DropBeforeEffect] = (false, "nothing, closed"),
        [FaultKind.DropAfterEffect] = (true, "nothing, closed"),
        [FaultKind.HangBeforeEffect] = (false, "nothing, open"),
        [FaultKind.HangAfterEffect] = (true, "nothing, open"),
        [FaultKind.CutAnswer] = (true, "200 application/json, cut"),
        [FaultKind.HtmlAnswer] = (true, "502 text/html"),
        [FaultKind.GarbledAnswer] = (true, "200 application/json, garbled"),
    };

    public static TheoryData<FaultKind> AllKinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Each_kind_has_its_effect_and_its_look_on_the_wire(FaultKind kind)
    {
        _emulator.Faults.Add(new Fault { Kind = kind, Count = 1 });

        var seen = await SeeAsync(SignedCall.Removal(_emulator, "eni-bp1web01b", "2001:db8:1234:1a00::2:1"));

        Assert.Equal(Kinds[kind], (_emulator.ItemsOf("eni-bp1web01b").Count == 7, seen));
        Assert.Empty(_emulator.Faults);
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task A_refusal_meets_the_same_on_the_wire(FaultKind kind)
    {
        _emulator.Faults.Add(new Fault { Kind = kind, Count = 1 });

        var seen = await SeeAsync(SignedCall.Removal(_emulator, "eni-bp1service01", "2001:db8:1234:1a00::b:1"));

        // Refused by a rule where the fault lets it be carried out.
        Assert.Equal(Kinds[kind].Seen.Replace("200", "403", StringComparison.Ordinal), seen);
    }

    [Fact]
    public async Task What_never_comes_ends_with_the_emulator()
    {
        _emulator.Faults.Add(new Fault { Kind = FaultKind.HangAfterEffect });
        var call = _client.CallAsync("UnassignIpv6Addresses", Unassign);
        while (_emulator.Requests.Count == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        _emulator.Dispose();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_latency_makes_the_answer_late()
    {
        _emulator.Faults.Add(new Fault { LatencyMilliseconds = 300 });
        var stopwatch = Stopwatch.StartNew();

        await _client.CallAsync("DescribeRegions", "");

        Assert.InRange(stopwatch.ElapsedMilliseconds, 290, 10_000);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(-16)]
    public async Task A_clock_that_is_off_makes_good_signatures_expired(int minutes)
    {
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { ClockSkew = TimeSpan.FromMinutes(minutes) });
        using var client = new TestClient(emulator);

        Assert.Equal("InvalidTimeStamp.Expired", (await client.CallAsync("DescribeRegions", "")).Code);
        // The answer tells a client by how much.
        using var http = new HttpClient();
        using var answer = await http.GetAsync(emulator.Endpoint, TestContext.Current.CancellationToken);
        Assert.InRange((answer.Headers.Date!.Value - DateTimeOffset.UtcNow).TotalMinutes, minutes - 1, minutes + 1);
    }

    [Fact]
    public async Task A_fault_is_for_the_calls_that_it_fits_and_no_more_of_them_than_it_says()
    {
        _emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Refuse,
                Code = "OperationConflict",
                Status = 409,
                Action = "UnassignIpv6Addresses",
                NetworkInterfaceId = "eni-bp1web01b",
                Count = 2,
            });

        Assert.Equal(200, (await _client.CallAsync("DescribeRegions", "")).Status);
        Assert.Equal(
            200,
            (
                await _client.CallAsync(
                    "UnassignIpv6Addresses",
                    "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1spare01&Ipv6Address.1=2001:db8:1234:1a00::7:1")).Status);
        Assert.Equal("OperationConflict", (await _client.CallAsync("UnassignIpv6Addresses", Unassign)).Code);
        Assert.Equal("OperationConflict", (await _client.CallAsync("UnassignIpv6Addresses", Unassign)).Code);
        Assert.Equal(200, (await _client.CallAsync("UnassignIpv6Addresses", Unassign)).Status);
    }

    [Fact]
    public async Task A_probability_gives_the_same_run_every_time()
    {
        var runs = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var emulator = EniEmulator.Start(
                new EniEmulatorOptions { Faults = [new Fault { Kind = FaultKind.Refuse, Probability = 0.5 }] });
            using var client = new TestClient(emulator);
            var run = "";
            for (var call = 0; call < 40; call++)
                run += (await client.CallAsync("DescribeRegions", "")).Status == 200 ? '.' : 'x';
            runs.Add(run);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.InRange(runs[0].Count(c => c == 'x'), 8, 32);
    }

    // What a client without any library sees of an answer.
    private async Task<string> SeeAsync(string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_emulator.Endpoint.Host, _emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        // An answer that comes ends with the connection.
        var last = request.Replace("Content-Length: 0", "Connection: close\r\nContent-Length: 0", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(last), TestContext.Current.CancellationToken);
        var (answer, isOpen) = await ReadAsync(stream);
        if (answer.Length == 0)
            return isOpen ? "nothing, open" : "nothing, closed";
        var parts = answer.Split("\r\n\r\n", 2);

        var lines = parts[0].Split("\r\n");
        var length = int.Parse(Value(lines, "Content-Length"), CultureInfo.InvariantCulture);
        var look = $"{lines[0].Split(' ')[1]} {Value(lines, "Content-Type").Split(';')[0]}";
        if (parts[1].Length == length / 2)
            return $"{look}, cut";
        return parts[1][0] is '{' or '<' ? look : $"{look}, garbled";
    }

    // Until the connection is closed, or nothing comes for a while.
    private static async Task<(string Answer, bool IsOpen)> ReadAsync(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        using var answer = new MemoryStream();
        var isOpen = false;
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (OperationCanceledException)
        {
            isOpen = true;
        }
        catch (IOException)
        {
            // It was reset.
        }

        return (Encoding.ASCII.GetString(answer.ToArray()), isOpen);
    }

    private static string Value(string[] lines, string header) =>
        lines.Single(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }
}
