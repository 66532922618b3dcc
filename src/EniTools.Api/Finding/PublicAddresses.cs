using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Finding;

/// <summary>The addresses and prefixes of a region that have Internet bandwidth, read in few calls and once.</summary>
/// <remarks>
/// One address among very many pages is asked for by itself, and very many addresses among few pages are found on these. Neither
/// number is known beforehand, so as many single calls are made as pages were read: at most twice the calls of the better way.
/// Memory holds what has bandwidth, which is paid for and therefore little.
/// </remarks>
internal sealed class PublicAddresses(ICallStep chain, string regionId)
{
    /// <summary>Stands for all vSwitches.</summary>
    public const string WholeRegion = "";

    private readonly Dictionary<Ipv6Item, VpcIpv6Address> _found = [];
    private readonly HashSet<Ipv6Item> _asked = [];
    private readonly HashSet<(string VSwitchId, bool Prefixes)> _whole = [];
    private readonly Kind _addresses = new(new PublicAddressPages(chain, regionId, prefixes: false));
    private readonly Kind _prefixes = new(new PublicAddressPages(chain, regionId, prefixes: true));
    private Task _latest = Task.CompletedTask;

    /// <summary>Finds one. Any thread may ask.</summary>
    /// <returns>The address as it was when it was read; null if none with bandwidth was shown. Without bandwidth, it may be shown or not.</returns>
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

        return Known(item);
    });

    /// <summary>Reads all addresses, or all prefixes, of a vSwitch or of the region.</summary>
    public async Task ReadAllAsync(string vSwitchId, bool prefixes, CancellationToken cancellationToken)
    {
        var pages = new PublicAddressPages(chain, regionId, prefixes, vSwitchId);
        while (pages.HasMore)
            Keep(await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false));
        _whole.Add((vSwitchId, prefixes));
    }

    /// <summary>True if all addresses, or all prefixes, of a vSwitch were read, so that one that is not known has no bandwidth.</summary>
    public bool IsRead(string vSwitchId, bool prefixes) =>
        _whole.Contains((WholeRegion, prefixes)) || _whole.Contains((vSwitchId, prefixes));

    /// <summary>Gets an address that was read; null if it was not, or has no bandwidth.</summary>
    public VpcIpv6Address? Known(Ipv6Item item) => _found.TryGetValue(item, out var found) ? found : null;

    // Concurrent callers share one read.
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
        var call = DescribeIpv6Addresses.Call(regionId, new Ipv6AddressFilter { Item = item, Prefixes = item.IsPrefix });
        var page = await chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        Keep(page.Addresses);
        kind.Singles++;
        _asked.Add(item);
    }

    private void Keep(IEnumerable<VpcIpv6Address> addresses)
    {
        foreach (var address in addresses)
            _found[address.Item] = address;
    }

    // How addresses, or prefixes, were looked for until now.
    private sealed class Kind(PublicAddressPages pages)
    {
        public PublicAddressPages Pages { get; } = pages;
        public int Singles { get; set; }
    }
}

/// <summary>The addresses or prefixes that can have Internet bandwidth, a page at a time, on demand. One call at a time.</summary>
internal sealed class PublicAddressPages(ICallStep chain, string regionId, bool prefixes, string? vSwitchId = null)
{
    private readonly Ipv6AddressFilter _filter = new() { NetworkType = "Public", Prefixes = prefixes, VSwitchId = vSwitchId };

    /// <summary>The number of pages that were read.</summary>
    public int Read { get; private set; }

    /// <summary>True if there may be another page.</summary>
    public bool HasMore { get; private set; } = true;

    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public async Task<IReadOnlyList<VpcIpv6Address>> ReadNextAsync(CancellationToken cancellationToken)
    {
        var call = DescribeIpv6Addresses.Call(regionId, _filter, Read + 1);
        var page = await chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        Read++;
        HasMore = page.HasMore;
        return page.Addresses;
    }
}
