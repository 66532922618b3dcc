using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>DeleteIpv6InternetBandwidth: ends the Internet bandwidth of one address. No two calls for one address may overlap.</summary>
internal static class DeleteIpv6InternetBandwidth
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(
        ApiService.Vpc, "DeleteIpv6InternetBandwidth", RamResource.Ipv6Bandwidth, isChange: true);

    /// <summary>Ends bandwidth.</summary>
    /// <param name="regionId">The region of the address.</param>
    /// <param name="bandwidthId">The bandwidth. By its id, and not that of the address, so that none that was bought since is ended.</param>
    /// <param name="token">The same for every attempt, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <returns>A call whose answer is the request id.</returns>
    public static ApiCall<string> Call(string regionId, string bandwidthId, string token) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6InternetBandwidthId", bandwidthId)
            .With("ClientToken", token),
        answer => answer.Text("RequestId") ?? "");
}
