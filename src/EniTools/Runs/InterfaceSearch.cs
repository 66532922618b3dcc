using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A search for ENIs: by ids or by filters, page by page, until the pipeline has enough.</summary>
internal sealed class InterfaceSearch : IRun
{
    private readonly SearchingCmdlet _cmdlet;
    private readonly Action<FoundInterface> _show;
    private readonly NetworkInterfaceQuery? _query;
    private readonly AccountSearches<Account> _searches;

    /// <summary>Begins a search.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="show">Writes what there is to show of an ENI.</param>
    /// <param name="withBandwidth">Whether Internet bandwidth is shown too.</param>
    public InterfaceSearch(SearchingCmdlet cmdlet, Action<FoundInterface> show, bool withBandwidth = false)
    {
        (_cmdlet, _show) = (cmdlet, show);
        _query = new QueryReader(cmdlet).Read();
        _searches = new AccountSearches<Account>(cmdlet, (profileName, connection) => new Account(
            profileName,
            connection,
            withBandwidth ? BandwidthWarning.Reader(cmdlet, profileName, connection) : null));
    }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        // Filters were given, but one cannot be understood: nothing fits.
        if (_query is null)
            return;
        if (SearchScope.Of(_cmdlet, out var problem) is not { } scope)
        {
            _cmdlet.WriteError(_cmdlet.InRow(problem!));
            return;
        }

        var ids = scope.InterfaceIds.Where(id => _cmdlet.Shard?.Contains(id) != false).ToList();
        // Each of them is another worker's, mistakes too.
        if (scope.InterfaceIds.Count > 0 && ids.Count == 0)
            return;
        var regionId = _cmdlet.RegionInForce;
        var input = _cmdlet.Record is null && ids.Count > 0 ? ids.ToArray() : _cmdlet.InputObject ?? (object?)regionId;
        if (!ResourceId.IsRegionId(regionId))
        {
            _cmdlet.WriteError(_cmdlet.InRow(EniError.BadRegion(regionId, input)));
            return;
        }

        if (ReadItems(scope) is not { } items || _searches.ForRecord(() => input!) is not { } account)
            return;
        if (scope.IsWholeRegion)
            Begin(account, regionId!, new Search(_query, [EniError.Searched(account.ProfileName, regionId)]));
        else if (ids.Count == 0 && scope.InstanceId is { } instanceId)
            BeginInstance(account, regionId!, instanceId);
        else if (ids.Count == 0)
            account.Ask(regionId!, items);
        foreach (var id in ids)
            Ask(account, regionId!, id, items);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var account in _searches.All.ToList())
        {
            foreach (var (regionId, ids) in account.TakeAskedIds())
                BeginIds(account, regionId, ids);
            foreach (var (regionId, items) in account.TakeAskedItems())
                BeginOwners(account, regionId, items);
        }

        _searches.Finish();
    }

    // Null when one of them is none: the rest of the record would mean something else.
    private HashSet<Ipv6Item>? ReadItems(SearchScope scope)
    {
        var items = new HashSet<Ipv6Item>();
        foreach (var (text, isPrefix) in scope.Items)
        {
            if (TargetReader.ReadItem(text, isPrefix || text.IndexOf('/') >= 0, _cmdlet.InputObject!, out var item) is { } error)
            {
                _cmdlet.WriteError(_cmdlet.InRow(error));
                return null;
            }

            items.Add(item);
        }

        return items;
    }

    private void Ask(Account account, string regionId, string networkInterfaceId, HashSet<Ipv6Item> items)
    {
        var input = (object?)_cmdlet.Record?.Input ?? networkInterfaceId;
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
            _cmdlet.WriteError(_cmdlet.InRow(EniError.BadNetworkInterfaceId(networkInterfaceId, input)));
        else if (account.Ask(regionId, networkInterfaceId, items) is { } full)
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
        if (WildcardPattern.ContainsWildcardCharacters(instanceId))
            _cmdlet.WriteError(_cmdlet.InRow(EniError.WildcardNotTaken(PipedRecord.InstanceNames[0], instanceId)));
        else if (account.IsNewInstance(regionId, instanceId))
            Begin(account, regionId, new Search(_query! with { InstanceId = instanceId }, [_cmdlet.InputObject]));
    }

    private void BeginOwners(Account account, string regionId, HashSet<Ipv6Item> items) =>
        Begin(account, regionId, new Search(
            _query! with { Items = items },
            [.. items.Select(item => EniError.Pipeable(new Ipv6Target(regionId, "", item), account.ProfileName))])
        {
            ItemsOf = _ => items,
            WithoutOwner = [.. items],
        });

    private void Begin(Account account, string regionId, Search search) =>
        _searches.Begin(account, () => ReadAsync(account, regionId, search), search.Inputs);

    private async Task ReadAsync(Account account, string regionId, Search search)
    {
        var pages = new NetworkInterfaceSearch(
            _cmdlet.ReaderOf(account.Connection, ApiService.Ecs, regionId), regionId, search.Query);
        try
        {
            await ReadPagesAsync(account, regionId, search, pages).ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure is not CredentialException)
        {
            foreach (var input in search.Inputs)
                _cmdlet.Queue.Post(new ErrorItem(account.Error(failure, input)));
            return;
        }

        foreach (var networkInterfaceId in pages.Missing)
            _cmdlet.Queue.Post(new ErrorItem(EniError.NotFound(networkInterfaceId, regionId, pages.RequestId, account.ProfileName)));
        // Another worker's shard may have them.
        if (_cmdlet.Shard is not null)
            return;
        foreach (var item in search.WithoutOwner)
        {
            var target = new Ipv6Target(regionId, "", item);
            _cmdlet.Queue.Post(new ErrorItem(EniError.OwnerNotFound(target, pages.RequestId, account.ProfileName)));
        }
    }

    // The next page is asked for while the pipeline has this one, but only after it has taken an object: it may want no more.
    private async Task ReadPagesAsync(Account account, string regionId, Search search, NetworkInterfaceSearch pages)
    {
        PageItem<NetworkInterface>? shown = null;
        while (pages.HasMore)
        {
            var page = await pages.ReadNextAsync(_cmdlet.StopToken).ConfigureAwait(false);
            if (page.Count == 0)
                continue;
            search.WithoutOwner.ExceptWith(page.SelectMany(found => found.Items));
            if (shown is not null)
                await shown.WhenWrittenAsync(_cmdlet.StopToken).ConfigureAwait(false);
            if (account.Bandwidth is { } bandwidth)
                await bandwidth.LookAsync(regionId, page, _cmdlet.StopToken).ConfigureAwait(false);
            shown = new PageItem<NetworkInterface>(page, found => Show(account, found, search.ItemsOf(found)));
            _cmdlet.Queue.Post(shown);
            await shown.WhenTakenAsync(_cmdlet.StopToken).ConfigureAwait(false);
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
    /// <param name="Inputs">What an error is about.</param>
    private sealed record Search(NetworkInterfaceQuery Query, IReadOnlyCollection<object?> Inputs)
    {
        /// <summary>The items that are asked for of an ENI; null for all.</summary>
        public Func<NetworkInterface, HashSet<Ipv6Item>?> ItemsOf { get; init; } = _ => null;

        /// <summary>The items whose ENIs are looked for and were not found yet.</summary>
        public HashSet<Ipv6Item> WithoutOwner { get; init; } = [];
    }

    private sealed class Account(string? profileName, Connection connection, InterfaceBandwidth? bandwidth)
        : SearchedAccount(profileName, connection)
    {
        // By region, the ids that do not yet fill a call, each with the items asked for, or null for all.
        private readonly Dictionary<string, Dictionary<string, HashSet<Ipv6Item>?>> _askedIds = new(StringComparer.Ordinal);

        // By region, the addresses and prefixes whose ENIs are not known.
        private readonly Dictionary<string, HashSet<Ipv6Item>> _askedItems = new(StringComparer.Ordinal);
        private readonly HashSet<(string RegionId, string InstanceId)> _instances = [];

        /// <summary>What is known of Internet bandwidth; null when it is not asked for.</summary>
        public InterfaceBandwidth? Bandwidth { get; } = bandwidth;

        protected override bool IsCollecting => _askedIds.Count > 0 || _askedItems.Count > 0;

        /// <summary>Takes an id in, with the items that are asked for; none for all that the ENI has.</summary>
        /// <returns>The ids of a call that is full; null when there is room.</returns>
        public Dictionary<string, HashSet<Ipv6Item>?>? Ask(string regionId, string networkInterfaceId, HashSet<Ipv6Item> items)
        {
            if (!_askedIds.TryGetValue(regionId, out var ids))
                _askedIds.Add(regionId, ids = new(StringComparer.Ordinal));
            if (items.Count == 0 || !ids.TryGetValue(networkInterfaceId, out var before))
                ids[networkInterfaceId] = items.Count == 0 ? null : items;
            else
                before?.UnionWith(items);
            if (ids.Count < DescribeNetworkInterfaces.MaxIds)
                return null;
            _askedIds.Remove(regionId);
            return ids;
        }

        /// <summary>Takes in addresses and prefixes whose ENIs are looked for.</summary>
        public void Ask(string regionId, HashSet<Ipv6Item> items)
        {
            if (items.Count == 0)
                return;
            if (_askedItems.TryGetValue(regionId, out var asked))
                asked.UnionWith(items);
            else
                _askedItems.Add(regionId, items);
        }

        /// <summary>True for the first record that names an instance.</summary>
        public bool IsNewInstance(string regionId, string instanceId) => _instances.Add((regionId, instanceId));

        /// <summary>The ids that do not fill a call, by region.</summary>
        public List<(string RegionId, Dictionary<string, HashSet<Ipv6Item>?> Ids)> TakeAskedIds() => Take(_askedIds);

        /// <summary>The items whose ENIs are looked for, by region.</summary>
        public List<(string RegionId, HashSet<Ipv6Item> Items)> TakeAskedItems() => Take(_askedItems);

        private static List<(string RegionId, T Asked)> Take<T>(Dictionary<string, T> asked)
        {
            var all = asked.Select(place => (place.Key, place.Value)).ToList();
            asked.Clear();
            return all;
        }
    }
}

/// <summary>An ENI that was found.</summary>
/// <param name="Interface">The ENI.</param>
/// <param name="Items">The addresses and prefixes of it that are asked for.</param>
/// <param name="Bandwidth">What is known of Internet bandwidth; null when it is not asked for.</param>
/// <param name="ProfileName">The profile that it was found with; null when none was named.</param>
internal sealed record FoundInterface(
    NetworkInterface Interface, IEnumerable<Ipv6Item> Items, InterfaceBandwidth? Bandwidth, string? ProfileName);
