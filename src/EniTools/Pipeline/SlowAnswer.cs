using System.Diagnostics;
using System.Management.Automation;
using EniTools.Api.Pacing;

namespace EniTools.Pipeline;

/// <summary>What is shown at the prompt while no answer comes: for how long, why, and what is next.</summary>
internal sealed class SlowAnswer
{
    /// <summary>How often there is something new to see.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private const int ActivityId = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _since;
    private bool _isShown;
    private (Retry Retry, TimeSpan Next)? _latest;

    /// <summary>Takes note of a failed attempt and the next one. Thread-safe.</summary>
    public void Retried(Retry retry)
    {
        lock (_clock)
            _latest = (retry, _clock.Elapsed + retry.Delay);
    }

    /// <summary>Begins to wait afresh: an answer came, or nothing was waited for.</summary>
    /// <returns>The record that ends the display; null when none was shown.</returns>
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

    /// <summary>The record to show now; null while the wait is short.</summary>
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
