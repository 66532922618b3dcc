using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Operations;

/// <summary>AssignIpv6Addresses: puts addresses, or prefixes of one mask, on one ENI; those that are named, or a number of them.</summary>
/// <remarks>The calls leave at once; whoever makes many of them keeps the pace.</remarks>
public static class AssignIpv6Addresses
{
    /// <summary>The operation's name.</summary>
    public const string Action = "AssignIpv6Addresses";

    /// <summary>How many addresses or prefixes one call takes or gives.</summary>
    public const int MaxItems = 10;

    /// <summary>Puts named items on an ENI: all of them, or none when the service refuses.</summary>
    /// <param name="client">The client to call with.</param>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="items">1 to 10 addresses, or 1 to 10 prefixes with one mask; never both in one call.</param>
    /// <param name="token">The same for every attempt at the same items, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>The request id.</returns>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public static async Task<string> AssignIpv6AddressesAsync(
        this ApiClient client, string regionId, string networkInterfaceId, IReadOnlyCollection<Ipv6Item> items, string token, CancellationToken cancellationToken)
    {
        var call = CallFor(regionId, networkInterfaceId, token)
            .WithEach("Ipv6Address", items.Where(item => !item.IsPrefix).Select(item => item.ToString()))
            .WithEach("Ipv6Prefix", items.Where(item => item.IsPrefix).Select(item => item.ToString()));
        var answer = await client.CallNowAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Text("RequestId") ?? "";
    }

    /// <summary>Puts items on an ENI that the service chooses.</summary>
    /// <param name="client">The client to call with.</param>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="count">How many, from 1 to 10.</param>
    /// <param name="asPrefixes">Whether prefixes are wanted; otherwise addresses.</param>
    /// <param name="token">The same for every attempt at the same request, at most 64 ASCII characters: the service repeats its first answer.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>What was given, and the request id.</returns>
    /// <exception cref="ApiException">The call did not succeed, or the answer does not say what was given; the subclass says how far it got.</exception>
    public static async Task<(IReadOnlyList<Ipv6Item> Given, string RequestId)> AssignIpv6AddressesAsync(
        this ApiClient client, string regionId, string networkInterfaceId, int count, bool asPrefixes, string token, CancellationToken cancellationToken)
    {
        var call = CallFor(regionId, networkInterfaceId, token).With(asPrefixes ? "Ipv6PrefixCount" : "Ipv6AddressCount", count);
        var answer = await client.CallNowAsync(call, cancellationToken).ConfigureAwait(false);
        var requestId = answer.Text("RequestId") ?? "";
        try
        {
            // Plain texts, where DescribeNetworkInterfaces has objects.
            List<Ipv6Item> given = asPrefixes
                ? [.. answer.Items("Ipv6PrefixSets", "Ipv6Prefix").Select(item => new Ipv6Item(Ipv6Prefix.Parse(item.Value)))]
                : [.. answer.Items("Ipv6Sets", "Ipv6Address").Select(item => new Ipv6Item(Ipv6Address.Parse(item.Value)))];
            // Both sets are optional on the vendor's older pages. Without them nobody knows what to use, or to take off again.
            return given.Count == count
                ? (given, requestId)
                : throw new InvalidAnswerException(200, $"names {given.Count} of the {count} that were asked for", requestId);
        }
        catch (FormatException exception)
        {
            throw new InvalidAnswerException(200, $"holds what cannot be read: {exception.Message}", requestId, exception);
        }
    }

    private static ApiCall CallFor(string regionId, string networkInterfaceId, string token) => new ApiCall(Action, ApiClient.Version)
        .With("RegionId", regionId)
        .With("NetworkInterfaceId", networkInterfaceId)
        .With("ClientToken", token);
}
