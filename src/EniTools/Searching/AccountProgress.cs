using System.Diagnostics;
using System.Management.Automation;

namespace EniTools.Searching;

/// <summary>The progress display of searches in several accounts.</summary>
internal sealed class AccountProgress(string activity)
{
    // A few times a second: consoles are slow at showing it.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private const int ActivityId = 2;
    private const int MaxNamed = 5;

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private TimeSpan _next = Interval;
    private bool _wasShown;

    /// <summary>Adds an account with something left to do.</summary>
    public void Begin(string? profileName)
    {
        _seen.Add(profileName ?? "");
        _open.Add(profileName ?? "");
    }

    /// <summary>Marks an account as done for now.</summary>
    public void End(string? profileName) => _open.Remove(profileName ?? "");

    /// <summary>Gets the record to show now; null for one account, or if the last one is too recent.</summary>
    public ProgressRecord? Next()
    {
        if (_seen.Count < 2 || _elapsed.Elapsed < _next)
            return null;
        _next = _elapsed.Elapsed + Interval;
        _wasShown = true;
        var open = string.Join(", ", _open.Take(MaxNamed));
        return new ProgressRecord(
            ActivityId,
            activity,
            $"{_seen.Count - _open.Count} of {_seen.Count} accounts done"
                + (open.Length == 0 ? "" : $", not yet {open}{(_open.Count > MaxNamed ? ", ..." : "")}"));
    }

    /// <summary>Gets the record that ends the display; null if none was shown.</summary>
    public ProgressRecord? Last() =>
        _wasShown ? new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed } : null;
}
