using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Finding;

/// <summary>The addresses or prefixes that can have Internet bandwidth, a page at a time, on demand.</summary>
internal sealed class PublicAddressPages
{
    private readonly ICallStep _chain;
    private readonly string _regionId;
    private readonly Ipv6AddressFilter _filter;

    /// <summary>Makes a search; nothing is asked yet.</summary>
    /// <param name="chain">The way to the service, including attempts.</param>
    /// <param name="regionId">The region to look in.</param>
    /// <param name="prefixes">Whether prefixes are looked for; otherwise addresses.</param>
    /// <param name="vSwitchId">Only in this vSwitch; null or empty for any.</param>
    public PublicAddressPages(ICallStep chain, string regionId, bool prefixes, string? vSwitchId = null)
    {
        _chain = chain;
        _regionId = regionId;
        _filter = new Ipv6AddressFilter { NetworkType = "Public", Prefixes = prefixes, VSwitchId = vSwitchId };
    }

    /// <summary>How many pages were read.</summary>
    public int Read { get; private set; }

    /// <summary>Whether there may be another page.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Asks for the next page. One at a time.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public async Task<IReadOnlyList<VpcIpv6Address>> ReadNextAsync(CancellationToken cancellationToken)
    {
        var call = DescribeIpv6Addresses.Call(_regionId, _filter, Read + 1);
        var page = await _chain.SendAsync(call, cancellationToken).ConfigureAwait(false);
        Read++;
        HasMore = page.HasMore;
        return page.Addresses;
    }
}
