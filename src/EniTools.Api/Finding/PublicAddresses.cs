using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Finding;

/// <summary>The addresses and prefixes of a region that have Internet bandwidth, read in few calls: by pages, and once.</summary>
/// <remarks>
/// One address among very many pages is asked for by itself, and very many addresses among few pages are found on these. Neither
/// number is known beforehand, so as many single calls are made as pages were read: at most twice the calls of the better way.
/// </remarks>
internal sealed class PublicAddresses
{
    private readonly ICallStep _chain;
    private readonly string _regionId;
    private readonly Dictionary<Ipv6Item, VpcIpv6Address> _found = [];
    private readonly HashSet<Ipv6Item> _asked = [];
    private readonly Kind _addresses;
    private readonly Kind _prefixes;
    private Task _latest = Task.CompletedTask;

    /// <summary>Makes a search; nothing is asked yet.</summary>
    /// <param name="chain">The way to the service, including attempts.</param>
    /// <param name="regionId">The region to look in.</param>
    public PublicAddresses(ICallStep chain, string regionId)
    {
        (_chain, _regionId) = (chain, regionId);
        _addresses = new Kind(new PublicAddressPages(chain, regionId, prefixes: false));
        _prefixes = new Kind(new PublicAddressPages(chain, regionId, prefixes: true));
    }

    /// <summary>Finds one. Any thread may ask.</summary>
    /// <returns>The address as it was when it was read; null when none with bandwidth was shown. Without bandwidth, it may be shown or not.</returns>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public Task<VpcIpv6Address?> FindAsync(Ipv6Item item, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        var kind = item.IsPrefix ? _prefixes : _addresses;
        while (!_found.ContainsKey(item) && !_asked.Contains(item) && kind.Pages.HasMore)
        {
            if (kind.Singles < kind.Pages.Read)
                await AskForAsync(item, kind, cancellationToken).ConfigureAwait(false);
            else
                Keep(await kind.Pages.ReadNextAsync(cancellationToken).ConfigureAwait(false));
        }

        return _found.TryGetValue(item, out var found) ? found : null;
    });

    // Whoever asks while another asks waits, and finds what that one read.
    private Task<T> InTurnAsync<T>(Func<Task<T>> ask)
    {
        lock (_found)
        {
            var before = _latest;
            var turn = Task.Run(async () =>
            {
                await Task.WhenAny(before).ConfigureAwait(false);
                return await ask().ConfigureAwait(false);
            });
            _latest = turn;
            return turn;
        }
    }

    private async Task AskForAsync(Ipv6Item item, Kind kind, CancellationToken cancellationToken)
    {
        var call = DescribeIpv6Addresses.Call(_regionId, new Ipv6AddressFilter { Item = item, Prefixes = item.IsPrefix });
        var page = await _chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        Keep(page.Addresses);
        kind.Singles++;
        _asked.Add(item);
    }

    private void Keep(IEnumerable<VpcIpv6Address> addresses)
    {
        foreach (var address in addresses)
            _found[address.Item] = address;
    }

    /// <summary>How addresses, or prefixes, were looked for until now.</summary>
    private sealed class Kind(PublicAddressPages pages)
    {
        public PublicAddressPages Pages { get; } = pages;

        public int Singles { get; set; }
    }
}
