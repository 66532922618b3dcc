using System.Globalization;
using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeNetworkInterfaces: the ENIs of a region, a page at a time.</summary>
internal static class DescribeNetworkInterfaces
{
    /// <summary>How many ENI ids one call takes, and how many addresses.</summary>
    public const int MaxIds = 100;

    /// <summary>How many tags one call takes.</summary>
    public const int MaxTags = 20;

    /// <summary>How many ENIs the service shows at most when it is asked for tags or a resource group.</summary>
    public const int MaxShownByLabel = 1000;

    /// <summary>The largest page that the service gives.</summary>
    public const int MaxPageSize = 500;

    /// <summary>Its facts. A policy can also allow it for single ENIs, and then no list can be asked for.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeNetworkInterfaces", RamResource.All);

    /// <summary>Asks for one page.</summary>
    /// <param name="regionId">The region to look in.</param>
    /// <param name="filter">Which ENIs to show. Ids that the service does not know are left out of the answer.</param>
    /// <param name="nextToken">The token of the page before; null for the first.</param>
    /// <returns>A call whose answer is the page.</returns>
    public static ApiCall<NetworkInterfacePage> Call(string regionId, NetworkInterfaceFilter filter, string? nextToken = null) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("MaxResults", MaxPageSize)
            .With("NextToken", nextToken)
            .With("InstanceId", filter.InstanceId)
            .With("VpcId", filter.VpcId)
            .With("VSwitchId", filter.VSwitchId)
            .With("SecurityGroupId", filter.SecurityGroupId)
            .With("ResourceGroupId", filter.ResourceGroupId)
            .With("NetworkInterfaceName", filter.NetworkInterfaceName)
            .With("Status", filter.Status)
            .With("Type", filter.Type)
            .With("ServiceManaged", filter.ServiceManaged)
            .WithEach("NetworkInterfaceId", filter.NetworkInterfaceIds)
            .WithEach("PrivateIpAddress", filter.PrivateIpAddresses)
            .WithEach("Ipv6Address", filter.Ipv6Addresses.Select(address => address.ToString()))
            .WithTags(filter.Tags),
        answer => new NetworkInterfacePage(
            [.. answer.Items("NetworkInterfaceSets", "NetworkInterfaceSet").Select(item => NetworkInterfaceAnswer.Read(item, regionId))],
            answer.Text("NextToken"),
            answer.Text("RequestId")));

    private static CallParameters WithTags(this CallParameters parameters, IReadOnlyCollection<KeyValuePair<string, string?>> tags)
    {
        var number = 0;
        foreach (var tag in tags)
        {
            var name = "Tag." + (++number).ToString(CultureInfo.InvariantCulture);
            parameters.With(name + ".Key", tag.Key).With(name + ".Value", tag.Value);
        }

        return parameters;
    }
}

/// <summary>One page of ENIs.</summary>
/// <param name="NetworkInterfaces">The ENIs on it.</param>
/// <param name="NextToken">The token for the next page; null after the last.</param>
/// <param name="RequestId">The request id.</param>
internal sealed record NetworkInterfacePage(IReadOnlyList<NetworkInterface> NetworkInterfaces, string? NextToken, string? RequestId);
