using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>ModifyIpv6InternetBandwidth: gives the Internet bandwidth of one address other Mbit/s. No two calls for one address may overlap.</summary>
internal static class ModifyIpv6InternetBandwidth
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(
        ApiService.Vpc, "ModifyIpv6InternetBandwidth", RamResource.Ipv6Bandwidth, isChange: true);

    /// <summary>Changes bandwidth.</summary>
    /// <param name="regionId">The region of the address.</param>
    /// <param name="bandwidthId">The bandwidth.</param>
    /// <param name="mbps">Mbit/s, from 1 to 1000 by traffic and to 2000 by bandwidth.</param>
    /// <param name="token">The same for every attempt, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <returns>A call whose answer is the request id.</returns>
    public static ApiCall<string> Call(string regionId, string bandwidthId, int mbps, string token) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6InternetBandwidthId", bandwidthId)
            .With("Bandwidth", mbps)
            .With("ClientToken", token),
        answer => answer.Text("RequestId") ?? "");
}
