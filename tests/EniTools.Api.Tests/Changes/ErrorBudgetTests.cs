using EniTools.Api.Changes;

namespace EniTools.Api.Tests.Changes;

/// <summary>When a run has more errors than it may have.</summary>
public sealed class ErrorBudgetTests
{
    [Theory]
    [InlineData("0", 0, null, false)]
    [InlineData("0", 1, null, true)]
    [InlineData("10", 10, 1000L, false)]
    [InlineData("10", 11, 1000L, true)]
    [InlineData("10%", 1, null, false)]
    [InlineData("10%", 1, 10L, false)]
    [InlineData("10%", 1, 9L, true)]
    [InlineData("10%", 2, 10L, true)]
    [InlineData("0%", 1, 1000L, true)]
    [InlineData("100%", 10, 10L, false)]
    public void Sending_ends_when_there_are_more(string limit, int errors, long? targets, bool isExceeded)
    {
        var budget = new ErrorBudget(ErrorLimit.TryParse(limit));
        if (targets is { } total)
            budget.SetTotal(total);
        budget.Count(errors);

        Assert.Equal(
            isExceeded, budget.Refusal() is { } refusal && refusal.Message.Contains($"limit of {limit} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_limit_it_never_ends()
    {
        var budget = new ErrorBudget(null);
        budget.Count(int.MaxValue);

        Assert.Null(budget.Refusal());
    }

    [Fact]
    public async Task A_call_that_could_be_one_too_many_waits_until_it_is_known_whether_a_failure_is_an_error()
    {
        var none = new ErrorBudget(ErrorLimit.TryParse("0"));
        var one = new ErrorBudget(ErrorLimit.TryParse("1"));
        none.Suspect(1);
        one.Suspect(1);

        var waiting = none.WhenSureAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Assert.True(one.WhenSureAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.Null(none.Refusal());

        // Sent again after all: no error.
        none.Suspect(-1);
        await waiting;
        Assert.Null(none.Refusal());

        // An error, and counted before the suspicion ends.
        none.Suspect(1);
        waiting = none.WhenSureAsync(CancellationToken.None);
        none.Count(1);
        await waiting;
        Assert.NotNull(none.Refusal());
    }

    [Theory]
    [InlineData("10", 10, false)]
    [InlineData(" 10 % ", 10, true)]
    [InlineData("100%", 100, true)]
    [InlineData("0", 0, false)]
    public void A_limit_is_a_whole_number_or_a_whole_percentage(string text, int number, bool isPercent) =>
        Assert.Equal(new ErrorLimit(number, isPercent), ErrorLimit.TryParse(text));

    [Theory]
    [InlineData("101%")]
    [InlineData("2.5%")]
    [InlineData("-1")]
    [InlineData("1000000000")]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("5%%")]
    [InlineData("٣")]
    public void Anything_else_is_no_limit(string text) => Assert.Null(ErrorLimit.TryParse(text));
}
