using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EniTools.Api.Changes;

namespace EniTools.Changing;

/// <summary>How far a run has come: counts what is sent and settled, for the progress display and the summary at the end.</summary>
internal sealed class ChangeProgress(string activity)
{
    // A few times a second: consoles are slow at showing it.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private TimeSpan _next = Interval;
    private bool _wasShown;
    private int _targets;
    private int _succeeded;
    private int _failed;

    /// <summary>Whether all input has come, so that the total is known.</summary>
    public bool IsInputComplete { get; set; }

    /// <summary>Counts targets that are given to an engine, or inputs refused before that.</summary>
    public void Expect(int targets) => _targets += targets;

    /// <summary>Counts targets whose outcome is known, written or not. Thread-safe.</summary>
    public void Settle(int targets, bool isError) => Interlocked.Add(ref isError ? ref _failed : ref _succeeded, targets);

    /// <summary>The record to show now; null when it is too early for the next one.</summary>
    public ProgressRecord? Next(IEnumerable<ChangeEngine> engines)
    {
        if (_elapsed.Elapsed < _next)
            return null;
        _next = _elapsed.Elapsed + Interval;
        _wasShown = true;

        var failed = Volatile.Read(ref _failed);
        var settled = Volatile.Read(ref _succeeded) + failed;
        var rate = settled / _elapsed.Elapsed.TotalSeconds;
        var targets = _targets.ToString(CultureInfo.CurrentCulture);
        var refused = engines.Sum(engine => engine.Refused);
        var record = new ProgressRecord(
            0,
            activity,
            $"{settled} of {(IsInputComplete ? targets : $"{targets} until now")} settled, {failed} of them errors, "
                + $"{refused} calls refused by flow control, {rate:0.#} a second");
        if (IsInputComplete && settled > 0)
        {
            record.PercentComplete = (int)(100L * settled / _targets);
            record.SecondsRemaining = (int)((_targets - settled) / rate);
        }

        return record;
    }

    /// <summary>The record that ends the display; null when none was shown.</summary>
    public ProgressRecord? Last() =>
        _wasShown ? new ProgressRecord(0, activity, "Done") { RecordType = ProgressRecordType.Completed } : null;

    /// <summary>What the run did, in a line.</summary>
    public string Summary(IReadOnlyCollection<ChangeEngine> engines) =>
        $"{activity}: {_succeeded} of {_targets} targets done, {_failed} errors, "
        + $"{engines.Sum(engine => engine.Calls)} calls, {engines.Sum(engine => engine.Retries)} of them sent again, "
        + $"{engines.Sum(engine => engine.Refused)} refused by flow control, {_elapsed.Elapsed.TotalSeconds:0.0} s.";
}
