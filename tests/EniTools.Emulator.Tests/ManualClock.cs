using EniTools.Api.Pacing;

namespace EniTools.Emulator.Tests;

/// <summary>Time that passes when it is told to.</summary>
internal sealed class ManualClock : IClock
{
    public DateTimeOffset UtcNow { get; private set; } = DateTimeOffset.UtcNow;

    public void Pass(TimeSpan duration) => UtcNow += duration;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        Pass(duration);
        return Task.CompletedTask;
    }
}
