using System.Net;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A search for Internet bandwidth: of whole regions page by page, or of named addresses in few calls.</summary>
internal sealed class BandwidthSearch(EniServiceCmdlet cmdlet, IBandwidthSearchParameters parameters) : IRun
{
    private static readonly string[] RegionProperties = ["RegionId", "Region"];
    private static readonly string[] AddressProperties = ["Ipv6Address", "Ipv6Prefix"];

    private readonly AccountSearches<Account> _searches = new(
        cmdlet, (profileName, connection) => new Account(profileName, connection));

    /// <inheritdoc/>
    public void TakeRecord()
    {
        var named = Named();
        var regionId = cmdlet.RegionInForce;
        var input = parameters.InputObject ?? (object?)regionId;
        if (!ResourceId.IsRegionId(regionId))
        {
            cmdlet.WriteError(EniError.BadRegion(regionId, input));
            return;
        }

        if (_searches.ForRecord(() => input!) is not { } account)
            return;
        if (named.Count == 0 && IsWholeRegion)
            BeginRegion(account, regionId!);
        foreach (var text in named)
        {
            if (TargetReader.ReadItem(text, text.IndexOf('/') >= 0, text, out var item) is { } error)
                cmdlet.WriteError(error);
            else
                account.Ask(regionId!, item);
        }
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

    // An object without an address, such as an ENI that has none, is no wish for all there is.
    private bool IsWholeRegion => !cmdlet.IsOnCommandLine(nameof(parameters.Ipv6Address))
        && !cmdlet.IsOnCommandLine(nameof(parameters.Ipv6Prefix))
        && (!cmdlet.MyInvocation.ExpectingInput || (Has(RegionProperties) && !Has(AddressProperties)));

    private bool Has(string[] properties) => properties.Any(name => parameters.InputObject?.Properties[name] is not null);

    private List<string> Named()
    {
        string?[] piped = parameters.InputObject?.BaseObject is string or IPAddress ? [$"{parameters.InputObject}"] : [];
        return
        [
            .. piped.Concat(parameters.Ipv6Address ?? []).Concat(parameters.Ipv6Prefix ?? [])
                .Select(text => text?.Trim() ?? "").Where(text => text.Length > 0),
        ];
    }

    private void BeginRegion(Account account, string regionId)
    {
        var input = EniError.Searched(account.ProfileName, regionId);
        _searches.Begin(account, () => ReadRegionAsync(account, regionId, input), [input]);
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
                    await ShowAsync(account, await pages.ReadNextAsync(cmdlet.StopToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (ApiException failure) when (failure is not CredentialException)
        {
            cmdlet.Queue.Post(new ErrorItem(account.Error(failure, input)));
        }
    }

    private async Task FindAsync(Account account, string regionId, Queue<Ipv6Item> left)
    {
        var search = new PublicAddresses(ChainOf(account, regionId), regionId);
        while (left.Count > 0)
        {
            try
            {
                if (await search.FindAsync(left.Peek(), cmdlet.StopToken).ConfigureAwait(false) is { } address)
                    await ShowAsync(account, [address]).ConfigureAwait(false);
            }
            catch (ApiException failure) when (failure is not CredentialException)
            {
                cmdlet.Queue.Post(new ErrorItem(account.Error(failure, InputOf(account, regionId, left.Peek()))));
            }

            left.Dequeue();
        }
    }

    private Task ShowAsync(Account account, IReadOnlyList<VpcIpv6Address> found)
    {
        var page = new PageItem<VpcIpv6Address>(found, address =>
        {
            if (address.Bandwidth is { } bandwidth && (address.IsUnassociated || !parameters.Unassociated))
                cmdlet.WriteObject(new EniIpv6Bandwidth(address, bandwidth, account.ProfileName));
        });
        cmdlet.Queue.Post(page);
        return page.WhenWrittenAsync(cmdlet.StopToken);
    }

    private static object InputOf(Account account, string regionId, Ipv6Item item) => account.ProfileName is null
        ? item.ToString()
        : EniError.Pipeable(new Ipv6Target(regionId, "", item), account.ProfileName);

    private ICallStep ChainOf(Account account, string regionId) =>
        cmdlet.Repeating(account.Connection.ClientOf(ApiService.Vpc, regionId), parameters.RetryTimeoutSec);

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
