using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>UnassignIpv6Addresses: unassigns addresses, or prefixes of one mask, from one ENI.</summary>
internal static class UnassignIpv6Addresses
{
    public static ApiOperation Operation { get; } = new(
        ApiService.Ecs, "UnassignIpv6Addresses", RamResource.NetworkInterface, IsChange: true);

    /// <summary>
    /// Unassigns 1 to 10 addresses, or 1 to 10 prefixes with one mask: all of them, or none if the service refuses. The answer is the
    /// request id.
    /// </summary>
    public static ApiCall<string> Call(string regionId, string networkInterfaceId, IReadOnlyCollection<Ipv6Item> items) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("NetworkInterfaceId", networkInterfaceId)
            .WithItems(items),
        answer => answer.Text("RequestId") ?? "");

    /// <summary>Adds addresses and prefixes under the names that they have in every call.</summary>
    internal static CallParameters WithItems(this CallParameters parameters, IReadOnlyCollection<Ipv6Item> items) => parameters
        .WithEach("Ipv6Address", items.Where(item => !item.IsPrefix).Select(item => item.ToString()))
        .WithEach("Ipv6Prefix", items.Where(item => item.IsPrefix).Select(item => item.ToString()));
}
