using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>Time that passes only by being waited for.</summary>
internal sealed class VirtualClock : IClock
{
    public DateTimeOffset UtcNow { get; private set; } = DateTimeOffset.UnixEpoch;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Pass(duration);
        return Task.CompletedTask;
    }

    public void Pass(TimeSpan duration) => UtcNow += duration;
}
