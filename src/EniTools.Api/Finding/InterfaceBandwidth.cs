using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Finding;

/// <summary>The Internet bandwidth of the addresses and prefixes of ENIs, read beside the ENIs: by pages, and never an address at a time.</summary>
/// <param name="chainOf">Gives the chain to VPC for a region, including attempts.</param>
/// <param name="onFailure">Called with the reason why nothing is known of some; once, if the key lacks the permission.</param>
/// <remarks>Not for several threads.</remarks>
internal sealed class InterfaceBandwidth(Func<string, ICallStep> chainOf, Action<ApiException> onFailure)
{
    private readonly Dictionary<string, PublicAddresses> _regions = new(StringComparer.Ordinal);
    private bool _isDenied;

    /// <summary>Reads the bandwidth of some ENIs of one region, unless it was read before.</summary>
    public async Task LookAsync(string regionId, IReadOnlyCollection<NetworkInterface> interfaces, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(regionId, interfaces, prefixes: false, cancellationToken).ConfigureAwait(false);
            await LookAsync(regionId, interfaces, prefixes: true, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            _isDenied = failure.Kind == ErrorKind.AccessDenied;
            onFailure(failure);
        }
    }

    /// <summary>Gets the knowledge of an address or prefix of an ENI.</summary>
    public KnownBandwidth Of(NetworkInterface networkInterface, Ipv6Item item)
    {
        if (!_regions.TryGetValue(networkInterface.RegionId, out var region) || !region.IsRead(networkInterface.VSwitchId, item.IsPrefix))
            return default;
        var found = region.Known(item);
        return new KnownBandwidth(found?.NetworkType ?? "Private", found?.Bandwidth);
    }

    private async Task LookAsync(
        string regionId, IReadOnlyCollection<NetworkInterface> interfaces, bool prefixes, CancellationToken cancellationToken)
    {
        var region = RegionOf(regionId);
        var vSwitchIds = interfaces
            .Where(found => (prefixes ? found.Ipv6Prefixes.Count : found.Ipv6Addresses.Count) > 0)
            .Where(found => !region.IsRead(found.VSwitchId, prefixes))
            .Select(found => found.VSwitchId).Distinct().ToList();
        // All of one vSwitch can be asked for; asking for several in turn would take more calls than asking for the region.
        if (vSwitchIds.Count > 0 && !_isDenied)
        {
            await region.ReadAllAsync(vSwitchIds.Count == 1 ? vSwitchIds[0] : PublicAddresses.WholeRegion, prefixes, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private PublicAddresses RegionOf(string regionId)
    {
        if (!_regions.TryGetValue(regionId, out var region))
            _regions.Add(regionId, region = new PublicAddresses(chainOf(regionId), regionId));
        return region;
    }
}

/// <summary>The knowledge of the Internet bandwidth of an address or prefix.</summary>
/// <param name="NetworkType">Private or Public; null if nothing is known.</param>
/// <param name="Bandwidth">The bandwidth; null if there is none, or nothing is known.</param>
internal readonly record struct KnownBandwidth(string? NetworkType, Ipv6Bandwidth? Bandwidth);
