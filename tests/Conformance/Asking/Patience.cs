using EniTools.Api.Pacing;

namespace EniTools.Conformance.Asking;

/// <summary>The interval and the limit of repeated reads: the service shows a change after a while.</summary>
internal sealed record Patience(TimeSpan Step, TimeSpan Limit, IClock Clock)
{
    /// <summary>The patience with the service.</summary>
    public static Patience Long { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), SystemClock.Instance);

    /// <summary>The patience with an emulator.</summary>
    public static Patience Short { get; } = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), SystemClock.Instance);

    /// <summary>A callback that replaces the limit and returns true while there is more to read, or null.</summary>
    public Func<bool>? HasMore { get; init; }

    /// <summary>Repeats a step until its result is true.</summary>
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
