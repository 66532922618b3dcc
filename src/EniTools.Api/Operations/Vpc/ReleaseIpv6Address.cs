using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>ReleaseIpv6Address: gives up an address that is on nothing. It must have no Internet bandwidth.</summary>
internal static class ReleaseIpv6Address
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Vpc, "ReleaseIpv6Address", RamResource.Ipv6Address, isChange: true);

    /// <summary>Gives up an address.</summary>
    /// <param name="regionId">The region of the address.</param>
    /// <param name="ipv6AddressId">The address.</param>
    /// <param name="token">The same for every attempt, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <returns>A call whose answer is the request id.</returns>
    public static ApiCall<string> Call(string regionId, string ipv6AddressId, string token) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6AddressId", ipv6AddressId)
            .With("ClientToken", token),
        answer => answer.Text("RequestId") ?? "");
}
