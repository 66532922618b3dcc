using EniTools.Emulator.Faults;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>What goes wrong on purpose: whether the call had its effect, and what the client sees of it.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Unassign = "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1";

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public FaultTests() => _client = new TestClient(_emulator);

    [Theory]
    [InlineData(FaultKind.DropBeforeEffect, false)]
    [InlineData(FaultKind.DropAfterEffect, true)]
    [InlineData(FaultKind.CutAnswer, true)]
    public async Task A_broken_connection_is_no_answer(FaultKind kind, bool hasEffect)
    {
        _emulator.Faults.Add(new Fault { Kind = kind, Count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.CallAsync("UnassignIpv6Addresses", Unassign));

        Assert.Equal(hasEffect ? 7 : 8, _emulator.ItemsOf("eni-bp1web01b").Count);
    }

    [Theory]
    [InlineData(FaultKind.HangBeforeEffect, 8)]
    [InlineData(FaultKind.HangAfterEffect, 7)]
    public async Task An_answer_may_never_come(FaultKind kind, int left)
    {
        _emulator.Faults.Add(new Fault { Kind = kind, Count = 1 });

        var call = _client.CallAsync("UnassignIpv6Addresses", Unassign);
        while (_emulator.Requests.Count == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        Assert.Equal(left, _emulator.ItemsOf("eni-bp1web01b").Count);
        Assert.False(call.IsCompleted);
        _emulator.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
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
    public async Task A_page_of_a_proxy_or_garbled_text_comes_instead_of_the_answer()
    {
        _emulator.Faults.Add(new Fault { Kind = FaultKind.HtmlAnswer, Count = 1 });
        _emulator.Faults.Add(new Fault { Kind = FaultKind.GarbledAnswer, Count = 1 });

        Assert.Equal("text/html", (await _client.CallAsync("DescribeRegions", "")).ContentType);
        Assert.StartsWith("}", (await _client.CallAsync("DescribeRegions", "")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await _client.CallAsync("DescribeRegions", "")).Status);
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

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }
}
