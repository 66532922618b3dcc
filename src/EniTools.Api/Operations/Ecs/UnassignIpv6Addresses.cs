using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>UnassignIpv6Addresses: takes addresses, or prefixes of one mask, off one ENI.</summary>
internal static class UnassignIpv6Addresses
{
    /// <summary>How many addresses or prefixes one call takes.</summary>
    public const int MaxItems = 10;

    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(
        ApiService.Ecs, "UnassignIpv6Addresses", RamResource.NetworkInterface, isChange: true);

    /// <summary>Takes items off an ENI: all of them, or none when the service refuses.</summary>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="items">1 to 10 addresses, or 1 to 10 prefixes with one mask; never both in one call.</param>
    /// <returns>A call whose answer is the request id.</returns>
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
