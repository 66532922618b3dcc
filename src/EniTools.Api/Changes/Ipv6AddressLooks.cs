using System.Collections.Concurrent;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Changes;

/// <summary>What VPC showed of an address.</summary>
/// <param name="Found">The address; null when the service shows none.</param>
/// <param name="Failure">Why nothing could be seen; null when the service answered.</param>
internal sealed record Ipv6AddressLook(VpcIpv6Address? Found, ApiException? Failure);

/// <summary>Looks at addresses as VPC shows them.</summary>
/// <param name="chainOf">Gives the way to the service for calls that only read, by region and how long they are sent again.</param>
/// <param name="budget">How long the list of addresses with bandwidth is asked for again.</param>
/// <param name="stopping">Signalled when nothing more is to be sent.</param>
internal sealed class Ipv6AddressLooks(Func<string, TimeSpan, ICallStep> chainOf, TimeSpan budget, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<string, PublicAddresses> _public = new(StringComparer.Ordinal);

    /// <summary>Looks at an address, in a look that begins from now on.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="item">The address.</param>
    /// <param name="limit">How long a look that fails is tried again.</param>
    /// <exception cref="OperationCanceledException">The run is stopping.</exception>
    public Task<Ipv6AddressLook> LookAsync(string regionId, Ipv6Item item, TimeSpan limit) => TryAsync(async () =>
    {
        var call = DescribeIpv6Addresses.Call(regionId, new Ipv6AddressFilter { Item = item, Prefixes = item.IsPrefix });
        var page = await chainOf(regionId, limit).SendAsync(call, stopping).ConfigureAwait(false);
        return page.Addresses.FirstOrDefault(found => found.Item == item);
    });

    /// <summary>Finds an address with Internet bandwidth, as it was when the run first needed to know.</summary>
    /// <exception cref="OperationCanceledException">The run is stopping.</exception>
    public Task<Ipv6AddressLook> FindPublicAsync(string regionId, Ipv6Item item) => TryAsync(() =>
        _public.GetOrAdd(regionId, region => new PublicAddresses(chainOf(region, budget), region)).FindAsync(item, stopping));

    private static async Task<Ipv6AddressLook> TryAsync(Func<Task<VpcIpv6Address?>> look)
    {
        try
        {
            return new(await look().ConfigureAwait(false), null);
        }
        catch (ApiException failure)
        {
            return new(null, failure);
        }
    }
}
