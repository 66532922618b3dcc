using System.Globalization;
using System.Text;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;
using Ipv6Item = EniTools.Api.Model.Ipv6Item;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the ENIs of a region that fit all filters, a page at a time, by token or by page number.</summary>
internal sealed class DescribeNetworkInterfaces : Operation
{
    private const int MinResults = 10;
    private const int MaxResults = 500;
    private const int MaxPageSize = 100;
    private const int MaxListed = 100;

    // With a tag or a resource group, the service shows no more than this many.
    private const int MaxByLabel = 1000;

    public override string Action => "DescribeNetworkInterfaces";

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
        return token.Length == 0 && (request.Number("PageNumber") ?? request.Number("PageSize")) is not null
            ? PageByNumber(world, region, candidates, fits, request)
            : PageByToken(world, region, candidates, fits, request, token);
    }

    // A page costs what is on it, however many ENIs there are: it begins where the token says.
    private static AnswerObject PageByToken(
        CloudWorld world,
        Region region,
        IReadOnlyList<NetworkInterface?> candidates,
        Func<NetworkInterface?, bool> fits,
        ApiRequest request,
        string token)
    {
        var size = Math.Min(Math.Max(request.Number("MaxResults") ?? MinResults, MinResults), MaxResults);
        var page = new List<NetworkInterface>(Math.Min(size, candidates.Count));
        var next = PositionOf(token);
        for (; next < candidates.Count && page.Count < size; next++)
        {
            if (fits(candidates[next]))
                page.Add(candidates[next]!);
        }

        while (next < candidates.Count && !fits(candidates[next]))
            next++;
        return new AnswerObject()
            .Add("NextToken", next < candidates.Count ? TokenOf(next) : "")
            .AddList("NetworkInterfaceSets", "NetworkInterfaceSet", page.Select(item => NetworkInterfaceAnswer.Write(world, region, item)));
    }

    private static AnswerObject PageByNumber(
        CloudWorld world,
        Region region,
        IReadOnlyList<NetworkInterface?> candidates,
        Func<NetworkInterface?, bool> fits,
        ApiRequest request)
    {
        var number = Math.Max(request.Number("PageNumber") ?? 1, 1);
        var size = Math.Min(Math.Max(request.Number("PageSize") ?? MinResults, 1), MaxPageSize);
        var all = candidates.Where(fits).ToList();
        var first = Math.Min((number - 1L) * size, all.Count);
        return new AnswerObject()
            .Add("TotalCount", all.Count)
            .Add("PageNumber", number)
            .Add("PageSize", size)
            .AddList(
                "NetworkInterfaceSets",
                "NetworkInterfaceSet",
                all.Skip((int)first).Take(size).Select(item => NetworkInterfaceAnswer.Write(world, region, item!)));
    }

    // Named ENIs are looked up: a call for a few costs the same in a region of any size.
    private static IReadOnlyList<NetworkInterface?> CandidatesOf(Region region, ApiRequest request, List<Ipv6Item> addresses)
    {
        var ids = ListOf(request, "NetworkInterfaceId");
        if (ids.Count > 0)
            return [.. ids.Select(region.FindNetworkInterface).Distinct()];
        return addresses.Count > 0 ? [.. addresses.Select(region.OwnerOf).Distinct()] : region.ByCreation;
    }

    private static Func<NetworkInterface?, bool> FilterOf(
        Region region, ApiRequest request, List<Ipv6Item> addresses, IReadOnlyList<string> privateAddresses, IReadOnlyList<Tag> tags)
    {
        return networkInterface => networkInterface is not null
            && Equal("Status", networkInterface.Status)
            && Equal("Type", networkInterface.Type)
            && Equal("InstanceId", networkInterface.InstanceId)
            && Equal("VSwitchId", networkInterface.VSwitchId)
            && Equal("VpcId", region.FindVSwitch(networkInterface.VSwitchId)!.VpcId)
            && (request.Text("SecurityGroupId") is var group && (group.Length == 0
                || (networkInterface.Type == NetworkInterface.Secondary && networkInterface.SecurityGroupIds.Contains(group))))
            && Equal("ResourceGroupId", networkInterface.ResourceGroupId)
            && Equal("PrimaryIpAddress", networkInterface.PrivateIpAddress)
            && Equal("NetworkInterfaceName", networkInterface.Name)
            && Equal("ServiceManaged", networkInterface.ServiceManaged ? "true" : "false")
            && (addresses.Count == 0 || addresses.Exists(networkInterface.Items.Contains))
            && (privateAddresses.Count == 0 || privateAddresses.Contains(networkInterface.PrivateIpAddress)
                || privateAddresses.Any(networkInterface.SecondaryPrivateIpAddresses.Contains))
            && HasAll(networkInterface, tags);

        bool Equal(string parameter, string value) =>
            request.Text(parameter) is var wanted && (wanted.Length == 0 || wanted == value);
    }

    private static bool HasAll(NetworkInterface networkInterface, IReadOnlyList<Tag> tags) => tags.All(wanted =>
        networkInterface.Tags.Any(tag => tag.Key == wanted.Key && (wanted.Value.Length == 0 || tag.Value == wanted.Value)));

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

    // A token says where the next page begins. Clients make nothing of it.
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
            // Not one of ours, like any text that cannot be read.
        }

        throw ApiFault.InvalidParameter("NextToken");
    }
}
