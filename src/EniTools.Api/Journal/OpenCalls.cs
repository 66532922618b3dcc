namespace EniTools.Api.Journal;

/// <summary>A call whose intent a journal has, and no outcome for each of its targets.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Targets">The numbers of its targets.</param>
/// <param name="Token">The token that it carried; null when its operation knows none.</param>
/// <param name="Count">How many addresses or prefixes it asked for; zero when it named them.</param>
/// <param name="Ticks">When it was sent, in UTC; zero when that is not known.</param>
internal sealed record OpenCall(int Number, IReadOnlyList<int> Targets, string? Token, int Count, long Ticks)
{
    /// <summary>When it was sent, in UTC; null when that is not known.</summary>
    public DateTimeOffset? Sent => Ticks == 0 ? null : new DateTimeOffset(Ticks, TimeSpan.Zero);
}

/// <summary>The calls that may have had their effect although nothing says so: few, however long the journal is.</summary>
internal sealed class OpenCalls
{
    private readonly Dictionary<int, List<OpenCall>> _ofTarget = [];
    private readonly Dictionary<int, OpenCall> _calls = [];

    public void Add(OpenCall call)
    {
        _calls[call.Number] = call;
        foreach (var target in call.Targets)
        {
            if (!_ofTarget.TryGetValue(target, out var calls))
                _ofTarget.Add(target, calls = []);
            calls.Add(call);
        }
    }

    /// <summary>The calls with a target, the first one first.</summary>
    public IReadOnlyList<OpenCall> Of(int target) => _ofTarget.TryGetValue(target, out var calls) ? calls : [];

    /// <summary>A call changed nothing.</summary>
    public void Refused(int number)
    {
        if (_calls.TryGetValue(number, out var call))
            Remove(call);
    }

    /// <summary>What became of a target is known.</summary>
    /// <param name="target">The target.</param>
    /// <param name="byAnswer">Whether its latest call was answered and changed it: then no earlier one with it had its effect.</param>
    public void Settled(int target, bool byAnswer)
    {
        if (!_ofTarget.TryGetValue(target, out var calls))
            return;
        _ofTarget.Remove(target);
        for (var i = 0; i < calls.Count; i++)
        {
            // The latest one has changed its other targets too, and their outcomes may not be noted yet.
            if ((byAnswer && i < calls.Count - 1) || !calls[i].Targets.Any(_ofTarget.ContainsKey))
                Remove(calls[i]);
        }
    }

    private void Remove(OpenCall call)
    {
        _calls.Remove(call.Number);
        foreach (var target in call.Targets)
        {
            if (_ofTarget.TryGetValue(target, out var calls) && calls.Remove(call) && calls.Count == 0)
                _ofTarget.Remove(target);
        }
    }
}
