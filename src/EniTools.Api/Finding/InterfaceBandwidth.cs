using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Finding;

/// <summary>The Internet bandwidth of what ENIs have, read beside them: by pages of what has any, and never an address at a time.</summary>
/// <remarks>Memory holds what has bandwidth, which is paid for and therefore little. Not for several threads.</remarks>
internal sealed class InterfaceBandwidth
{
    private const string WholeRegion = "";

    private readonly Func<string, ICallStep> _chainOf;
    private readonly Action<ApiException> _onFailure;
    private readonly HashSet<(string RegionId, string VSwitchId, bool Prefixes)> _read = [];
    private readonly Dictionary<(string RegionId, Ipv6Item Item), VpcIpv6Address> _found = [];
    private bool _isDenied;

    /// <summary>Knows nothing yet.</summary>
    /// <param name="chainOf">Gives the way to VPC for a region, including attempts.</param>
    /// <param name="onFailure">Told why nothing is known of some; once, where the key lacks the permission.</param>
    public InterfaceBandwidth(Func<string, ICallStep> chainOf, Action<ApiException> onFailure) =>
        (_chainOf, _onFailure) = (chainOf, onFailure);

    /// <summary>Finds out about what some ENIs have.</summary>
    /// <param name="regionId">The region of all of them.</param>
    /// <param name="interfaces">The ENIs.</param>
    /// <param name="cancellationToken">Gives up.</param>
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
            _onFailure(failure);
        }
    }

    /// <summary>What is known of an address or prefix of an ENI.</summary>
    public BandwidthSight Of(NetworkInterface networkInterface, Ipv6Item item)
    {
        if (!IsRead(networkInterface, item.IsPrefix))
            return default;
        _found.TryGetValue((networkInterface.RegionId, item), out var found);
        return new BandwidthSight(found?.NetworkType ?? "Private", found?.Bandwidth);
    }

    private async Task LookAsync(
        string regionId, IReadOnlyCollection<NetworkInterface> interfaces, bool prefixes, CancellationToken cancellationToken)
    {
        var vSwitchIds = interfaces
            .Where(found => (prefixes ? found.Ipv6Prefixes.Count : found.Ipv6Addresses.Count) > 0 && !IsRead(found, prefixes))
            .Select(found => found.VSwitchId).Distinct().ToList();
        if (vSwitchIds.Count == 0 || _isDenied)
            return;

        // All of one vSwitch can be asked for; asking for several in turn would take more calls than asking for the region.
        var vSwitchId = vSwitchIds.Count == 1 ? vSwitchIds[0] : WholeRegion;
        var pages = new PublicAddressPages(_chainOf(regionId), regionId, prefixes, vSwitchId);
        while (pages.HasMore)
        {
            foreach (var address in await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false))
                _found[(regionId, address.Item)] = address;
        }

        _read.Add((regionId, vSwitchId, prefixes));
    }

    private bool IsRead(NetworkInterface networkInterface, bool prefixes) =>
        _read.Contains((networkInterface.RegionId, WholeRegion, prefixes))
        || _read.Contains((networkInterface.RegionId, networkInterface.VSwitchId, prefixes));
}

/// <summary>What is known of the Internet bandwidth of an address or prefix.</summary>
/// <param name="NetworkType">Private or Public; null when nothing is known.</param>
/// <param name="Bandwidth">Its bandwidth; null when it has none, or nothing is known.</param>
internal readonly record struct BandwidthSight(string? NetworkType, Ipv6Bandwidth? Bandwidth);
