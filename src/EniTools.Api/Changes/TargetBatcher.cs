using System.Diagnostics.CodeAnalysis;

namespace EniTools.Api.Changes;

/// <summary>Groups targets into batches as they arrive, so that the rules of a call cannot be broken by what was piped together.</summary>
/// <remarks>Memory is bounded however long the input is: see <see cref="MaxWaiting"/> and <see cref="MaxRemembered"/>. Not for several threads.</remarks>
internal sealed class TargetBatcher
{
    /// <summary>How many addresses or prefixes one call takes.</summary>
    public const int MaxItems = 10;

    /// <summary>How many targets wait for their batch to fill up. When more would, the oldest batch leaves as it is.</summary>
    public const int MaxWaiting = 10_000;

    /// <summary>How many of the latest targets are remembered to recognise a repetition.</summary>
    public const int MaxRemembered = 65_536;

    private readonly Dictionary<GroupKey, LinkedListNode<Group>> _groups = [];
    private readonly LinkedList<Group> _oldestFirst = new();
    private readonly HashSet<Ipv6Target> _seen = [];
    private readonly Queue<Ipv6Target> _seenInOrder = new();
    private int _waiting;

    /// <summary>Takes a target in.</summary>
    /// <param name="target">The target.</param>
    /// <param name="ready">A batch that is to leave now; null when none is.</param>
    /// <returns>False when the target repeats one that was taken already; it is then left out.</returns>
    public bool TryAdd(Ipv6Target target, out TargetBatch? ready)
    {
        var isNew = Remember(target);
        ready = isNew ? Add(target) : null;
        return isNew;
    }

    /// <summary>Remembers a target.</summary>
    /// <returns>False when it repeats one that is remembered.</returns>
    public bool Remember(Ipv6Target target)
    {
        // New addresses are asked for as often as they are given.
        if (target.Count is not null)
            return true;
        if (!_seen.Add(target))
            return false;
        _seenInOrder.Enqueue(target);
        if (_seenInOrder.Count > MaxRemembered)
            _seen.Remove(_seenInOrder.Dequeue());
        return true;
    }

    /// <summary>Takes in a target that is no repetition.</summary>
    /// <returns>A batch that is to leave now; null when none is.</returns>
    public TargetBatch? Add(Ipv6Target target)
    {
        if (target.Count is not null)
            return new TargetBatch(target.RegionId, target.NetworkInterfaceId, [target]);
        var key = new GroupKey(target.RegionId, target.NetworkInterfaceId, target.Item.PrefixLength);
        if (!_groups.TryGetValue(key, out var node))
            _groups.Add(key, node = _oldestFirst.AddLast(new Group(key)));
        node.Value.Targets.Add(target);
        _waiting++;

        if (node.Value.Targets.Count == MaxItems)
            return Release(node);
        return _waiting > MaxWaiting ? Release(_oldestFirst.First!) : null;
    }

    /// <summary>Takes out one of the batches that are not full, the oldest first.</summary>
    /// <returns>False when nothing is left.</returns>
    public bool TryTakeRest([NotNullWhen(true)] out TargetBatch? batch)
    {
        batch = _oldestFirst.First is { } oldest ? Release(oldest) : null;
        return batch is not null;
    }

    private TargetBatch Release(LinkedListNode<Group> node)
    {
        var group = node.Value;
        _oldestFirst.Remove(node);
        _groups.Remove(group.Key);
        _waiting -= group.Targets.Count;
        return new TargetBatch(group.Key.RegionId, group.Key.NetworkInterfaceId, group.Targets);
    }

    // The mask is null for addresses, which keeps the two kinds apart.
    private readonly record struct GroupKey(string RegionId, string NetworkInterfaceId, int? PrefixLength);

    private sealed record Group(GroupKey Key)
    {
        public List<Ipv6Target> Targets { get; } = new(MaxItems);
    }
}
