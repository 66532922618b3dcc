using EniTools.Api.Pacing;

namespace EniTools.Emulator.Tests;

/// <summary>Time that passes when it is told to.</summary>
internal sealed class ManualClock : IClock
{
    private static readonly DateTimeOffset Beginning = DateTimeOffset.UtcNow;

    public DateTimeOffset UtcNow => Beginning + Elapsed;

    public TimeSpan Elapsed { get; private set; }

    public void Pass(TimeSpan duration) => Elapsed += duration;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        Pass(duration);
        return Task.CompletedTask;
    }
}
