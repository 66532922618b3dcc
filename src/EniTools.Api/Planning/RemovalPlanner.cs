using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Planning;

/// <summary>Asks the service what a removal would do, and changes nothing.</summary>
internal sealed class RemovalPlanner
{
    private readonly Func<string, ICallStep> _chainOf;
    private readonly InterfaceBandwidth? _bandwidth;

    /// <summary>Makes a planner.</summary>
    /// <param name="chainOf">Gives the way to the service for a region, including attempts.</param>
    /// <param name="bandwidth">Finds out what would stay billed; null when nobody wants to know.</param>
    public RemovalPlanner(Func<string, ICallStep> chainOf, InterfaceBandwidth? bandwidth = null) =>
        (_chainOf, _bandwidth) = (chainOf, bandwidth);

    /// <summary>Judges the targets of some calls.</summary>
    /// <param name="calls">Calls for one region and at most 100 ENIs, as <see cref="PlanBatcher"/> gives them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each target, in the order of the calls.</returns>
    public async Task<IReadOnlyList<PlannedTarget>> PlanAsync(IReadOnlyList<PlannedCall> calls, CancellationToken cancellationToken)
    {
        var regionId = calls[0].Batch.RegionId;
        Dictionary<string, NetworkInterface> interfaces;
        try
        {
            var ids = calls.Select(call => call.Batch.NetworkInterfaceId).Distinct();
            interfaces = await LookAsync(regionId, [.. ids], cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            return
            [
                .. calls.SelectMany(call => call.Batch.Targets.Select(target => new PlannedTarget(target, call.Number, null, failure))),
            ];
        }

        var instances = new Instances(this, regionId);
        await instances.LookAsync(interfaces.Values.Where(RemovalRules.DependsOnInstance), cancellationToken).ConfigureAwait(false);
        if (_bandwidth is not null)
            await _bandwidth.LookAsync(regionId, interfaces.Values, cancellationToken).ConfigureAwait(false);
        return
        [
            .. calls.SelectMany(call => call.Batch.Targets.Select(target => Judge(target, call.Number, interfaces, instances) with
            {
                Bandwidth = interfaces.TryGetValue(target.NetworkInterfaceId, out var found) && found.Items.Contains(target.Item)
                    ? _bandwidth?.Of(found, target.Item) ?? default
                    : default,
            })),
        ];
    }

    private static PlannedTarget Judge(Ipv6Target target, int call, Dictionary<string, NetworkInterface> interfaces, Instances instances)
    {
        interfaces.TryGetValue(target.NetworkInterfaceId, out var found);
        if (found is null || !RemovalRules.DependsOnInstance(found))
            return new PlannedTarget(target, call, RemovalRules.Judge(target.RegionId, found, default, target.Item), null);
        return instances.FailureFor(found) is { } failure
            ? new PlannedTarget(target, call, null, failure)
            : new PlannedTarget(target, call, RemovalRules.Judge(target.RegionId, found, instances.SightOf(found), target.Item), null);
    }

    private async Task<Dictionary<string, NetworkInterface>> LookAsync(
        string regionId, List<string> ids, CancellationToken cancellationToken)
    {
        var call = DescribeNetworkInterfaces.Call(regionId, new NetworkInterfaceFilter { NetworkInterfaceIds = ids });
        var page = await _chainOf(regionId).SendAsync(call, cancellationToken).ConfigureAwait(false);
        return page.NetworkInterfaces
            .GroupBy(found => found.NetworkInterfaceId)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    /// <summary>The instances of primary ENIs, as far as the key may see them.</summary>
    private sealed class Instances(RemovalPlanner planner, string regionId)
    {
        private readonly Dictionary<string, string> _statuses = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ApiException> _failures = new(StringComparer.Ordinal);

        public async Task LookAsync(IEnumerable<NetworkInterface> interfaces, CancellationToken cancellationToken)
        {
            var ids = interfaces.Select(networkInterface => networkInterface.InstanceId).Distinct().ToList();
            for (var first = 0; first < ids.Count; first += DescribeInstanceStatus.MaxIds)
            {
                var some = ids.GetRange(first, Math.Min(DescribeInstanceStatus.MaxIds, ids.Count - first));
                await LookAsync(some, cancellationToken).ConfigureAwait(false);
            }
        }

        /// <summary>Why nothing can be said about an ENI; null when it can.</summary>
        public ApiException? FailureFor(NetworkInterface networkInterface) =>
            _failures.TryGetValue(networkInterface.InstanceId, out var failure) && failure.Kind != ErrorKind.AccessDenied ? failure : null;

        public InstanceSight SightOf(NetworkInterface networkInterface)
        {
            if (_statuses.TryGetValue(networkInterface.InstanceId, out var status))
                return new InstanceSight(status);
            return new InstanceSight(null, _failures.ContainsKey(networkInterface.InstanceId)
                ? $"the key lacks the permission {DescribeInstanceStatus.Operation}."
                : $"{DescribeInstanceStatus.Operation.Action} does not show it.");
        }

        private async Task LookAsync(List<string> ids, CancellationToken cancellationToken)
        {
            try
            {
                var call = DescribeInstanceStatus.Call(regionId, ids);
                var statuses = await planner._chainOf(regionId).SendAsync(call, cancellationToken).ConfigureAwait(false);
                foreach (var status in statuses)
                    _statuses[status.Key] = status.Value;
            }
            catch (ApiException failure)
            {
                ids.ForEach(id => _failures[id] = failure);
            }
        }
    }
}

/// <summary>What a removal would do with one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Call">The number of the call that it would be in.</param>
/// <param name="Verdict">What would become of it; null when that could not be found out.</param>
/// <param name="Failure">Why it could not be found out.</param>
internal sealed record PlannedTarget(Ipv6Target Target, int Call, RemovalVerdict? Verdict, ApiException? Failure)
{
    /// <summary>What is known of its Internet bandwidth, which a removal leaves.</summary>
    public KnownBandwidth Bandwidth { get; init; }
}
