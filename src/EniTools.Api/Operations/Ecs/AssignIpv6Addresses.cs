using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>AssignIpv6Addresses: puts addresses, or prefixes of one mask, on one ENI; those that are named, or a number of them.</summary>
internal static class AssignIpv6Addresses
{
    /// <summary>How many addresses or prefixes one call takes or gives.</summary>
    public const int MaxItems = 10;

    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(
        ApiService.Ecs, "AssignIpv6Addresses", RamResource.NetworkInterface, isChange: true);

    /// <summary>Puts named items on an ENI: all of them, or none when the service refuses.</summary>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="items">1 to 10 addresses, or 1 to 10 prefixes with one mask; never both in one call.</param>
    /// <param name="token">The same for every attempt at the same items, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <returns>A call whose answer is the request id.</returns>
    public static ApiCall<string> Call(
        string regionId, string networkInterfaceId, IReadOnlyCollection<Ipv6Item> items, string token) => new(
        Operation, ParametersFor(regionId, networkInterfaceId, token).WithItems(items), answer => answer.Text("RequestId") ?? "");

    /// <summary>Puts items on an ENI that the service chooses.</summary>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="count">How many, from 1 to 10.</param>
    /// <param name="asPrefixes">Whether prefixes are wanted; otherwise addresses.</param>
    /// <param name="token">The same for every attempt at the same request, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <returns>A call whose answer says what was given. An answer that does not is not accepted as one of the API.</returns>
    public static ApiCall<GivenItems> Call(string regionId, string networkInterfaceId, int count, bool asPrefixes, string token) => new(
        Operation,
        ParametersFor(regionId, networkInterfaceId, token).With(asPrefixes ? "Ipv6PrefixCount" : "Ipv6AddressCount", count),
        answer =>
        {
            // Plain texts, where DescribeNetworkInterfaces has objects.
            List<Ipv6Item> given = asPrefixes
                ? [.. answer.Items("Ipv6PrefixSets", "Ipv6Prefix").Select(item => new Ipv6Item(Ipv6Prefix.Parse(item.Value)))]
                : [.. answer.Items("Ipv6Sets", "Ipv6Address").Select(item => new Ipv6Item(Ipv6Address.Parse(item.Value)))];
            // Both sets are optional on the vendor's older pages. Without them there is no telling what was given.
            return given.Count == count
                ? new GivenItems(given, answer.Text("RequestId") ?? "")
                : throw new InvalidAnswerException(
                    200, $"names {given.Count} of the {count} that were asked for", answer.Text("RequestId"));
        });

    private static CallParameters ParametersFor(string regionId, string networkInterfaceId, string token) => new CallParameters()
        .With("RegionId", regionId)
        .With("NetworkInterfaceId", networkInterfaceId)
        .With("ClientToken", token);
}

/// <summary>The addresses or prefixes that the service chose.</summary>
/// <param name="Items">The addresses or prefixes.</param>
/// <param name="RequestId">The request id.</param>
internal sealed record GivenItems(IReadOnlyList<Ipv6Item> Items, string RequestId);
