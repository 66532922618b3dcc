using System.Diagnostics;
using System.Management.Automation;
using EniTools.Api.Pacing;

namespace EniTools.Pipeline;

/// <summary>The progress display while no answer comes: how long the wait is, why, and when the next attempt is.</summary>
internal sealed class SlowAnswer
{
    /// <summary>The time between two updates.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private const int ActivityId = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _since;
    private bool _isShown;
    private (Retry Retry, TimeSpan Next)? _latest;

    /// <summary>Records a failed attempt and the time of the next one. Thread-safe.</summary>
    public void Retried(Retry retry)
    {
        lock (_clock)
            _latest = (retry, _clock.Elapsed + retry.Delay);
    }

    /// <summary>Restarts the wait after an answer.</summary>
    /// <returns>The record that ends the display; null if none was shown.</returns>
    public ProgressRecord? Answered()
    {
        lock (_clock)
            _latest = null;
        _since = _clock.Elapsed;
        if (!_isShown)
            return null;
        _isShown = false;
        return new ProgressRecord(ActivityId, "Waiting for an answer", "Done") { RecordType = ProgressRecordType.Completed };
    }

    /// <summary>Gets the record to show now; null while the wait is short.</summary>
    public ProgressRecord? Next()
    {
        var waited = _clock.Elapsed - _since;
        if (waited < Patience)
            return null;
        _isShown = true;
        (Retry Retry, TimeSpan Next)? latest;
        lock (_clock)
            latest = _latest;
        if (latest is not { } retry)
            return new ProgressRecord(ActivityId, "Waiting for an answer", $"None for {waited.TotalSeconds:0} s.");

        var left = Math.Max(0, (int)Math.Ceiling((retry.Next - _clock.Elapsed).TotalSeconds));
        return new ProgressRecord(
            ActivityId,
            "Waiting for an answer",
            $"None for {waited.TotalSeconds:0} s. Attempt {retry.Retry.Attempts} failed, "
                + $"the next one is {(left > 0 ? $"in {left} s" : "under way")}: {retry.Retry.Failure.Message}");
    }
}
