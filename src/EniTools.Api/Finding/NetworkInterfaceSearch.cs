using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Finding;

/// <summary>Finds ENIs a page at a time, on demand. It holds one page in memory.</summary>
internal sealed class NetworkInterfaceSearch(ICallStep chain, string regionId, NetworkInterfaceQuery query)
{
    private readonly Queue<NetworkInterfaceFilter> _filters = new(query.Filters());
    private readonly HashSet<string> _missing = new(query.NetworkInterfaceIds, StringComparer.Ordinal);

    // Only if two filters may show the same ENI; otherwise null, and memory stays flat.
    private readonly HashSet<string>? _shown = MayRepeat(query) ? new(StringComparer.Ordinal) : null;
    private string? _nextToken;
    private int _count;

    public bool HasMore => _filters.Count > 0;

    /// <summary>The ids asked for that the service did not show. All pages have to be read first.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    public string? RequestId { get; private set; }

    /// <summary>Asks for the next page, one at a time. There may be no ENI on it that fits.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public async Task<IReadOnlyList<NetworkInterface>> ReadNextAsync(CancellationToken cancellationToken)
    {
        var filter = _filters.Peek();
        var call = DescribeNetworkInterfaces.Call(regionId, filter, _nextToken);
        var page = await chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        RequestId = page.RequestId;
        _nextToken = page.NextToken;
        _count += page.NetworkInterfaces.Count;

        var fitting = new List<NetworkInterface>(page.NetworkInterfaces.Count);
        foreach (var found in page.NetworkInterfaces)
        {
            _missing.Remove(found.NetworkInterfaceId);
            if (query.Fits(found, filter) && _shown?.Add(found.NetworkInterfaceId) != false)
                fitting.Add(found);
        }

        if (_nextToken is null)
            EndOf(filter);
        return fitting;
    }

    private void EndOf(NetworkInterfaceFilter filter)
    {
        _filters.Dequeue();
        // The service stops there even when there are more: the rest is found by reading all ENIs.
        if (IsByLabel(filter) && _count >= DescribeNetworkInterfaces.MaxShownByLabel)
            _filters.Enqueue(filter with { Tags = [], ResourceGroupId = null });
        _count = 0;
    }

    private static bool MayRepeat(NetworkInterfaceQuery query) => query.Filters().Skip(1).Any() || query.Filters().Any(IsByLabel);

    private static bool IsByLabel(NetworkInterfaceFilter filter) => filter.Tags.Count > 0 || filter.ResourceGroupId is not null;
}
