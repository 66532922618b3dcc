using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A search for ENIs: by ids or by filters, page by page, until the pipeline has enough.</summary>
/// <param name="cmdlet">The cmdlet that it writes with.</param>
/// <param name="parameters">What is looked for.</param>
/// <param name="show">Writes what there is to show of an ENI, given the items asked for (none means all) and the profile that it was found with.</param>
/// <param name="prepare">Finds out what else is needed for a page of ENIs before they are shown; null for nothing.</param>
internal sealed class InterfaceSearch(
    EniServiceCmdlet cmdlet,
    ISearchParameters parameters,
    Action<NetworkInterface, IReadOnlyCollection<Ipv6Item>, string?> show,
    Action<IReadOnlyList<NetworkInterface>, Connection>? prepare = null) : IRun
{
    private static readonly string[] InterfaceProperties = ["NetworkInterfaceId", "EniId"];
    private static readonly string[] RegionProperties = ["RegionId", "Region"];

    private readonly NetworkInterfaceQuery? _query = new QueryReader(cmdlet, parameters).Read();
    private readonly RunAccounts<SearchedAccount> _accounts = new(
        cmdlet, guard: null, isConnected: true, (profile, connection) => new SearchedAccount(profile, connection!));

    /// <inheritdoc/>
    public void TakeRecord()
    {
        // Filters were given, but one cannot be understood: nothing fits.
        if (_query is null)
            return;
        var named = Ids();
        var ids = named.Where(id => parameters.Shard?.Contains(id) != false).ToList();
        // Each of them is another worker's, mistakes too.
        if (named.Count > 0 && ids.Count == 0)
            return;
        var regionId = cmdlet.RegionInForce;
        var input = ids.Count > 0 ? ids.ToArray() : parameters.InputObject ?? (object?)regionId;
        if (!ResourceId.IsRegionId(regionId))
        {
            cmdlet.WriteError(EniError.BadRegion(regionId, input));
            return;
        }

        if (_accounts.ForRecord(() => input!, cmdlet.WriteError) is not { } account)
            return;
        if (ids.Count == 0 && IsWholeRegion)
            Show(account, regionId!, []);
        foreach (var id in ids)
            Ask(account, regionId!, id);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var account in _accounts.All)
        {
            foreach (var asked in account.Asked)
                Show(account, asked.Key, asked.Value);
        }
    }

    // An empty cell for the ENI is a mistake, not a wish for all ENIs.
    private bool IsWholeRegion => !cmdlet.IsOnCommandLine(nameof(parameters.NetworkInterfaceId))
        && (!cmdlet.MyInvocation.ExpectingInput || RegionProperties.Any(name => parameters.InputObject?.Properties[name] is not null));

    private List<string> Ids()
    {
        var (given, piped) = (parameters.NetworkInterfaceId, parameters.InputObject);
        var pipedIds = piped?.BaseObject switch
        {
            string text => [text],
            IEnumerable<object> texts => [.. texts.Select(text => $"{text}")],
            not null when given is null && InterfaceProperties.Any(name => piped.Properties[name] is not null) => [""],
            not null when given is null && !IsWholeRegion => [$"{piped}"],
            _ => Array.Empty<string>(),
        };
        return [.. (given ?? []).Concat(pipedIds).Select(id => id?.Trim() ?? "")];
    }

    private void Ask(SearchedAccount account, string regionId, string networkInterfaceId)
    {
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
        {
            cmdlet.WriteError(EniError.BadNetworkInterfaceId(networkInterfaceId, networkInterfaceId));
            return;
        }

        if (!account.Asked.TryGetValue(regionId, out var ids))
            account.Asked.Add(regionId, ids = []);
        if (!ids.Contains(networkInterfaceId))
            ids.Add(networkInterfaceId);
        if (ids.Count < DescribeNetworkInterfaces.MaxIds)
            return;
        account.Asked.Remove(regionId);
        Show(account, regionId, ids);
    }

    private void Show(SearchedAccount account, string regionId, IReadOnlyCollection<string> networkInterfaceIds)
    {
        var search = new NetworkInterfaceSearch(
            cmdlet.Repeating(account.Connection.ClientOf(regionId), parameters.RetryTimeoutSec),
            regionId,
            _query! with { NetworkInterfaceIds = networkInterfaceIds });
        try
        {
            for (var page = AskFor(search); page is not null;)
                page = ShowPage(account, search, cmdlet.Await(page));
        }
        catch (ApiException failure)
        {
            foreach (var target in networkInterfaceIds.DefaultIfEmpty(regionId))
                cmdlet.WriteError(EniError.CallFailed(failure, target));
            return;
        }

        foreach (var networkInterfaceId in search.Missing)
            cmdlet.WriteError(EniError.NotFound(networkInterfaceId, regionId, search.RequestId));
    }

    // The next page is asked for while the pipeline has this one, but only after it has taken an object: it may want no more.
    private Task<IReadOnlyList<NetworkInterface>>? ShowPage(
        SearchedAccount account, NetworkInterfaceSearch search, IReadOnlyList<NetworkInterface> page)
    {
        Task<IReadOnlyList<NetworkInterface>>? next = null;
        if (page.Count > 0)
            prepare?.Invoke(page, account.Connection);
        for (var i = 0; i < page.Count; i++)
        {
            EniSession.Current.Seen.Add(page[i]);
            show(page[i], _query!.Items, account.ProfileName);
            if (i == 0)
                next = AskFor(search);
        }

        return page.Count > 0 ? next : AskFor(search);
    }

    private Task<IReadOnlyList<NetworkInterface>>? AskFor(NetworkInterfaceSearch search) =>
        search.HasMore ? cmdlet.Track(search.ReadNextAsync(cmdlet.StopToken)) : null;

    private sealed record SearchedAccount(string? ProfileName, Connection Connection)
    {
        /// <summary>The ids to look for, by region, that do not yet fill a call.</summary>
        public Dictionary<string, List<string>> Asked { get; } = new(StringComparer.Ordinal);
    }
}
