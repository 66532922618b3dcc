using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>ReleaseIpv6Address: releases an address that no ENI has. It must have no Internet bandwidth.</summary>
internal static class ReleaseIpv6Address
{
    public static ApiOperation Operation { get; } = new(ApiService.Vpc, "ReleaseIpv6Address", RamResource.Ipv6Address, IsChange: true);

    /// <summary>Releases an address. The token is the same for every attempt.</summary>
    public static ApiCall<string> Call(string regionId, string ipv6AddressId, string token) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6AddressId", ipv6AddressId)
            .With("ClientToken", token),
        answer => answer.Text("RequestId") ?? "");
}
