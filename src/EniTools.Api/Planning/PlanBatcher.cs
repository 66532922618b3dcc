using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Changes;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Planning;

/// <summary>Groups targets into the calls that a removal would make, and the calls into what can be looked up together.</summary>
/// <remarks>Memory is bounded however long the input is. Not for several threads.</remarks>
public sealed class PlanBatcher
{
    // So many that a look is worth it, also when they are all for one ENI.
    private const int MaxCalls = 1_000;

    private readonly TargetBatcher _batcher = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Takes a target in.</summary>
    /// <param name="target">The target.</param>
    /// <param name="ready">Calls that are to be looked up now; null when none are.</param>
    /// <returns>False when the target repeats one that was taken already; it is then left out.</returns>
    public bool TryAdd(Ipv6Target target, out IReadOnlyList<PlannedCall>? ready)
    {
        ready = null;
        if (!_batcher.TryAdd(target, out var batch))
            return false;
        if (batch is not null)
            ready = Add(batch);
        return true;
    }

    /// <summary>Takes out what is left, when no more targets come.</summary>
    /// <returns>False when nothing is left.</returns>
    public bool TryTakeRest([NotNullWhen(true)] out IReadOnlyList<PlannedCall>? rest)
    {
        rest = null;
        while (rest is null && _batcher.TryTakeRest(out var batch))
            rest = Add(batch);
        if (rest is null && _groups.Count > 0)
            rest = Release(_groups.Keys.First());
        return rest is not null;
    }

    private List<PlannedCall>? Add(TargetBatch batch)
    {
        if (!_groups.TryGetValue(batch.RegionId, out var group))
            _groups.Add(batch.RegionId, group = new Group());
        group.Calls.Add(new PlannedCall(++_calls, batch));
        group.Interfaces.Add(batch.NetworkInterfaceId);
        return group.Interfaces.Count == DescribeNetworkInterfaces.MaxIds || group.Calls.Count == MaxCalls ? Release(batch.RegionId) : null;
    }

    private List<PlannedCall> Release(string regionId)
    {
        var calls = _groups[regionId].Calls;
        _groups.Remove(regionId);
        return calls;
    }

    private sealed class Group
    {
        public List<PlannedCall> Calls { get; } = [];

        public HashSet<string> Interfaces { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>A call that a removal would make.</summary>
/// <param name="Number">Which of its calls it would be, from 1 on.</param>
/// <param name="Batch">What it would take off.</param>
public sealed record PlannedCall(int Number, TargetBatch Batch);
