using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A search for ENIs: by ids or by filters, page by page, until the pipeline has enough.</summary>
internal sealed class InterfaceSearch : IRun
{
    private static readonly string[] InterfaceProperties = ["NetworkInterfaceId", "EniId"];
    private static readonly string[] RegionProperties = ["RegionId", "Region"];

    private readonly EniServiceCmdlet _cmdlet;
    private readonly ISearchParameters _parameters;
    private readonly Action<FoundInterface> _show;
    private readonly NetworkInterfaceQuery? _query;
    private readonly AccountSearches<Account> _searches;

    /// <summary>Begins a search.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="parameters">What is looked for.</param>
    /// <param name="show">Writes what there is to show of an ENI.</param>
    /// <param name="withBandwidth">Whether Internet bandwidth is shown too.</param>
    public InterfaceSearch(EniServiceCmdlet cmdlet, ISearchParameters parameters, Action<FoundInterface> show, bool withBandwidth = false)
    {
        (_cmdlet, _parameters, _show) = (cmdlet, parameters, show);
        _query = new QueryReader(cmdlet, parameters).Read();
        _searches = new AccountSearches<Account>(cmdlet, (profileName, connection) => new Account(
            profileName,
            connection,
            withBandwidth ? BandwidthWarning.Reader(cmdlet, profileName, connection, parameters.RetryTimeoutSec) : null));
    }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        // Filters were given, but one cannot be understood: nothing fits.
        if (_query is null)
            return;
        var named = Ids();
        var ids = named.Where(id => _parameters.Shard?.Contains(id) != false).ToList();
        // Each of them is another worker's, mistakes too.
        if (named.Count > 0 && ids.Count == 0)
            return;
        var regionId = _cmdlet.RegionInForce;
        var input = ids.Count > 0 ? ids.ToArray() : _parameters.InputObject ?? (object?)regionId;
        if (!ResourceId.IsRegionId(regionId))
        {
            _cmdlet.WriteError(EniError.BadRegion(regionId, input));
            return;
        }

        if (_searches.ForRecord(() => input!) is not { } account)
            return;
        if (ids.Count == 0 && IsWholeRegion)
            Begin(account, regionId!, []);
        foreach (var id in ids)
            Ask(account, regionId!, id);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var account in _searches.All.ToList())
        {
            foreach (var (regionId, ids) in account.TakeAsked())
                Begin(account, regionId, ids);
        }

        _searches.Finish();
    }

    // An empty cell for the ENI is a mistake, not a wish for all ENIs.
    private bool IsWholeRegion => !_cmdlet.IsOnCommandLine(nameof(_parameters.NetworkInterfaceId))
        && (!_cmdlet.MyInvocation.ExpectingInput || RegionProperties.Any(name => _parameters.InputObject?.Properties[name] is not null));

    private List<string> Ids()
    {
        var (given, piped) = (_parameters.NetworkInterfaceId, _parameters.InputObject);
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

    private void Ask(Account account, string regionId, string networkInterfaceId)
    {
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
            _cmdlet.WriteError(EniError.BadNetworkInterfaceId(networkInterfaceId, networkInterfaceId));
        else if (account.Ask(regionId, networkInterfaceId) is { } full)
            Begin(account, regionId, full);
    }

    private void Begin(Account account, string regionId, IReadOnlyCollection<string> networkInterfaceIds)
    {
        var inputs = networkInterfaceIds.DefaultIfEmpty().Select(id => EniError.Searched(account.ProfileName, regionId, id)).ToList();
        _searches.Begin(account, () => ReadAsync(account, regionId, networkInterfaceIds, inputs), inputs);
    }

    private async Task ReadAsync(
        Account account, string regionId, IReadOnlyCollection<string> networkInterfaceIds, IReadOnlyCollection<object?> inputs)
    {
        var search = new NetworkInterfaceSearch(
            _cmdlet.Repeating(account.Connection.ClientOf(regionId), _parameters.RetryTimeoutSec),
            regionId,
            _query! with { NetworkInterfaceIds = networkInterfaceIds });
        try
        {
            await ReadPagesAsync(account, regionId, search).ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure is not CredentialException)
        {
            foreach (var input in inputs)
                _cmdlet.Queue.Post(new ErrorItem(account.Error(failure, input)));
            return;
        }

        foreach (var networkInterfaceId in search.Missing)
            _cmdlet.Queue.Post(new ErrorItem(EniError.NotFound(networkInterfaceId, regionId, search.RequestId, account.ProfileName)));
    }

    // The next page is asked for while the pipeline has this one, but only after it has taken an object: it may want no more.
    private async Task ReadPagesAsync(Account account, string regionId, NetworkInterfaceSearch search)
    {
        PageItem<NetworkInterface>? shown = null;
        while (search.HasMore)
        {
            var page = await search.ReadNextAsync(_cmdlet.StopToken).ConfigureAwait(false);
            if (page.Count == 0)
                continue;
            if (shown is not null)
                await shown.WhenWrittenAsync(_cmdlet.StopToken).ConfigureAwait(false);
            if (account.Bandwidth is { } bandwidth)
                await bandwidth.LookAsync(regionId, page, _cmdlet.StopToken).ConfigureAwait(false);
            shown = new PageItem<NetworkInterface>(page, found => Show(account, found));
            _cmdlet.Queue.Post(shown);
            await shown.WhenTakenAsync(_cmdlet.StopToken).ConfigureAwait(false);
        }
    }

    private void Show(Account account, NetworkInterface found)
    {
        EniSession.Current.Seen.Add(found);
        _show(new FoundInterface(found, _query!.Items, account.Bandwidth, account.ProfileName));
    }

    private sealed class Account(string? profileName, Connection connection, InterfaceBandwidth? bandwidth)
        : SearchedAccount(profileName, connection)
    {
        // The ids to look for, by region, that do not yet fill a call.
        private readonly Dictionary<string, List<string>> _asked = new(StringComparer.Ordinal);

        /// <summary>What is known of Internet bandwidth; null when it is not asked for.</summary>
        public InterfaceBandwidth? Bandwidth { get; } = bandwidth;

        protected override bool IsCollecting => _asked.Count > 0;

        /// <summary>Takes an id in.</summary>
        /// <returns>The ids of a call that is full; null when there is room.</returns>
        public List<string>? Ask(string regionId, string networkInterfaceId)
        {
            if (!_asked.TryGetValue(regionId, out var ids))
                _asked.Add(regionId, ids = []);
            if (!ids.Contains(networkInterfaceId))
                ids.Add(networkInterfaceId);
            if (ids.Count < DescribeNetworkInterfaces.MaxIds)
                return null;
            _asked.Remove(regionId);
            return ids;
        }

        /// <summary>The ids that do not fill a call, by region.</summary>
        public List<(string RegionId, List<string> Ids)> TakeAsked()
        {
            var rest = _asked.Select(asked => (asked.Key, asked.Value)).ToList();
            _asked.Clear();
            return rest;
        }
    }
}

/// <summary>An ENI that was found.</summary>
/// <param name="Interface">The ENI.</param>
/// <param name="Asked">The items asked for; none means all.</param>
/// <param name="Bandwidth">What is known of Internet bandwidth; null when it is not asked for.</param>
/// <param name="ProfileName">The profile that it was found with; null when none was named.</param>
internal sealed record FoundInterface(
    NetworkInterface Interface, IReadOnlyCollection<Ipv6Item> Asked, InterfaceBandwidth? Bandwidth, string? ProfileName);
