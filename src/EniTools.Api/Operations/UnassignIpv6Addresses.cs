using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Operations;

/// <summary>UnassignIpv6Addresses: takes addresses, or prefixes of one mask, off one ENI.</summary>
public static class UnassignIpv6Addresses
{
    /// <summary>The operation's name.</summary>
    public const string Action = "UnassignIpv6Addresses";

    /// <summary>How many addresses or prefixes one call takes.</summary>
    public const int MaxItems = 10;

    /// <summary>Takes items off an ENI: all of them, or none when the service refuses. The call leaves at once; whoever makes many of them keeps the pace.</summary>
    /// <param name="client">The client to call with.</param>
    /// <param name="regionId">The region of the ENI.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="items">1 to 10 addresses, or 1 to 10 prefixes with one mask; never both in one call.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>The request id.</returns>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public static async Task<string> UnassignIpv6AddressesAsync(
        this ApiClient client, string regionId, string networkInterfaceId, IReadOnlyCollection<Ipv6Item> items, CancellationToken cancellationToken)
    {
        var call = new ApiCall(Action, ApiClient.Version)
            .With("RegionId", regionId)
            .With("NetworkInterfaceId", networkInterfaceId)
            .WithEach("Ipv6Address", items.Where(item => !item.IsPrefix).Select(item => item.ToString()))
            .WithEach("Ipv6Prefix", items.Where(item => item.IsPrefix).Select(item => item.ToString()));
        var answer = await client.CallNowAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Text("RequestId") ?? "";
    }
}
