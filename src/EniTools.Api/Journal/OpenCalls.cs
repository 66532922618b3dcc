namespace EniTools.Api.Journal;

/// <summary>A call with an intent and without an outcome for each of its targets.</summary>
/// <param name="Number">The number of the call.</param>
/// <param name="Targets">The numbers of its targets.</param>
/// <param name="Token">The ClientToken; null if the operation knows none.</param>
/// <param name="Count">The number of addresses or prefixes that it asked for; zero if it named them.</param>
/// <param name="Ticks">The time of sending in UTC; zero if it is not known.</param>
internal sealed record OpenCall(int Number, IReadOnlyList<int> Targets, string? Token, int Count, long Ticks)
{
    /// <summary>The time of sending in UTC; null if it is not known.</summary>
    public DateTimeOffset? Sent => Ticks == 0 ? null : new DateTimeOffset(Ticks, TimeSpan.Zero);
}

/// <summary>The calls that may have taken effect although no line says so. They are few, however long the journal is.</summary>
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

    /// <summary>Gets the calls with a target, the first one first.</summary>
    public IReadOnlyList<OpenCall> Of(int target) => _ofTarget.TryGetValue(target, out var calls) ? calls : [];

    /// <summary>Closes a call that changed nothing.</summary>
    public void Refused(int number)
    {
        if (_calls.TryGetValue(number, out var call))
            Remove(call);
    }

    /// <summary>Closes the calls of a target whose outcome is known, if they have no other open target.</summary>
    /// <param name="target">The number of the target.</param>
    /// <param name="byAnswer">True if a response to the latest call reported the change: no earlier call with the target took effect.</param>
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
