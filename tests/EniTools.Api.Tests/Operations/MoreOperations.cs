using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Operations;

/// <summary>Operations that the emulator has and the module does not call.</summary>
internal static class MoreOperations
{
    public static ApiCall<NetworkInterface> DescribeNetworkInterfaceAttribute(string regionId, string networkInterfaceId) => new(
        new ApiOperation(ApiService.Ecs, nameof(DescribeNetworkInterfaceAttribute), RamResource.NetworkInterface),
        new CallParameters().With("RegionId", regionId).With("NetworkInterfaceId", networkInterfaceId),
        answer => DescribeNetworkInterfaces.Read(answer, regionId));

    public static ApiCall<string> DeleteNetworkInterface(string regionId, string networkInterfaceId) => Change(
        ApiService.Ecs,
        nameof(DeleteNetworkInterface),
        RamResource.NetworkInterface,
        new CallParameters().With("RegionId", regionId).With("NetworkInterfaceId", networkInterfaceId));

    public static ApiCall<string> ModifyIpv6InternetBandwidth(string regionId, string bandwidthId, int mbps, string token) => Change(
        ApiService.Vpc,
        nameof(ModifyIpv6InternetBandwidth),
        RamResource.Ipv6Bandwidth,
        new CallParameters()
            .With("RegionId", regionId)
            .With("Ipv6InternetBandwidthId", bandwidthId)
            .With("Bandwidth", mbps)
            .With("ClientToken", token));

    private static ApiCall<string> Change(ApiService service, string action, RamResource resource, CallParameters parameters) =>
        new(new ApiOperation(service, action, resource, IsChange: true), parameters, answer => answer.Text("RequestId") ?? "");
}
