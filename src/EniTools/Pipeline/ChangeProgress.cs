using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EniTools.Api.Changes;

namespace EniTools.Pipeline;

/// <summary>How far a run has come: counts what is sent and settled, and makes of it a progress record and the summary at the end.</summary>
internal sealed class ChangeProgress(string activity)
{
    // A few times a second: consoles are slow at showing it.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private TimeSpan _next = Interval;
    private bool _wasShown;

    /// <summary>How many targets were given to the engines, and inputs refused before that.</summary>
    public int Targets { get; set; }

    /// <summary>How many of them succeeded.</summary>
    public int Succeeded { get; set; }

    /// <summary>How many of them ended as an error.</summary>
    public int Failed { get; set; }

    /// <summary>Whether no more input comes, so that the total is known.</summary>
    public bool IsInputComplete { get; set; }

    /// <summary>The record to show now; null when it is too early for the next one.</summary>
    /// <param name="engines">The engines that run.</param>
    /// <param name="unwritten">How many targets each outcome that is still to be written is about: they come in tens, and are settled already.</param>
    public ProgressRecord? Next(IEnumerable<ChangeEngine> engines, IEnumerable<int> unwritten)
    {
        if (_elapsed.Elapsed < _next)
            return null;
        _next = _elapsed.Elapsed + Interval;
        _wasShown = true;

        var settled = Succeeded + Failed + unwritten.Sum();
        var rate = settled / _elapsed.Elapsed.TotalSeconds;
        var total = IsInputComplete ? Targets.ToString(CultureInfo.CurrentCulture) : $"{Targets.ToString(CultureInfo.CurrentCulture)} until now";
        var record = new ProgressRecord(0, activity, $"{settled} of {total} settled, {Failed} of them errors, {engines.Sum(engine => engine.Refused)} calls refused by flow control, {rate:0.#} a second");
        if (IsInputComplete && settled > 0)
        {
            record.PercentComplete = (int)(100L * settled / Targets);
            record.SecondsRemaining = (int)((Targets - settled) / rate);
        }

        return record;
    }

    /// <summary>The record that ends the display; null when none was shown.</summary>
    public ProgressRecord? Last() => _wasShown ? new ProgressRecord(0, activity, "Done") { RecordType = ProgressRecordType.Completed } : null;

    /// <summary>What the run did, in a line.</summary>
    public string Summary(IEnumerable<ChangeEngine> engines) =>
        $"{activity}: {Succeeded} of {Targets} targets done, {Failed} errors, {engines.Sum(engine => engine.Calls)} calls, {engines.Sum(engine => engine.Retries)} of them sent again, {engines.Sum(engine => engine.Refused)} refused by flow control, {_elapsed.Elapsed.TotalSeconds:0.0} s.";
}
