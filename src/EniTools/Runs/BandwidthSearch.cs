using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A search for Internet bandwidth: of whole regions page by page, or of named addresses and ENIs in few calls.</summary>
internal sealed class BandwidthSearch : IRun
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly Func<IEnumerable<string?>> _named;
    private readonly bool _unassociated;
    private readonly IReadOnlyCollection<Ipv6Prefix>? _ranges;
    private readonly AccountSearches<Account> _searches;

    /// <summary>Begins a search.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="named">The addresses and prefixes that the current record is bound to.</param>
    /// <param name="ranges">The ranges to search; null for any.</param>
    /// <param name="unassociated">True to show only what is not assigned to an ENI.</param>
    public BandwidthSearch(EniServiceCmdlet cmdlet, Func<IEnumerable<string?>> named, string[]? ranges, bool unassociated)
    {
        (_cmdlet, _named, _unassociated) = (cmdlet, named, unassociated);
        _ranges = QueryReader.ReadRanges(cmdlet, ranges);
        _searches = new(cmdlet, (profileName, connection) => new Account(profileName, connection));
    }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        // A range that cannot be understood fits nothing.
        if (_ranges is null)
            return;
        var regionId = _cmdlet.RegionInForce;
        var input = _cmdlet.InputObject ?? (object?)regionId;
        var problem = RecordCheck.ProblemOf(_cmdlet, takesManyInterfaces: true);
        var named = Named();
        // What is named by parameters alone needs no record.
        var scope = problem is null && named.Count == 0 && !NamesItems ? SearchScope.Of(_cmdlet, out problem) : null;
        // An empty cell is a mistake; an object with an empty list is an ENI without addresses.
        if (named.Count == 0 && _cmdlet.Record is { } record
            && record.Has(PipedRecord.ItemNames) && !record.HasListOf(PipedRecord.ItemNames))
            problem ??= EniError.NothingGiven(record.Input, record, record.Input);
        problem ??= ResourceId.IsRegionId(regionId) ? null : EniError.BadRegion(regionId, input);
        if (problem is not null)
        {
            _cmdlet.WriteError(_cmdlet.InRow(problem));
            return;
        }

        if (_searches.ForRecord(() => input!) is not { } account)
            return;
        foreach (var text in named)
        {
            if (TargetReader.ReadItem(text, text.IndexOf('/') >= 0, text, out var item) is { } error)
                _cmdlet.WriteError(_cmdlet.InRow(error));
            else
                account.Ask(regionId!, item);
        }

        if (scope is { IsWholeRegion: true })
            BeginRegion(account, regionId!);
        else if (scope is not null && (scope.InterfaceIds.Count > 0 || scope.InstanceId is not null))
            BeginInterfaces(account, regionId!, scope);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var account in _searches.All.ToList())
        {
            foreach (var (regionId, items) in account.TakeAsked())
                BeginNamed(account, regionId, items);
        }

        _searches.Finish();
    }

    // An object without an address, such as an ENI that has none, is no request for all there is.
    private bool NamesItems => _cmdlet.Record?.Has(PipedRecord.ItemNames) == true || PipedRecord.ItemNames.Any(_cmdlet.IsOnCommandLine);

    private List<string> Named() =>
    [
        .. new[] { PipedText.Of(_cmdlet.InputObject) }.Concat(_named())
            .Select(text => text?.Trim() ?? "").Where(text => text.Length > 0),
    ];

    private void BeginRegion(Account account, string regionId)
    {
        var input = EniError.Searched(account.ProfileName, regionId);
        _searches.Begin(account, () => ReadRegionAsync(account, regionId, input), [input]);
    }

    // Of an ENI or an instance that a record names, what its ENIs have.
    private void BeginInterfaces(Account account, string regionId, SearchScope scope)
    {
        var problem = scope.InterfaceIds.Where(id => !ResourceId.IsNetworkInterfaceId(id))
            .Select(id => EniError.BadNetworkInterfaceId(id, _cmdlet.InputObject)).FirstOrDefault();
        if (scope.InstanceId is { } instanceId && WildcardPattern.ContainsWildcardCharacters(instanceId))
            problem ??= EniError.WildcardNotTaken(PipedRecord.InstanceNames[0], instanceId);
        if (problem is not null)
        {
            _cmdlet.WriteError(_cmdlet.InRow(problem));
            return;
        }

        var query = new NetworkInterfaceQuery { NetworkInterfaceIds = scope.InterfaceIds, InstanceId = scope.InstanceId };
        var input = _cmdlet.InputObject;
        _searches.Begin(account, () => FindOnInterfacesAsync(account, regionId, query, input), [input]);
    }

    private async Task FindOnInterfacesAsync(Account account, string regionId, NetworkInterfaceQuery query, object? input)
    {
        var search = new NetworkInterfaceSearch(
            _cmdlet.ReaderOf(account.Connection, ApiService.Ecs, regionId), regionId, query);
        var items = new HashSet<Ipv6Item>();
        try
        {
            while (search.HasMore)
                items.UnionWith((await search.ReadNextAsync(_cmdlet.StopToken).ConfigureAwait(false)).SelectMany(found => found.Items));
        }
        catch (ApiException failure) when (failure is not CredentialException)
        {
            _cmdlet.Queue.Post(new ErrorItem(account.Error(failure, input)));
        }

        foreach (var id in search.HasMore ? [] : search.Missing)
            _cmdlet.Queue.Post(new ErrorItem(EniError.NotFound(id, regionId, search.RequestId, account.ProfileName)));
        await FindAsync(account, regionId, new Queue<Ipv6Item>(items)).ConfigureAwait(false);
    }

    private void BeginNamed(Account account, string regionId, IEnumerable<Ipv6Item> items)
    {
        var left = new Queue<Ipv6Item>(items);
        _searches.Begin(
            account, () => FindAsync(account, regionId, left), left.Select(item => InputOf(account, regionId, item)));
    }

    private async Task ReadRegionAsync(Account account, string regionId, object? input)
    {
        var chain = ChainOf(account, regionId);
        try
        {
            foreach (var prefixes in new[] { false, true })
            {
                var pages = new PublicAddressPages(chain, regionId, prefixes);
                while (pages.HasMore)
                    await ShowAsync(account, await pages.ReadNextAsync(_cmdlet.StopToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (ApiException failure) when (failure is not CredentialException)
        {
            _cmdlet.Queue.Post(new ErrorItem(account.Error(failure, input)));
        }
    }

    private async Task FindAsync(Account account, string regionId, Queue<Ipv6Item> left)
    {
        var search = new PublicAddresses(ChainOf(account, regionId), regionId);
        while (left.Count > 0)
        {
            try
            {
                if (await search.FindAsync(left.Peek(), _cmdlet.StopToken).ConfigureAwait(false) is { } address)
                    await ShowAsync(account, [address]).ConfigureAwait(false);
            }
            catch (ApiException failure) when (failure is not CredentialException)
            {
                _cmdlet.Queue.Post(new ErrorItem(account.Error(failure, InputOf(account, regionId, left.Peek()))));
            }

            left.Dequeue();
        }
    }

    private Task ShowAsync(Account account, IReadOnlyList<VpcIpv6Address> found)
    {
        var page = new PageItem<VpcIpv6Address>(found, address =>
        {
            if (address.Bandwidth is { } bandwidth && (address.IsUnassociated || !_unassociated) && IsInRange(address.Item))
                _cmdlet.WriteObject(new EniIpv6Bandwidth(address, bandwidth, account.ProfileName));
        });
        _cmdlet.Queue.Post(page);
        return page.WhenWrittenAsync(_cmdlet.StopToken);
    }

    private bool IsInRange(Ipv6Item item) => _ranges!.Count == 0 || _ranges.Any(range => range.Contains(item));

    private static object InputOf(Account account, string regionId, Ipv6Item item) => account.ProfileName is null
        ? item.ToString()
        : EniError.Pipeable(new Ipv6Target(regionId, "", item), account.ProfileName);

    private ICallStep ChainOf(Account account, string regionId) =>
        _cmdlet.ReaderOf(account.Connection, ApiService.Vpc, regionId);

    private sealed class Account(string? profileName, Connection connection) : SearchedAccount(profileName, connection)
    {
        // The addresses to look for, by region.
        private readonly Dictionary<string, HashSet<Ipv6Item>> _asked = new(StringComparer.Ordinal);

        protected override bool IsCollecting => _asked.Count > 0;

        public void Ask(string regionId, Ipv6Item item)
        {
            if (!_asked.TryGetValue(regionId, out var items))
                _asked.Add(regionId, items = []);
            items.Add(item);
        }

        /// <summary>What was asked for, by region.</summary>
        public List<(string RegionId, HashSet<Ipv6Item> Items)> TakeAsked()
        {
            var all = _asked.Select(asked => (asked.Key, asked.Value)).ToList();
            _asked.Clear();
            return all;
        }
    }
}
