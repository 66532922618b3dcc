using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>Time that passes only by being waited for.</summary>
internal sealed class VirtualClock : IClock
{
    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + Ahead + Elapsed;

    public TimeSpan Elapsed { get; private set; }

    /// <summary>How far somebody has set the machine's clock ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Pass(duration);
        return Task.CompletedTask;
    }

    public void Pass(TimeSpan duration) => Elapsed += duration;
}
