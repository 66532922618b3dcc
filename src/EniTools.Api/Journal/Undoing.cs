using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>Finds the targets that an undo of a change has to take back. Later changes may have taken back or changed some of them.</summary>
internal sealed class Undoing
{
    private readonly JournalState _state;
    private readonly JournalChange _undone;

    // The later changes of a target, the first one first. Empty for an undo of the latest change.
    private readonly Dictionary<(JournalAccount Account, Ipv6Target Target), List<Later>> _later = [];

    public Undoing(JournalState state, int undone)
    {
        (_state, _undone) = (state, state.Changes[undone - 1]);
        foreach (var target in state.TargetsAfter(undone).Where(target => target.Target.Count is null))
        {
            var key = KeyOf(target);
            if (!_later.TryGetValue(key, out var others))
                _later.Add(key, others = new(1));
            others.Add(new Later(target.Change, target.Status, target.IsAsWanted, target.MayBeChanged));
        }
    }

    /// <summary>Gets the targets that the change did or may have done, and that are not taken back.</summary>
    public IEnumerable<JournalTarget> Targets() => _state.Targets(_undone.Number)
        .Where(target => target.MayBeChanged || target is { Target.Count: not null, Status: JournalStatus.Unknown })
        .Where(target => !IsTakenBack(LaterOf(target), _undone.Number))
        .Select(target => target with { ChangedSince = ChangedSince(LaterOf(target)) });

    /// <summary>Gets the status of a target in the latest change; null if that does not have the target.</summary>
    public JournalStatus? StatusInLatest(JournalTarget target) =>
        LaterOf(target).FindLast(later => later.Change == _state.LastChange) is { Change: > 0 } latest ? latest.Status : null;

    // An undo that was taken back itself has taken nothing back.
    private bool IsTakenBack(List<Later> laterOnes, int change) => laterOnes.Exists(later =>
        later.IsAsWanted && _state.Changes[later.Change - 1].Undoes == change && !IsTakenBack(laterOnes, later.Change));

    private int? ChangedSince(List<Later> laterOnes) => laterOnes.FindLast(later =>
        later.MayBeChanged
        && _state.Changes[later.Change - 1] is { Undoes: null } other && other.Action.TouchesSameAs(_undone.Action)
        && !IsTakenBack(laterOnes, other.Number)) is { Change: > 0 } changed ? changed.Change : null;

    private List<Later> LaterOf(JournalTarget target) =>
        target.Target.Count is null && _later.TryGetValue(KeyOf(target), out var later) ? later : [];

    // Where it is, whatever bandwidth is bought for it.
    private static (JournalAccount Account, Ipv6Target Target) KeyOf(JournalTarget target) =>
        (target.Account, target.Target.Purchase is null ? target.Target : target.Target with { Purchase = null });

    private readonly record struct Later(int Change, JournalStatus Status, bool IsAsWanted, bool MayBeChanged);
}
