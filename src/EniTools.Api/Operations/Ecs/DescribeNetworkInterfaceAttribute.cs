using EniTools.Api.Calls;
using EniTools.Api.Model;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeNetworkInterfaceAttribute: one ENI. Unlike DescribeNetworkInterfaces, it can be allowed for single ENIs, and one that does not exist is an error.</summary>
internal static class DescribeNetworkInterfaceAttribute
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeNetworkInterfaceAttribute", RamResource.NetworkInterface);

    /// <summary>Asks for one ENI.</summary>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <returns>A call whose answer is the ENI.</returns>
    public static ApiCall<NetworkInterface> Call(string regionId, string networkInterfaceId) => new(
        Operation,
        new CallParameters().With("RegionId", regionId).With("NetworkInterfaceId", networkInterfaceId),
        answer => NetworkInterfaceAnswer.Read(answer, regionId));
}
