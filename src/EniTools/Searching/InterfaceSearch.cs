using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>A search for ENIs: by ids or by filters, page by page, until the pipeline has enough.</summary>
internal sealed class InterfaceSearch : ScopedSearch<InterfaceSearch.Account>
{
    private readonly Action<FoundInterface> _show;
    private readonly NetworkInterfaceQuery? _query;

    /// <summary>Begins a search.</summary>
    /// <param name="cmdlet">The cmdlet that the search writes with.</param>
    /// <param name="query">The filters; null if one of them was not understood.</param>
    /// <param name="show">Writes the output for an ENI.</param>
    /// <param name="withBandwidth">True to read Internet bandwidth too.</param>
    public InterfaceSearch(
        EniServiceCmdlet cmdlet, NetworkInterfaceQuery? query, Action<FoundInterface> show, bool withBandwidth = false)
        : base(cmdlet, query is not null, (profileName, connection) => new Account(
            profileName, connection, withBandwidth ? BandwidthWarning.Reader(cmdlet, profileName, connection) : null)) =>
        (_query, _show) = (query, show);

    /// <inheritdoc/>
    protected override SearchScope? ReadScope(out ErrorRecord? problem)
    {
        if (SearchScope.Of(Cmdlet, out problem) is not { } scope)
            return null;
        List<string> ids = [.. scope.InterfaceIds.Where(id => _query!.Shard?.Contains(id) != false)];
        // If all of them are of other shards, so are the mistakes in this record.
        return scope.InterfaceIds.Count > 0 && ids.Count == 0 ? null : scope with { InterfaceIds = ids };
    }

    /// <inheritdoc/>
    protected override void Take(Account account, string regionId, SearchScope scope)
    {
        if (ReadItems(scope) is not { } items)
            return;
        if (scope.IsWholeRegion)
            Begin(account, regionId, new Search(_query!, [EniError.Searched(account.ProfileName, regionId)]));
        else if (scope.InterfaceIds.Count == 0 && scope.InstanceId is { } instanceId)
            BeginInstance(account, regionId, instanceId);
        else if (scope.InterfaceIds.Count == 0 && items.Count > 0)
            account.Items.Of(regionId).UnionWith(items);
        foreach (var id in scope.InterfaceIds)
            Collect(account, regionId, id, items);
    }

    /// <inheritdoc/>
    protected override void BeginCollected(Account account)
    {
        foreach (var (regionId, ids) in account.Ids.TakeAll())
            BeginIds(account, regionId, ids);
        foreach (var (regionId, items) in account.Items.TakeAll())
            BeginOwners(account, regionId, items);
    }

    // Null if one of them cannot be read: the rest of the record would mean something else.
    private HashSet<Ipv6Item>? ReadItems(SearchScope scope)
    {
        var items = new HashSet<Ipv6Item>();
        foreach (var (text, isPrefix) in scope.Items)
        {
            if (ItemReader.Read(text, isPrefix, Cmdlet.InputObject!, out var item) is { } error)
            {
                WriteError(error);
                return null;
            }

            items.Add(item);
        }

        return items;
    }

    private void Collect(Account account, string regionId, string networkInterfaceId, HashSet<Ipv6Item> items)
    {
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
            WriteError(EniError.BadNetworkInterfaceId(networkInterfaceId, (object?)Cmdlet.Record?.Input ?? networkInterfaceId));
        else if (account.AddId(regionId, networkInterfaceId, items) is { } full)
            BeginIds(account, regionId, full);
    }

    private void BeginIds(Account account, string regionId, Dictionary<string, HashSet<Ipv6Item>?> asked)
    {
        var query = _query! with { NetworkInterfaceIds = asked.Keys };
        Begin(account, regionId, new Search(query, [.. asked.Keys.Select(id => EniError.Searched(account.ProfileName, regionId, id))])
        {
            ItemsOf = found => asked[found.NetworkInterfaceId],
        });
    }

    private void BeginInstance(Account account, string regionId, string instanceId)
    {
        if (ProblemOfInstance(instanceId) is { } problem)
            WriteError(problem);
        else if (account.Instances.Add((regionId, instanceId)))
            Begin(account, regionId, new Search(_query! with { InstanceId = instanceId }, [Cmdlet.InputObject]));
    }

    private void BeginOwners(Account account, string regionId, HashSet<Ipv6Item> items) =>
        Begin(account, regionId, new Search(
            _query! with { Items = items },
            [.. items.Select(item => EniError.Pipeable(new Ipv6Target(regionId, "", item) { ProfileName = account.ProfileName }))])
        {
            ItemsOf = _ => items,
            WithoutOwner = [.. items],
        });

    private void Begin(Account account, string regionId, Search search) =>
        Begin(account, () => ReadAsync(account, regionId, search), search.Inputs);

    private async Task ReadAsync(Account account, string regionId, Search search)
    {
        var pages = PagesOf(account, regionId, search.Query);
        await ReadPagesAsync(account, regionId, search, pages).ConfigureAwait(false);
        PostMissing(account, regionId, pages);
        // Another worker's shard may have them.
        if (_query!.Shard is not null)
            return;
        foreach (var item in search.WithoutOwner)
            Post(EniError.OwnerNotFound(new Ipv6Target(regionId, "", item) { ProfileName = account.ProfileName }, pages.RequestId));
    }

    // The next page is asked for while the pipeline has this one, but only after it has taken an object: it may want no more.
    private async Task ReadPagesAsync(Account account, string regionId, Search search, NetworkInterfaceSearch pages)
    {
        PageItem<NetworkInterface>? shown = null;
        while (pages.HasMore)
        {
            var page = await pages.ReadNextAsync(Cmdlet.StopToken).ConfigureAwait(false);
            if (page.Count == 0)
                continue;
            search.WithoutOwner.ExceptWith(page.SelectMany(found => found.Items));
            if (shown is not null)
                await shown.WhenWrittenAsync(Cmdlet.StopToken).ConfigureAwait(false);
            if (account.Bandwidth is { } bandwidth)
                await bandwidth.LookAsync(regionId, page, Cmdlet.StopToken).ConfigureAwait(false);
            shown = new PageItem<NetworkInterface>(page, found => Show(account, found, search.ItemsOf(found)));
            Cmdlet.Queue.Post(shown);
            await shown.WhenTakenAsync(Cmdlet.StopToken).ConfigureAwait(false);
        }
    }

    private void Show(Account account, NetworkInterface found, HashSet<Ipv6Item>? named)
    {
        EniSession.Current.Seen.Add(found);
        var items = found.Items.Where(item => _query!.Selects(item) && named?.Contains(item) != false);
        _show(new FoundInterface(found, items, account.Bandwidth, account.ProfileName));
    }

    /// <summary>One search of an account.</summary>
    /// <param name="Query">The ENIs to look for.</param>
    /// <param name="Inputs">The targets of an error.</param>
    private sealed record Search(NetworkInterfaceQuery Query, IReadOnlyCollection<object?> Inputs)
    {
        /// <summary>The items that are asked for of an ENI; null for all.</summary>
        public Func<NetworkInterface, HashSet<Ipv6Item>?> ItemsOf { get; init; } = _ => null;

        /// <summary>The items whose ENIs are looked for and were not found yet.</summary>
        public HashSet<Ipv6Item> WithoutOwner { get; init; } = [];
    }

    /// <summary>The state of the search for one account.</summary>
    internal sealed class Account(string? profileName, Connection connection, InterfaceBandwidth? bandwidth)
        : SearchedAccount(profileName, connection)
    {
        /// <summary>The Internet bandwidth of the account's addresses; null if it is not read.</summary>
        public InterfaceBandwidth? Bandwidth { get; } = bandwidth;

        /// <summary>The ids that do not yet fill a call, each with the items asked for, or null for all.</summary>
        public ByRegion<Dictionary<string, HashSet<Ipv6Item>?>> Ids { get; } = new(() => new(StringComparer.Ordinal));

        /// <summary>The addresses and prefixes whose ENIs are looked for.</summary>
        public ByRegion<HashSet<Ipv6Item>> Items { get; } = new(() => []);

        /// <summary>The instances that records have named.</summary>
        public HashSet<(string RegionId, string InstanceId)> Instances { get; } = [];

        protected override bool IsCollecting => !Ids.IsEmpty || !Items.IsEmpty;

        /// <summary>Adds an id with the items that are asked for; none for all that the ENI has.</summary>
        /// <returns>The ids of a full call; null while there is room.</returns>
        public Dictionary<string, HashSet<Ipv6Item>?>? AddId(string regionId, string networkInterfaceId, HashSet<Ipv6Item> items)
        {
            var ids = Ids.Of(regionId);
            if (items.Count == 0 || !ids.TryGetValue(networkInterfaceId, out var before))
                ids[networkInterfaceId] = items.Count == 0 ? null : items;
            else
                before?.UnionWith(items);
            if (ids.Count < DescribeNetworkInterfaces.MaxIds)
                return null;
            Ids.Remove(regionId);
            return ids;
        }
    }
}

/// <summary>An ENI that was found.</summary>
/// <param name="Interface">The ENI.</param>
/// <param name="Items">Its addresses and prefixes that are asked for.</param>
/// <param name="Bandwidth">The Internet bandwidth of the account's addresses; null if it is not read.</param>
/// <param name="ProfileName">The profile of the account; null if none was named.</param>
internal sealed record FoundInterface(
    NetworkInterface Interface, IEnumerable<Ipv6Item> Items, InterfaceBandwidth? Bandwidth, string? ProfileName);
