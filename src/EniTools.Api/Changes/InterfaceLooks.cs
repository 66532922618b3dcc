using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>What the service showed of an ENI: what was done after the look began it may not show.</summary>
/// <param name="Found">The ENI; null when the service shows none.</param>
/// <param name="Failure">Why nothing could be seen; null when the service answered.</param>
internal sealed record NetworkInterfaceLook(NetworkInterface? Found, ApiException? Failure);

/// <summary>Looks at ENIs for whoever asks: all that are asked for while one look is under way share the next one.</summary>
/// <param name="clock">Where time comes from.</param>
/// <param name="chainOf">Gives the way to the service for calls that only read, by region and how long they are sent again.</param>
/// <param name="stopping">Signalled when nothing more is to be sent.</param>
internal sealed class InterfaceLooks(IClock clock, Func<string, TimeSpan, ICallStep> chainOf, CancellationToken stopping)
{
    private readonly Dictionary<string, Queue<Group>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Looks at an ENI, in a look that begins from now on.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="limit">How long a look that fails is tried again. Those that share a look wait for the longest limit among them.</param>
    /// <exception cref="OperationCanceledException">The run is stopping.</exception>
    public Task<NetworkInterfaceLook> LookAsync(string regionId, string networkInterfaceId, TimeSpan limit)
    {
        bool isFirst;
        var look = new TaskCompletionSource<NetworkInterfaceLook>();
        lock (_waiting)
        {
            isFirst = !_waiting.TryGetValue(regionId, out var groups);
            if (isFirst)
                _waiting.Add(regionId, groups = new Queue<Group>());
            if (groups!.Count == 0 || groups.Last().Ids.Count == DescribeNetworkInterfaces.MaxIds)
                groups.Enqueue(new Group());
            var group = groups.Last();
            group.Ids.Add(networkInterfaceId);
            if (clock.Elapsed + limit is var end && end > group.End)
                group.End = end;
            group.Waiting.Add((networkInterfaceId, look));
        }

        if (isFirst)
            _ = WorkOffAsync(regionId);
        return look.Task;
    }

    private async Task WorkOffAsync(string regionId)
    {
        while (Next(regionId) is { } group)
        {
            try
            {
                var call = DescribeNetworkInterfaces.Call(regionId, new NetworkInterfaceFilter { NetworkInterfaceIds = group.Ids });
                var page = await chainOf(regionId, group.End - clock.Elapsed).SendAsync(call, stopping).ConfigureAwait(false);
                group.Waiting.ForEach(waiting => waiting.Look.SetResult(
                    new(page.NetworkInterfaces.FirstOrDefault(found => found.NetworkInterfaceId == waiting.Id), null)));
            }
            catch (ApiException failure)
            {
                group.Waiting.ForEach(waiting => waiting.Look.SetResult(new(null, failure)));
            }
            catch (OperationCanceledException)
            {
                group.Waiting.ForEach(waiting => waiting.Look.SetCanceled());
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whoever waits for the look has it; nobody waits for this loop.
                group.Waiting.ForEach(waiting => waiting.Look.TrySetException(exception));
            }
        }
    }

    private Group? Next(string regionId)
    {
        lock (_waiting)
        {
            var groups = _waiting[regionId];
            if (groups.Count > 0)
                return groups.Dequeue();
            _waiting.Remove(regionId);
            return null;
        }
    }

    private sealed class Group
    {
        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public TimeSpan End { get; set; }

        public List<(string Id, TaskCompletionSource<NetworkInterfaceLook> Look)> Waiting { get; } = [];
    }
}
