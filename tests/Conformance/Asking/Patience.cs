using EniTools.Api.Pacing;

namespace EniTools.Conformance.Asking;

/// <summary>How often and how long a look is repeated: the service shows a change after a while.</summary>
internal sealed record Patience(TimeSpan Step, TimeSpan Limit, IClock Clock)
{
    /// <summary>For the service.</summary>
    public static Patience Long { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2), SystemClock.Instance);

    /// <summary>For an emulator.</summary>
    public static Patience Short { get; } = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), SystemClock.Instance);

    /// <summary>Tells whether there is anything more to look at, in place of the limit; null for the limit.</summary>
    public Func<bool>? HasMore { get; init; }

    /// <summary>Repeats a step until it says that it is enough.</summary>
    /// <returns>False if time ran out first.</returns>
    public async Task<bool> UntilAsync(Func<Task<bool>> step, CancellationToken cancellationToken)
    {
        var end = Clock.Elapsed + Limit;
        while (!await step())
        {
            if (HasMore is null ? Clock.Elapsed >= end : !HasMore())
                return false;
            await Clock.DelayAsync(Step, cancellationToken);
        }

        return true;
    }
}
