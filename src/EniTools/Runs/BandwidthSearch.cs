using System.Net;
using EniTools.Api.Calls;
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

    private readonly RunAccounts<SearchedAccount> _accounts = new(
        cmdlet, guard: null, isConnected: true, (profile, connection) => new SearchedAccount(profile, connection!));

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

        if (_accounts.ForRecord(() => input!, cmdlet.WriteError) is not { } account)
            return;
        if (named.Count == 0 && IsWholeRegion)
            ShowRegion(account, regionId!);
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
        foreach (var account in _accounts.All)
        {
            foreach (var asked in account.Asked)
                ShowNamed(account, asked.Key, asked.Value);
        }
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

    private void ShowRegion(SearchedAccount account, string regionId)
    {
        var chain = ChainOf(account, regionId);
        try
        {
            foreach (var prefixes in new[] { false, true })
            {
                var pages = new PublicAddressPages(chain, regionId, prefixes);
                while (pages.HasMore)
                {
                    foreach (var address in cmdlet.Await(pages.ReadNextAsync(cmdlet.StopToken)))
                        Show(address, account.ProfileName);
                }
            }
        }
        catch (ApiException failure)
        {
            cmdlet.WriteError(EniError.CallFailed(failure, regionId));
        }
    }

    private void ShowNamed(SearchedAccount account, string regionId, IReadOnlyCollection<Ipv6Item> items)
    {
        var search = new PublicAddresses(ChainOf(account, regionId), regionId);
        foreach (var item in items)
        {
            try
            {
                if (cmdlet.Await(search.FindAsync(item, cmdlet.StopToken)) is { } address)
                    Show(address, account.ProfileName);
            }
            catch (ApiException failure)
            {
                cmdlet.WriteError(EniError.CallFailed(failure, item.ToString()));
            }
        }
    }

    private void Show(VpcIpv6Address address, string? profileName)
    {
        if (address.Bandwidth is { } bandwidth && (address.IsUnassociated || !parameters.Unassociated))
            cmdlet.WriteObject(new EniIpv6Bandwidth(address, bandwidth, profileName));
    }

    private ICallStep ChainOf(SearchedAccount account, string regionId) =>
        cmdlet.Repeating(account.Connection.ClientOf(ApiService.Vpc, regionId), parameters.RetryTimeoutSec);

    private sealed record SearchedAccount(string? ProfileName, Connection Connection)
    {
        /// <summary>The addresses to look for, by region.</summary>
        public Dictionary<string, HashSet<Ipv6Item>> Asked { get; } = new(StringComparer.Ordinal);

        public void Ask(string regionId, Ipv6Item item)
        {
            if (!Asked.TryGetValue(regionId, out var items))
                Asked.Add(regionId, items = []);
            items.Add(item);
        }
    }
}
