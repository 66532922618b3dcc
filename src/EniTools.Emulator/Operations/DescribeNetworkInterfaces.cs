using System.Globalization;
using System.Text;
using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;
using Ipv6Item = EniTools.Api.Model.Ipv6Item;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the ENIs of a region that fit all filters, in pages by token or by number.</summary>
internal sealed class DescribeNetworkInterfaces() : Operation(ApiService.Ecs, "DescribeNetworkInterfaces")
{
    private const int MinResults = 10;
    private const int MaxResults = 500;
    private const int MaxPageSize = 100;
    private const int MaxListed = 100;

    // The number of ENIs that are shown with a tag or a resource group.
    private const int MaxByLabel = 1000;

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var addresses = ListOf(request, "Ipv6Address").Select(RequestedItems.ReadAddress).ToList();
        var privateAddresses = ListOf(request, "PrivateIpAddress");
        var tags = RequestedTags.Read(request);
        var fits = FilterOf(region, request, addresses, privateAddresses, tags);
        if (tags.Count > 0 || request.Text("ResourceGroupId").Length > 0)
            fits = FirstOnly(region, fits);
        var candidates = CandidatesOf(region, request, addresses);
        var token = request.Text("NextToken");
        var isNumbered = token.Length == 0 && (request.Number("PageNumber") ?? request.Number("PageSize")) is not null;
        return isNumbered ? PageByNumber() : PageByToken();

        AnswerObject PageByNumber() => new NumberedPage(
            Math.Max(request.Number("PageNumber") ?? 1, 1), Math.Min(Math.Max(request.Number("PageSize") ?? MinResults, 1), MaxPageSize))
            .Of(candidates.Where(fits).ToList(), "NetworkInterfaceSets", "NetworkInterfaceSet", Describe);

        // The cost of a page does not depend on the number of ENIs, since the token is a position.
        AnswerObject PageByToken()
        {
            var size = Math.Min(Math.Max(request.Number("MaxResults") ?? MinResults, MinResults), MaxResults);
            var page = new List<NetworkInterface?>(Math.Min(size, candidates.Count));
            var next = PositionOf(token);
            for (; next < candidates.Count && page.Count < size; next++)
            {
                if (fits(candidates[next]))
                    page.Add(candidates[next]);
            }

            while (next < candidates.Count && !fits(candidates[next]))
                next++;
            return new AnswerObject()
                .Add("NextToken", next < candidates.Count ? TokenOf(next) : "")
                .AddList("NetworkInterfaceSets", "NetworkInterfaceSet", page.Select(Describe));
        }

        AnswerObject Describe(NetworkInterface? networkInterface) => NetworkInterfaceAnswer.Write(world, region, networkInterface!);
    }

    // The cost of a request for named ENIs does not depend on the size of the region.
    private static IReadOnlyList<NetworkInterface?> CandidatesOf(Region region, ApiRequest request, List<Ipv6Item> addresses)
    {
        var ids = ListOf(request, "NetworkInterfaceId");
        if (ids.Count > 0)
            return [.. ids.Select(region.FindNetworkInterface).Distinct()];
        return addresses.Count > 0 ? [.. addresses.Select(region.OwnerOf).Distinct()] : region.ByCreation;
    }

    private static Func<NetworkInterface?, bool> FilterOf(
        Region region, ApiRequest request, List<Ipv6Item> addresses, IReadOnlyList<string> privateAddresses, IReadOnlyList<Tag> tags) =>
        networkInterface => networkInterface is not null
            && request.Fits("Status", networkInterface.Status)
            && request.Fits("Type", networkInterface.Type)
            && request.Fits("InstanceId", networkInterface.InstanceId)
            && request.Fits("VSwitchId", networkInterface.VSwitchId)
            && request.Fits("VpcId", region.FindVSwitch(networkInterface.VSwitchId)!.VpcId)
            && (request.Text("SecurityGroupId") is var group && (group.Length == 0
                || (networkInterface.Type == NetworkInterface.Secondary && networkInterface.SecurityGroupIds.Contains(group))))
            && request.Fits("ResourceGroupId", networkInterface.ResourceGroupId)
            && request.Fits("PrimaryIpAddress", networkInterface.PrivateIpAddress)
            && request.Fits("NetworkInterfaceName", networkInterface.Name)
            && request.Fits("ServiceManaged", networkInterface.ServiceManaged ? "true" : "false")
            && (addresses.Count == 0 || addresses.Exists(networkInterface.Items.Contains))
            && (privateAddresses.Count == 0 || privateAddresses.Contains(networkInterface.PrivateIpAddress)
                || privateAddresses.Any(networkInterface.SecondaryPrivateIpAddresses.Contains))
            && Tag.HasAll(networkInterface.Tags, tags);

    private static Func<NetworkInterface?, bool> FirstOnly(Region region, Func<NetworkInterface?, bool> fits)
    {
        var last = region.ByCreation.Where(fits).Skip(MaxByLabel - 1).FirstOrDefault();
        return last is null ? fits : networkInterface => fits(networkInterface) && networkInterface!.Place <= last.Place;
    }

    private static IReadOnlyList<string> ListOf(ApiRequest request, string name)
    {
        var values = request.List(name);
        return values.Count <= MaxListed ? values : throw ApiFault.InvalidParameter(name);
    }

    // A token is the position of the next page.
    private static string TokenOf(int position) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes("eni:" + position.ToString(CultureInfo.InvariantCulture)));

    private static int PositionOf(string token)
    {
        if (token.Length == 0)
            return 0;
        try
        {
            var text = Encoding.ASCII.GetString(Convert.FromBase64String(token));
            if (text.StartsWith("eni:", StringComparison.Ordinal)
                && int.TryParse(text.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                return position;
            }
        }
        catch (FormatException)
        {
            // The token is not one of ours.
        }

        throw ApiFault.InvalidParameter("NextToken");
    }
}
