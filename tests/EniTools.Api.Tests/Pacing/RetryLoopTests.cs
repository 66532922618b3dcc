using CsCheck;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>A call that fails is tried again until it succeeds, trying no longer helps, or the attempts or the time run out.</summary>
public sealed class RetryLoopTests
{
    private static readonly ServiceException Throttled = new(400, "Throttling.User", "m", "r");

    [Fact]
    public void A_call_that_goes_on_failing_ends_within_its_attempts_and_its_time() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 90], Gen.Int[0, 20], Gen.Int[0, 30_000])
            .SampleAsync(async (maxAttempts, budget, secondsAnAttempt, hint) =>
        {
            var clock = new VirtualClock();
            var policy = new RetryPolicy { MaxAttempts = maxAttempts, Budget = TimeSpan.FromSeconds(budget) };
            var failure = new ServiceException(400, "Throttling", "m", "r", hint > 0 ? TimeSpan.FromMilliseconds(hint) : null);
            var told = new List<Retry>();
            var loop = new RetryLoop(policy, clock, told.Add);
            var lastBegan = TimeSpan.Zero;

            var thrown = await Assert.ThrowsAsync<ServiceException>(() => loop.RunAsync<int>(
                () =>
                {
                    lastBegan = clock.UtcNow - DateTimeOffset.UnixEpoch;
                    clock.Pass(TimeSpan.FromSeconds(secondsAnAttempt));
                    throw failure;
                },
                CancellationToken.None));

            Assert.Same(failure, thrown);
            Assert.InRange(loop.Attempts, 1, maxAttempts);
            Assert.True(lastBegan <= policy.Budget);
            Assert.Equal(Enumerable.Range(1, loop.Attempts - 1), told.Select(retry => retry.Attempts));
            Assert.All(told, retry => Assert.True(retry.Delay >= (failure.RetryAfter ?? TimeSpan.Zero) && retry.Failure == failure));
        });

    [Fact]
    public async Task Waiting_for_the_first_turn_uses_nothing_of_the_time()
    {
        var clock = new VirtualClock();
        var loop = new RetryLoop(new RetryPolicy { Budget = TimeSpan.FromSeconds(60) }, clock, null);
        clock.Pass(TimeSpan.FromHours(1));

        await loop.RunAsync(() => loop.Attempts < 3 ? throw Throttled : Task.FromResult("done"), TestContext.Current.CancellationToken);

        Assert.Equal(3, loop.Attempts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_set_neither_uses_the_time_nor_gives_more_of_it(int hours)
    {
        var clock = new VirtualClock();
        var loop = new RetryLoop(new RetryPolicy(() => 0) { MaxAttempts = 1000, Budget = TimeSpan.FromSeconds(60) }, clock, null);
        var began = clock.Elapsed;

        await Assert.ThrowsAsync<ServiceException>(() => loop.RunAsync<int>(
            () =>
            {
                if (loop.Attempts == 2)
                    clock.Ahead = TimeSpan.FromHours(hours);
                clock.Pass(TimeSpan.FromSeconds(1));
                throw Throttled;
            },
            TestContext.Current.CancellationToken));

        Assert.InRange(clock.Elapsed - began, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task What_fails_before_its_attempt_ends_within_the_attempts_and_the_time()
    {
        var (byAttempts, byTime) = (0, 0);
        var clock = new VirtualClock();
        var loop = new RetryLoop(new RetryPolicy { MaxAttempts = 4 }, clock, null);
        for (; byAttempts < 100 && await loop.WaitAsync(Throttled, TestContext.Current.CancellationToken); byAttempts++)
            clock.Pass(TimeSpan.FromSeconds(1));
        loop = new RetryLoop(new RetryPolicy { MaxAttempts = 1000, Budget = TimeSpan.FromSeconds(60) }, clock, null);
        for (; byTime < 100 && await loop.WaitAsync(Throttled, TestContext.Current.CancellationToken); byTime++)
            clock.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(3, byAttempts);
        Assert.InRange(byTime, 1, 6);
    }

    [Fact]
    public async Task A_success_ends_the_loop()
    {
        var loop = new RetryLoop(new RetryPolicy(), new VirtualClock(), null);

        var result = await loop.RunAsync(
            () => loop.Attempts < 3 ? throw Throttled : Task.FromResult("done"), TestContext.Current.CancellationToken);

        Assert.Equal(("done", 3), (result, loop.Attempts));
    }

    [Fact]
    public async Task What_does_not_pass_by_itself_is_tried_once()
    {
        var loop = new RetryLoop(new RetryPolicy(), new VirtualClock(), _ => Assert.Fail("It was tried again."));

        await Assert.ThrowsAsync<ServiceException>(() => loop.RunAsync<int>(
            () => throw new ServiceException(404, "InvalidEniId.NotFound", "m", "r"), TestContext.Current.CancellationToken));

        Assert.Equal(1, loop.Attempts);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait()
    {
        using var cancellation = new CancellationTokenSource();
        var loop = new RetryLoop(
            new RetryPolicy(() => 1) { FirstDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1), Budget = TimeSpan.MaxValue },
            SystemClock.Instance,
            _ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.RunAsync<int>(() => throw Throttled, cancellation.Token));
    }
}
