using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>AllocateIpv6InternetBandwidth: buys Internet bandwidth for one address. No two calls for one address may overlap.</summary>
internal static class AllocateIpv6InternetBandwidth
{
    /// <summary>Charged for the Mbit/s, used or not: the service's default.</summary>
    public const string PayByBandwidth = nameof(PayByBandwidth);

    /// <summary>Charged for the traffic.</summary>
    public const string PayByTraffic = nameof(PayByTraffic);

    /// <summary>The ways of charging that any account can choose.</summary>
    public static IReadOnlyList<string> ChargeTypes { get; } = [PayByBandwidth, PayByTraffic];

    public static int MaxMbps(string chargeType) => chargeType == PayByTraffic ? 1000 : 2000;

    public static ApiOperation Operation { get; } = new(
        ApiService.Vpc, "AllocateIpv6InternetBandwidth", RamResource.Ipv6Bandwidth, IsChange: true);

    /// <summary>
    /// Buys bandwidth, from 1 to 1000 Mbit/s by traffic and to 2000 by bandwidth. The token is the same for every attempt at the same
    /// purchase: the service repeats its first answer.
    /// </summary>
    public static ApiCall<string> Call(
        string regionId, string ipv6AddressId, string ipv6GatewayId, int mbps, string chargeType, string token) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6AddressId", ipv6AddressId)
            .With("Ipv6GatewayId", ipv6GatewayId)
            .With("Bandwidth", mbps)
            .With("InternetChargeType", chargeType)
            .With("ClientToken", token),
        answer => answer.Text("RequestId") ?? "");
}
