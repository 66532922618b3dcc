using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Changes;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Planning;

/// <summary>Groups targets into the calls that a removal would make, ENI by ENI, and the calls into what can be looked up together.</summary>
/// <remarks>
/// The calls of an ENI stay together, unless targets of it come again after <see cref="MaxHeld"/> others. So memory is bounded however long
/// the input is. Not thread-safe.
/// </remarks>
internal sealed class PlanBatcher
{
    /// <summary>How many targets may wait for more of their ENI. Beyond that, the calls of the first ENIs leave.</summary>
    public const int MaxHeld = 10_000;

    private readonly TargetBatcher _batcher = new();
    private readonly Dictionary<(string RegionId, string NetworkInterfaceId), PlannedInterface> _interfaces = [];

    // In the order of their first targets.
    private readonly List<PlannedInterface> _inOrder = [];
    private int _held;
    private int _calls;

    /// <summary>Takes a target in.</summary>
    /// <param name="target">The target.</param>
    /// <param name="ready">Calls to look up now; null when there are none.</param>
    /// <returns>False when the target repeats an earlier one and is left out.</returns>
    public bool TryAdd(Ipv6Target target, out IReadOnlyList<PlannedCall>? ready)
    {
        ready = null;
        if (!_batcher.TryAdd(target, out var batch))
            return false;
        var key = (target.RegionId, target.NetworkInterfaceId);
        if (!_interfaces.TryGetValue(key, out var latest))
        {
            _interfaces.Add(key, latest = new PlannedInterface(target.RegionId, target.NetworkInterfaceId));
            _inOrder.Add(latest);
        }

        latest.Unbatched++;
        _held++;
        Keep(batch);
        if (_held == MaxHeld)
            ready = ReleaseBefore(latest);
        return true;
    }

    /// <summary>Takes out what is left when no more targets come.</summary>
    /// <returns>False when nothing is left.</returns>
    public bool TryTakeRest([NotNullWhen(true)] out IReadOnlyList<PlannedCall>? rest)
    {
        rest = _inOrder.Count > 0 ? Release(_inOrder) : null;
        return rest is not null;
    }

    // The ENI that the input has reached is not complete; when there is no other, its full calls leave.
    private List<PlannedCall> ReleaseBefore(PlannedInterface latest) =>
        _inOrder.Count > 1 ? Release(_inOrder.Where(other => other != latest)) : Numbered([latest]);

    private List<PlannedCall> Release(IEnumerable<PlannedInterface> candidates)
    {
        var regionId = candidates.First().RegionId;
        var leaving = candidates.Where(candidate => candidate.RegionId == regionId).Take(DescribeNetworkInterfaces.MaxIds).ToList();
        while (leaving.Any(planned => planned.Unbatched > 0) && _batcher.TryTakeRest(out var batch))
            Keep(batch);
        _inOrder.RemoveAll(new HashSet<PlannedInterface>(leaving).Contains);
        foreach (var planned in leaving)
            _interfaces.Remove((planned.RegionId, planned.NetworkInterfaceId));
        return Numbered(leaving);
    }

    private void Keep(TargetBatch? batch)
    {
        if (batch is null)
            return;
        var planned = _interfaces[(batch.RegionId, batch.NetworkInterfaceId)];
        planned.Batches.Add(batch);
        planned.Unbatched -= batch.Targets.Count;
    }

    private List<PlannedCall> Numbered(IEnumerable<PlannedInterface> leaving)
    {
        var batches = leaving.SelectMany(planned => planned.TakeBatches()).ToList();
        _held -= batches.Sum(batch => batch.Targets.Count);
        return [.. batches.Select(batch => new PlannedCall(++_calls, batch))];
    }

    private sealed class PlannedInterface(string regionId, string networkInterfaceId)
    {
        public string RegionId { get; } = regionId;

        public string NetworkInterfaceId { get; } = networkInterfaceId;

        public List<TargetBatch> Batches { get; private set; } = [];

        /// <summary>How many of its targets are not in a batch yet.</summary>
        public int Unbatched { get; set; }

        public List<TargetBatch> TakeBatches()
        {
            var batches = Batches;
            Batches = [];
            return batches;
        }
    }
}

/// <summary>A call that a removal would make.</summary>
/// <param name="Number">Its place in the plan, from 1 on.</param>
/// <param name="Batch">What it would take off.</param>
internal sealed record PlannedCall(int Number, TargetBatch Batch);
