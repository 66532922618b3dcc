using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>AllocateIpv6InternetBandwidth: buys Internet bandwidth for one address. No two calls for one address may overlap.</summary>
internal static class AllocateIpv6InternetBandwidth
{
    /// <summary>Charged for the Mbit/s, used or not: what the service takes where nothing is said.</summary>
    public const string PayByBandwidth = nameof(PayByBandwidth);

    /// <summary>Charged for what passes.</summary>
    public const string PayByTraffic = nameof(PayByTraffic);

    /// <summary>The ways of charging that any account can choose.</summary>
    public static IReadOnlyList<string> ChargeTypes { get; } = [PayByBandwidth, PayByTraffic];

    /// <summary>The most Mbit/s that a way of charging allows.</summary>
    public static int MaxMbps(string chargeType) => chargeType == PayByTraffic ? 1000 : 2000;

    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(
        ApiService.Vpc, "AllocateIpv6InternetBandwidth", RamResource.Ipv6Bandwidth, isChange: true);

    /// <summary>Buys bandwidth.</summary>
    /// <param name="regionId">The region of the address.</param>
    /// <param name="ipv6AddressId">The address.</param>
    /// <param name="ipv6GatewayId">The IPv6 gateway of its VPC.</param>
    /// <param name="mbps">Mbit/s, from 1 to 1000 by traffic and to 2000 by bandwidth.</param>
    /// <param name="chargeType">PayByTraffic or PayByBandwidth.</param>
    /// <param name="token">The same for every attempt at the same purchase, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <returns>A call whose answer is the request id.</returns>
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
