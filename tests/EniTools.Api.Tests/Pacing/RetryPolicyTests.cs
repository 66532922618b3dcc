using CsCheck;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>A wait is random below a growing ceiling, never shorter than the service asks for, and never beyond the limits.</summary>
public sealed class RetryPolicyTests
{
    [Fact]
    public void A_wait_keeps_to_ceiling_hint_budget_and_attempts() =>
        Gen.Select(Gen.Double[0, 0.999], Gen.Int[1, 10], Gen.Int[0, 400_000], Gen.Int[0, 20_000])
            .Sample((random, attempts, elapsedMs, hintMs) =>
        {
            var policy = new RetryPolicy(() => random);
            TimeSpan? hint = hintMs > 0 ? TimeSpan.FromMilliseconds(hintMs) : null;
            var elapsed = TimeSpan.FromMilliseconds(elapsedMs);

            var delay = policy.NextDelay(new ServiceException(400, "Throttling.User", "m", "r", hint), attempts, elapsed);

            var ceiling = Math.Min(policy.MaxDelay.TotalMilliseconds, policy.FirstDelay.TotalMilliseconds * Math.Pow(2, attempts - 1));
            // Where the wait would go beyond the budget, the last attempt is made at its end.
            var left = policy.Budget.TotalMilliseconds - elapsedMs;
            var expected = Math.Min(Math.Max(random * ceiling, hintMs), left);
            var allowed = left > 0 && hintMs <= left;
            return allowed ? Math.Abs(delay!.Value.TotalMilliseconds - expected) < 0.01 : delay is null;
        });

    /// <summary>A name that nobody knows is given up within seconds; a throttled call has minutes.</summary>
    [Fact]
    public void What_rarely_passes_by_itself_is_given_up_soon() =>
        Gen.Select(Gen.Double[0, 0.999], Gen.Int[1, 9], Gen.Int[0, 20_000]).Sample((random, attempts, elapsedMs) =>
        {
            var mistake = NoAnswerException.ConnectionFailed(new Uri("https://ecs.example.com"), new IOException(), isLasting: true);

            var delay = new RetryPolicy(() => random).NextDelay(mistake, attempts, TimeSpan.FromMilliseconds(elapsedMs));

            return delay is null || elapsedMs + delay.Value.TotalMilliseconds <= 5_000;
        });

    /// <summary>The number of attempts limits only where somebody says so.</summary>
    [Theory]
    [InlineData(3, 1000, null)]
    [InlineData(null, 1000, 1000)]
    public void Attempts_are_a_limit_where_they_are_given(int? maxAttempts, int attempts, int? delayMs)
    {
        var policy = maxAttempts is { } max ? new RetryPolicy(() => 0.5) { MaxAttempts = max } : new RetryPolicy(() => 0.5);

        var delay = policy.NextDelay(new ServiceException(503, "ServiceUnavailable", "m", "r"), attempts, TimeSpan.FromSeconds(299));

        Assert.Equal(delayMs, delay?.TotalMilliseconds);
    }

    [Fact]
    public void A_broken_rule_is_never_tried_again() =>
        Assert.Null(new RetryPolicy().NextDelay(new ServiceException(403, "InvalidIp.IpUnassigned", "m", "r"), 1, TimeSpan.Zero));
}
