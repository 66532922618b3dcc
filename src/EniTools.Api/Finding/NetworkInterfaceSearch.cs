using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Finding;

/// <summary>Finds ENIs a page at a time, on demand. It holds one page in memory.</summary>
internal sealed class NetworkInterfaceSearch
{
    private readonly ICallStep _chain;
    private readonly string _regionId;
    private readonly NetworkInterfaceQuery _query;
    private readonly Queue<NetworkInterfaceFilter> _filters;
    private readonly HashSet<string> _missing;

    // Only when two filters may show the same ENI; otherwise null, and memory stays flat.
    private readonly HashSet<string>? _shown;
    private string? _nextToken;
    private int _count;

    public NetworkInterfaceSearch(ICallStep chain, string regionId, NetworkInterfaceQuery query)
    {
        _chain = chain;
        _regionId = regionId;
        _query = query;
        _filters = new Queue<NetworkInterfaceFilter>(query.Filters());
        _missing = new HashSet<string>(query.NetworkInterfaceIds, StringComparer.Ordinal);
        if (_filters.Count > 1 || IsByLabel(_filters.Peek()))
            _shown = new HashSet<string>(StringComparer.Ordinal);
    }

    public bool HasMore => _filters.Count > 0;

    /// <summary>The ids asked for that the service did not show. All pages have to be read first.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    public string? RequestId { get; private set; }

    /// <summary>Asks for the next page, one at a time. There may be no ENI on it that fits.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public async Task<IReadOnlyList<NetworkInterface>> ReadNextAsync(CancellationToken cancellationToken)
    {
        var filter = _filters.Peek();
        var call = DescribeNetworkInterfaces.Call(_regionId, filter, _nextToken);
        var page = await _chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        RequestId = page.RequestId;
        _nextToken = page.NextToken;
        _count += page.NetworkInterfaces.Count;

        var fitting = new List<NetworkInterface>(page.NetworkInterfaces.Count);
        foreach (var found in page.NetworkInterfaces)
        {
            _missing.Remove(found.NetworkInterfaceId);
            if (_query.Fits(found, filter) && _shown?.Add(found.NetworkInterfaceId) != false)
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

    private static bool IsByLabel(NetworkInterfaceFilter filter) => filter.Tags.Count > 0 || filter.ResourceGroupId is not null;
}
