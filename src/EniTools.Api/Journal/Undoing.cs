using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>The targets of a change that an undo has to take back, with regard to what later changes did to the same targets.</summary>
internal sealed class Undoing
{
    private readonly JournalState _state;
    private readonly JournalChange _undone;

    // The later changes that did something to a target, the first one first. Empty for an undo of the latest change.
    private readonly Dictionary<(JournalAccount Account, Ipv6Target Target), List<JournalTarget>> _later = [];

    public Undoing(JournalState state, int undone)
    {
        (_state, _undone) = (state, state.Changes[undone - 1]);
        foreach (var target in state.TargetsAfter(undone).Where(target => target.Target is not null))
        {
            var key = KeyOf(target);
            if (!_later.TryGetValue(key, out var others))
                _later.Add(key, others = []);
            others.Add(target);
        }
    }

    /// <summary>The targets that the change did, or may have done, and that are not taken back.</summary>
    public IEnumerable<JournalTarget> Targets() => _state.Targets(_undone.Number)
        .Where(target => target.MayBeChanged || target is { Missing: not null, Status: JournalStatus.Unknown })
        .Where(target => !IsTakenBack(target, _undone.Number))
        .Select(target => target with { ChangedSince = ChangedSince(target) });

    /// <summary>What the latest undo of the change knows of a target; null when it does not have it.</summary>
    public JournalStatus? StatusInLatest(JournalTarget target) =>
        Later(target).LastOrDefault(later => later.Change == _state.LastChange)?.Status;

    // An undo that was taken back itself has taken nothing back.
    private bool IsTakenBack(JournalTarget target, int change) => Later(target).Exists(later =>
        _state.Changes[later.Change - 1].Undoes == change && later.IsAsWanted && !IsTakenBack(target, later.Change));

    private int? ChangedSince(JournalTarget target) => Later(target).LastOrDefault(later =>
        later.MayBeChanged
        && _state.Changes[later.Change - 1] is { Undoes: null } other && other.Action.TouchesSameAs(_undone.Action)
        && !IsTakenBack(target, other.Number))?.Change;

    private List<JournalTarget> Later(JournalTarget target) =>
        target.Target is not null && _later.TryGetValue(KeyOf(target), out var later) ? later : [];

    // Where it is, whatever bandwidth is bought for it.
    private static (JournalAccount Account, Ipv6Target Target) KeyOf(JournalTarget target) =>
        (target.Account, target.Target! with { Purchase = null });
}
