namespace EniTools.Pipeline;

/// <summary>Results and errors that arrived after the pipeline was stopped, for a warning of the host: all of a few, the numbers of many.</summary>
internal sealed class LostOutput
{
    // As many as a person reads at a glance.
    private const int MaxShown = 5;

    private readonly List<(string Text, string Kind)> _items = [];

    /// <summary>The journal of the run, which has all of them; null if there is none.</summary>
    public string? JournalPath { get; set; }

    /// <summary>Adds a result or error.</summary>
    /// <param name="text">The text of the result or error.</param>
    /// <param name="kind">The outcome of its target in a word.</param>
    public void Add(string text, string kind) => _items.Add((text, kind));

    /// <summary>Gets the text for the host; null if nothing was lost.</summary>
    public string? Summary()
    {
        if (_items.Count == 0)
            return null;
        var texts = string.Join("; ", _items.Take(MaxShown).Select(item => item.Text));
        if (_items.Count <= MaxShown)
            return $"The pipeline ended before this could be written: {texts}";
        var kinds = _items.GroupBy(item => item.Kind, StringComparer.Ordinal).OrderByDescending(kind => kind.Count())
            .Select(kind => $"{kind.Count()} {kind.Key}");
        var all = JournalPath is { } path
            ? $"The journal '{path}' has them: Get-EniChange '{path}'."
            : "Get-EniIpv6Address shows what the ENIs have now; a run with -JournalPath keeps such a list.";
        return $"{_items.Count} results arrived after the pipeline was stopped: {string.Join(", ", kinds)}. {all} The first are: {texts}";
    }
}
