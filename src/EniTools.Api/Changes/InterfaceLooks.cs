using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Changes;

/// <summary>What the service showed of an ENI: what was done after the look began it may not show.</summary>
/// <param name="Found">The ENI; null when the service shows none.</param>
/// <param name="Failure">Why nothing could be seen; null when the service answered.</param>
internal sealed record NetworkInterfaceLook(NetworkInterface? Found, ApiException? Failure);

/// <summary>Looks at ENIs for whoever asks: all that are asked for while one look is under way share the next one.</summary>
/// <param name="chainOf">Gives the way to the service for calls that only read, by region.</param>
/// <param name="stopping">Signalled when nothing more is to be sent.</param>
internal sealed class InterfaceLooks(Func<string, ICallStep> chainOf, CancellationToken stopping)
{
    private readonly Dictionary<string, Queue<Group>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Looks at an ENI, in a look that begins from now on.</summary>
    /// <exception cref="OperationCanceledException">The run is stopping.</exception>
    public Task<NetworkInterfaceLook> LookAsync(string regionId, string networkInterfaceId)
    {
        Group group;
        bool isFirst;
        lock (_waiting)
        {
            isFirst = !_waiting.TryGetValue(regionId, out var groups);
            if (isFirst)
                _waiting.Add(regionId, groups = new Queue<Group>());
            if (groups!.Count == 0 || groups.Last().Ids.Count == DescribeNetworkInterfaces.MaxIds)
                groups.Enqueue(new Group());
            group = groups.Last();
            group.Ids.Add(networkInterfaceId);
        }

        if (isFirst)
            _ = WorkOffAsync(regionId);
        return PickAsync(group, networkInterfaceId);
    }

    private static async Task<NetworkInterfaceLook> PickAsync(Group group, string networkInterfaceId)
    {
        var (page, failure) = await group.Answer.Task.ConfigureAwait(false);
        return new NetworkInterfaceLook(page?.NetworkInterfaces.FirstOrDefault(found => found.NetworkInterfaceId == networkInterfaceId), failure);
    }

    private async Task WorkOffAsync(string regionId)
    {
        while (Next(regionId) is { } group)
        {
            try
            {
                var call = DescribeNetworkInterfaces.Call(regionId, new NetworkInterfaceFilter { NetworkInterfaceIds = group.Ids });
                var page = await chainOf(regionId).SendAsync(call, stopping).ConfigureAwait(false);
                group.Answer.SetResult((page, null));
            }
            catch (ApiException failure)
            {
                group.Answer.SetResult((null, failure));
            }
            catch (OperationCanceledException)
            {
                group.Answer.SetCanceled();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whoever waits for the look has it; nobody waits for this loop.
                group.Answer.SetException(exception);
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

        public TaskCompletionSource<(NetworkInterfacePage? Page, ApiException? Failure)> Answer { get; } = new();
    }
}
