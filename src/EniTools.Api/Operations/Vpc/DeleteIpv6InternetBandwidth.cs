using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>DeleteIpv6InternetBandwidth: ends the Internet bandwidth of one address. No two calls for one address may overlap.</summary>
internal static class DeleteIpv6InternetBandwidth
{
    public static ApiOperation Operation { get; } = new(
        ApiService.Vpc, "DeleteIpv6InternetBandwidth", RamResource.Ipv6Bandwidth, IsChange: true);

    /// <summary>
    /// Ends bandwidth by its id, and not by that of the address, so that none that was bought since is ended. The token is the same for
    /// every attempt.
    /// </summary>
    public static ApiCall<string> Call(string regionId, string bandwidthId, string token) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6InternetBandwidthId", bandwidthId)
            .With("ClientToken", token),
        answer => answer.Text("RequestId") ?? "");
}
