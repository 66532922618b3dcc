using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>AssignIpv6Addresses: assigns addresses, or prefixes of one mask, to one ENI; named ones, or a number of them.</summary>
internal static class AssignIpv6Addresses
{
    /// <summary>The number of addresses or prefixes that one call takes or gives.</summary>
    public const int MaxItems = 10;

    public static ApiOperation Operation { get; } = new(
        ApiService.Ecs, "AssignIpv6Addresses", RamResource.NetworkInterface, IsChange: true);

    /// <summary>
    /// Assigns 1 to 10 addresses, or 1 to 10 prefixes with one mask: all of them, or none if the service refuses. The token is the same
    /// for every attempt at the same items, at most 64 ASCII characters: the service repeats its first answer.
    /// </summary>
    public static ApiCall<string> Call(
        string regionId, string networkInterfaceId, IReadOnlyCollection<Ipv6Item> items, string token) => new(
        Operation, ParametersFor(regionId, networkInterfaceId, token).WithItems(items), answer => answer.Text("RequestId") ?? "");

    /// <summary>
    /// Assigns 1 to 10 items that the service chooses; the token as above. An answer that does not say what was given is not accepted
    /// as one of the API.
    /// </summary>
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
internal sealed record GivenItems(IReadOnlyList<Ipv6Item> Items, string RequestId);
