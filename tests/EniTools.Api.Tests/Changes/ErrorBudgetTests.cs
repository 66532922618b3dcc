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
}
