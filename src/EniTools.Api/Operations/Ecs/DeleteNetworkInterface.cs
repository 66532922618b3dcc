using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DeleteNetworkInterface: deletes an ENI that is Available. It is Deleting for a while, and then gone with its addresses.</summary>
internal static class DeleteNetworkInterface
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(
        ApiService.Ecs, "DeleteNetworkInterface", RamResource.NetworkInterface, isChange: true);

    /// <summary>Deletes an ENI. One that is Deleting may be deleted again.</summary>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <returns>A call whose answer is the request id.</returns>
    public static ApiCall<string> Call(string regionId, string networkInterfaceId) => new(
        Operation,
        new CallParameters().With("RegionId", regionId).With("NetworkInterfaceId", networkInterfaceId),
        answer => answer.Text("RequestId") ?? "");
}
