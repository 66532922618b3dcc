using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>Calls leave in order, at a rate that follows what the service refuses, and a wait ends at once when it is given up.</summary>
public sealed class CallPaceTests
{
    private static readonly Uri Endpoint = new("https://ecs.cn-hangzhou.aliyuncs.com");

    private readonly TimeLine _time = new();
    private readonly CallPace _pace;

    public CallPaceTests() => _pace = new CallPace(_time);

    [Fact]
    public async Task Without_refusals_calls_wait_for_answers_only_and_ever_more_may_leave_at_once()
    {
        var calls = Enumerable.Range(0, 2000).Select(_ => _pace.WaitAsync(CancellationToken.None)).ToList();
        var answered = 0;
        for (var inFlight = 2; inFlight <= 512; inFlight *= 2)
        {
            Assert.Equal(answered + inFlight, calls.Count(call => call.IsCompleted));
            for (var i = 0; i < inFlight; i++)
                (await calls[answered++]).Succeeded();
        }

        Assert.Equal((double.PositiveInfinity, DateTimeOffset.UnixEpoch), (_pace.CallsPerSecond, _time.UtcNow));
    }

    [Fact]
    public async Task Answers_that_never_come_do_not_stop_it()
    {
        var left = Enumerable.Range(0, 5).Select(_ => _pace.WaitAsync(CancellationToken.None)).ToList();

        _time.Pass(TimeSpan.FromSeconds(3));

        await Task.WhenAll(left).WaitAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Those_in_line_leave_in_the_order_they_came()
    {
        await Throttle(TimeSpan.FromSeconds(1));
        var order = new List<int>();
        for (var i = 0; i < 20; i++)
            _ = Follow(i);

        _time.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(0, 20), order);

        async Task Follow(int number)
        {
            await _pace.WaitAsync(CancellationToken.None);
            order.Add(number);
        }
    }

    [Fact]
    public async Task Giving_up_ends_a_wait_at_once_and_the_next_takes_its_slot()
    {
        await Throttle(TimeSpan.FromSeconds(10));
        using var cancellation = new CancellationTokenSource();
        var first = _pace.WaitAsync(cancellation.Token);
        var second = _pace.WaitAsync(CancellationToken.None);

        await cancellation.CancelAsync();

        Assert.True(first.IsCanceled);
        _time.Pass(TimeSpan.FromSeconds(10));
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task When_all_have_given_up_no_timer_is_left()
    {
        await Throttle(TimeSpan.FromSeconds(10));
        using var cancellation = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 3).Select(_ => _pace.WaitAsync(cancellation.Token)).ToList();
        Assert.Equal(1, _time.Waiting);

        await cancellation.CancelAsync();

        Assert.Equal((0, true), (_time.Waiting, waits.All(wait => wait.IsCanceled)));
        Assert.True(_pace.WaitAsync(cancellation.Token).IsCanceled);
    }

    [Fact]
    public async Task A_burst_of_refusals_is_one_slow_down_and_the_first_after_it_another()
    {
        var calls = await ThroughputOf(100);
        calls[0].Refused(null);
        var rate = _pace.CallsPerSecond;
        Assert.InRange(rate, 1, 1000);

        foreach (var call in calls.Skip(1))
            call.Refused(null);
        Assert.Equal(rate, _pace.CallsPerSecond);

        var next = _pace.WaitAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromSeconds(2));
        (await next).Succeeded();
        next = _pace.WaitAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromSeconds(2));
        (await next).Refused(null);
        Assert.True(_pace.CallsPerSecond < rate);
    }

    [Fact]
    public async Task No_call_leaves_before_the_service_asked_for_it()
    {
        var calls = await ThroughputOf(10);
        calls[0].Refused(TimeSpan.FromSeconds(5));
        // The longest hint counts, also one of a call that left before the slow-down.
        calls[1].Refused(TimeSpan.FromSeconds(7));
        var next = _pace.WaitAsync(CancellationToken.None);

        _time.Pass(TimeSpan.FromSeconds(7) - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        _time.Pass(TimeSpan.FromTicks(1));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_client_that_is_not_held_back_does_not_raise_its_rate()
    {
        await Throttle(TimeSpan.FromSeconds(1));
        var rate = _pace.CallsPerSecond;

        for (var i = 0; i < 100; i++)
        {
            _time.Pass(TimeSpan.FromSeconds(100 / rate));
            (await _pace.WaitAsync(CancellationToken.None)).Succeeded();
        }

        Assert.Equal(rate, _pace.CallsPerSecond);
    }

    [Fact]
    public void A_cap_keeps_its_distance_and_lets_the_first_go_at_once()
    {
        var cap = new CallCap(_time, 4);
        var waits = Enumerable.Range(0, 10).Select(_ => cap.WaitAsync(CancellationToken.None)).ToList();

        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(i, waits.Count(wait => wait.IsCompleted));
            _time.Pass(TimeSpan.FromMilliseconds(250));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_cap_is_above_zero(double callsPerSecond) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallCap(_time, callsPerSecond));

    [Fact]
    public void A_clock_that_is_set_back_holds_no_call_up()
    {
        var cap = new CallCap(new SteadyClock(_time), 1);
        Assert.True(cap.WaitAsync(CancellationToken.None).IsCompleted);
        var next = cap.WaitAsync(CancellationToken.None);

        _time.Ahead = -TimeSpan.FromHours(1);
        _time.Pass(TimeSpan.FromSeconds(1));

        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void An_operation_of_an_account_in_a_region_has_one_pace()
    {
        var pace = CallPaces.Of("key", Endpoint, "UnassignIpv6Addresses", _time);

        Assert.Same(pace, CallPaces.Of("key", new Uri(Endpoint, "/?a=b"), "UnassignIpv6Addresses", _time));
        Assert.NotSame(pace, CallPaces.Of("other", Endpoint, "UnassignIpv6Addresses", _time));
        Assert.NotSame(pace, CallPaces.Of("key", new Uri("https://ecs.cn-beijing.aliyuncs.com"), "UnassignIpv6Addresses", _time));
        Assert.NotSame(pace, CallPaces.Of("key", Endpoint, "AssignIpv6Addresses", _time));
    }

    [Fact]
    public void Paces_of_very_many_accounts_are_forgotten_unless_a_call_waits_or_they_were_used_lately()
    {
        var (waited, old, late) = (PaceOf("waited"), PaceOf("old"), PaceOf("late"));
        for (var call = 0; call < 3; call++)
            _ = waited.WaitAsync(CancellationToken.None);

        for (var account = 0; account < CallPaces.MaxKept; account++)
        {
            PaceOf($"account-{account}");
            Assert.Same(late, PaceOf("late"));
        }

        Assert.NotSame(old, PaceOf("old"));
        Assert.Same(waited, PaceOf("waited"));

        CallPace PaceOf(string keyId) => CallPaces.Of(keyId, Endpoint, "DescribeRegions", _time);
    }

    [Fact]
    public async Task Many_threads_at_once_lose_no_call()
    {
        var pace = new CallPace(SystemClock.Instance);
        (await pace.WaitAsync(CancellationToken.None)).Succeeded();

        var lanes = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
                (await pace.WaitAsync(CancellationToken.None)).Succeeded();
        }));

        await Task.WhenAll(lanes).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    // A second in which a number of calls was accepted; as many others are in flight at its end.
    private async Task<List<PacedCall>> ThroughputOf(int calls)
    {
        for (var i = 0; i < calls; i++)
            (await _pace.WaitAsync(CancellationToken.None)).Succeeded();
        return [.. await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => _pace.WaitAsync(CancellationToken.None)))];
    }

    private async Task Throttle(TimeSpan retryAfter) => (await ThroughputOf(10))[0].Refused(retryAfter);
}
