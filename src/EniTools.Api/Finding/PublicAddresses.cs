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
public sealed class PublicAddresses
{
    private readonly ICallStep _chain;
    private readonly string _regionId;
    private readonly Dictionary<Ipv6Item, VpcIpv6Address> _found = [];
    private readonly HashSet<Ipv6Item> _asked = [];
    private readonly Pages _addresses = new(prefixes: false);
    private readonly Pages _prefixes = new(prefixes: true);
    private Task _latest = Task.CompletedTask;

    /// <summary>Makes a search; nothing is asked yet.</summary>
    /// <param name="chain">The way to the service, including attempts.</param>
    /// <param name="regionId">The region to look in.</param>
    public PublicAddresses(ICallStep chain, string regionId) => (_chain, _regionId) = (chain, regionId);

    /// <summary>Finds one. Any thread may ask.</summary>
    /// <returns>The address as it was when it was read; null when none with bandwidth was shown. Without bandwidth, it may be shown or not.</returns>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public Task<VpcIpv6Address?> FindAsync(Ipv6Item item, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        var pages = PagesOf(item.IsPrefix);
        while (!_found.ContainsKey(item) && !_asked.Contains(item) && !pages.AreRead)
        {
            if (pages.Singles < pages.Read)
                await AskForAsync(item, pages, cancellationToken).ConfigureAwait(false);
            else
                await ReadPageAsync(pages, cancellationToken).ConfigureAwait(false);
        }

        return _found.TryGetValue(item, out var found) ? found : null;
    });

    private Pages PagesOf(bool prefixes) => prefixes ? _prefixes : _addresses;

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

    private async Task ReadPageAsync(Pages pages, CancellationToken cancellationToken)
    {
        var filter = new Ipv6AddressFilter { NetworkType = "Public", Prefixes = pages.Prefixes };
        var call = DescribeIpv6Addresses.Call(_regionId, filter, pages.Read + 1);
        var page = await _chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        pages.Read++;
        pages.AreRead = !page.HasMore;
        Keep(page);
    }

    private async Task AskForAsync(Ipv6Item item, Pages pages, CancellationToken cancellationToken)
    {
        var call = DescribeIpv6Addresses.Call(_regionId, new Ipv6AddressFilter { Item = item, Prefixes = item.IsPrefix });
        Keep(await _chain.SendAsync(call, cancellationToken).ConfigureAwait(false));
        pages.Singles++;
        _asked.Add(item);
    }

    private void Keep(Ipv6AddressPage page)
    {
        foreach (var address in page.Addresses)
            _found[address.Item] = address;
    }

    /// <summary>How far the pages of one kind are read.</summary>
    private sealed class Pages(bool prefixes)
    {
        public bool Prefixes { get; } = prefixes;

        public int Read { get; set; }

        public bool AreRead { get; set; }

        public int Singles { get; set; }
    }
}
