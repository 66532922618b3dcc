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
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>A search for Internet bandwidth: of whole regions page by page, or of named addresses and ENIs in few calls.</summary>
internal sealed class BandwidthSearch : ScopedSearch<BandwidthSearch.Account>
{
    private readonly Func<IEnumerable<string?>> _named;
    private readonly IReadOnlyCollection<Ipv6Prefix>? _ranges;
    private readonly bool _unassociated;

    /// <summary>Begins a search.</summary>
    /// <param name="cmdlet">The cmdlet that the search writes with.</param>
    /// <param name="named">The addresses and prefixes that the current record is bound to.</param>
    /// <param name="ranges">The ranges to search, none for any; null if one of them was not understood.</param>
    /// <param name="unassociated">True to show only what is not assigned to an ENI.</param>
    public BandwidthSearch(
        EniServiceCmdlet cmdlet, Func<IEnumerable<string?>> named, IReadOnlyCollection<Ipv6Prefix>? ranges, bool unassociated)
        : base(cmdlet, ranges is not null, (profileName, connection) => new Account(profileName, connection)) =>
        (_named, _ranges, _unassociated) = (named, ranges, unassociated);

    /// <inheritdoc/>
    protected override SearchScope? ReadScope(out ErrorRecord? problem)
    {
        problem = null;
        // Named by parameters alone, they need no record.
        var scope = new SearchScope { Items = [.. Named()] };
        if (scope.Items.Count > 0)
            return scope;
        // An empty cell is a mistake; an object with an empty list is an ENI without addresses.
        if (Cmdlet.Record is { } record && record.Has(PipedRecord.ItemNames))
        {
            problem = record.HasListOf(PipedRecord.ItemNames) ? null : EniError.NothingGiven(record.Input, record, record.Input);
            return problem is null ? scope : null;
        }

        return PipedRecord.ItemNames.Any(Cmdlet.IsOnCommandLine) ? scope : SearchScope.Of(Cmdlet, out problem);
    }

    /// <inheritdoc/>
    protected override void Take(Account account, string regionId, SearchScope scope)
    {
        foreach (var (text, isPrefix) in scope.Items)
        {
            if (ItemReader.Read(text, isPrefix, text, out var item) is { } error)
                WriteError(error);
            else
                account.Items.Of(regionId).Add(item);
        }

        if (scope.IsWholeRegion)
            BeginRegion(account, regionId);
        else if (scope.InterfaceIds.Count > 0 || scope.InstanceId is not null)
            BeginInterfaces(account, regionId, scope);
    }

    /// <inheritdoc/>
    protected override void BeginCollected(Account account)
    {
        foreach (var (regionId, items) in account.Items.TakeAll())
        {
            var left = new Queue<Ipv6Item>(items);
            Begin(account, () => FindAsync(account, regionId, left), left.Select(item => InputOf(account, regionId, item)));
        }
    }

    private IEnumerable<(string Text, bool IsPrefix)> Named() => _named().Prepend(PipedText.Of(Cmdlet.InputObject))
        .Select(text => text?.Trim() ?? "").Where(text => text.Length > 0).Select(text => (text, text.IndexOf('/') >= 0));

    private void BeginRegion(Account account, string regionId) => Begin(
        account, () => ReadRegionAsync(account, regionId), [EniError.Searched(account.ProfileName, regionId)]);

    // The addresses of the ENIs, or of those of the instance, that a record names.
    private void BeginInterfaces(Account account, string regionId, SearchScope scope)
    {
        var input = Cmdlet.InputObject;
        if ((scope.InterfaceIds.FirstOrDefault(id => !ResourceId.IsNetworkInterfaceId(id)) is { } bad
            ? EniError.BadNetworkInterfaceId(bad, input)
            : ProblemOfInstance(scope.InstanceId)) is { } problem)
        {
            WriteError(problem);
            return;
        }

        var query = new NetworkInterfaceQuery { NetworkInterfaceIds = scope.InterfaceIds, InstanceId = scope.InstanceId };
        Begin(account, () => FindOnInterfacesAsync(account, regionId, query, input), [input]);
    }

    private async Task FindOnInterfacesAsync(Account account, string regionId, NetworkInterfaceQuery query, object? input)
    {
        var pages = PagesOf(account, regionId, query);
        var items = new HashSet<Ipv6Item>();
        try
        {
            while (pages.HasMore)
                items.UnionWith((await pages.ReadNextAsync(Cmdlet.StopToken).ConfigureAwait(false)).SelectMany(found => found.Items));
            PostMissing(account, regionId, pages);
        }
        catch (ApiException failure) when (failure is not CredentialException)
        {
            Post(account, failure, input);
        }

        await FindAsync(account, regionId, new Queue<Ipv6Item>(items)).ConfigureAwait(false);
    }

    private async Task ReadRegionAsync(Account account, string regionId)
    {
        var chain = ChainOf(account, ApiService.Vpc, regionId);
        foreach (var prefixes in new[] { false, true })
        {
            var pages = new PublicAddressPages(chain, regionId, prefixes);
            while (pages.HasMore)
                await ShowAsync(account, await pages.ReadNextAsync(Cmdlet.StopToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task FindAsync(Account account, string regionId, Queue<Ipv6Item> left)
    {
        var search = new PublicAddresses(ChainOf(account, ApiService.Vpc, regionId), regionId);
        while (left.Count > 0)
        {
            try
            {
                if (await search.FindAsync(left.Peek(), Cmdlet.StopToken).ConfigureAwait(false) is { } address)
                    await ShowAsync(account, [address]).ConfigureAwait(false);
            }
            catch (ApiException failure) when (failure is not CredentialException)
            {
                Post(account, failure, InputOf(account, regionId, left.Peek()));
            }

            left.Dequeue();
        }
    }

    private Task ShowAsync(Account account, IReadOnlyList<VpcIpv6Address> found)
    {
        var page = new PageItem<VpcIpv6Address>(found, address =>
        {
            if (address.Bandwidth is { } bandwidth && (address.IsUnassociated || !_unassociated) && IsInRange(address.Item))
                Cmdlet.WriteObject(new EniIpv6Bandwidth(address, bandwidth, account.ProfileName));
        });
        Cmdlet.Queue.Post(page);
        return page.WhenWrittenAsync(Cmdlet.StopToken);
    }

    private bool IsInRange(Ipv6Item item) => _ranges!.Count == 0 || _ranges.Any(range => range.Contains(item));

    private static object InputOf(Account account, string regionId, Ipv6Item item) => account.ProfileName is null
        ? item.ToString()
        : EniError.Pipeable(new Ipv6Target(regionId, "", item) { ProfileName = account.ProfileName });

    /// <summary>The state of the search for one account.</summary>
    internal sealed class Account(string? profileName, Connection connection) : SearchedAccount(profileName, connection)
    {
        /// <summary>The addresses and prefixes to look for.</summary>
        public ByRegion<HashSet<Ipv6Item>> Items { get; } = new(() => []);

        protected override bool IsCollecting => !Items.IsEmpty;
    }
}
