using System.Globalization;
using System.Text;
using EniTools.Api.Model;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;
using NetworkInterface = EniTools.Emulator.World.NetworkInterface;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the ENIs of a region that fit all filters, a page at a time, by token or by page number.</summary>
internal sealed class DescribeNetworkInterfaces : Operation
{
    private const int MinResults = 10;
    private const int MaxResults = 500;
    private const int MaxPageSize = 100;
    private const int MaxListed = 100;

    public override string Action => "DescribeNetworkInterfaces";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var fits = FilterOf(request);
        var candidates = CandidatesOf(region, request);
        var token = request.Text("NextToken");
        return token.Length == 0 && (request.Number("PageNumber") ?? request.Number("PageSize")) is not null
            ? PageByNumber(candidates, fits, request)
            : PageByToken(candidates, fits, request, token);
    }

    private static AnswerObject PageByToken(List<NetworkInterface> candidates, Predicate<NetworkInterface> fits, ApiRequest request, string token)
    {
        var size = Math.Min(Math.Max(request.Number("MaxResults") ?? MinResults, MinResults), MaxResults);
        var page = new List<NetworkInterface>(Math.Min(size, candidates.Count));
        var next = PositionOf(token);
        for (; next < candidates.Count && page.Count < size; next++)
        {
            if (fits(candidates[next]))
                page.Add(candidates[next]);
        }

        var hasMore = next < candidates.Count && candidates.FindIndex(next, fits) >= 0;
        return new AnswerObject()
            .Add("NextToken", hasMore ? TokenOf(next) : "")
            .AddList("NetworkInterfaceSets", "NetworkInterfaceSet", page.Select(Describe));
    }

    private static AnswerObject PageByNumber(List<NetworkInterface> candidates, Predicate<NetworkInterface> fits, ApiRequest request)
    {
        var number = Math.Max(request.Number("PageNumber") ?? 1, 1);
        var size = Math.Min(Math.Max(request.Number("PageSize") ?? MinResults, 1), MaxPageSize);
        var all = candidates.FindAll(fits);
        return new AnswerObject()
            .Add("TotalCount", all.Count)
            .Add("PageNumber", number)
            .Add("PageSize", size)
            .AddList("NetworkInterfaceSets", "NetworkInterfaceSet", all.Skip((number - 1) * size).Take(size).Select(Describe));
    }

    // Named ENIs are looked up: a call for a few costs the same in a region of any size.
    private static List<NetworkInterface> CandidatesOf(Region region, ApiRequest request)
    {
        var ids = ListOf(request, "NetworkInterfaceId");
        return ids.Count == 0
            ? region.NetworkInterfaces
            : [.. ids.Distinct().Select(region.FindNetworkInterface).OfType<NetworkInterface>()];
    }

    private static Predicate<NetworkInterface> FilterOf(ApiRequest request)
    {
        var addresses = ListOf(request, "Ipv6Address").Select(ParseAddress).ToList();
        var privateAddresses = ListOf(request, "PrivateIpAddress");
        return networkInterface =>
            Equal("Status", networkInterface.Status)
            && Equal("Type", networkInterface.Type)
            && Equal("InstanceId", networkInterface.InstanceId)
            && Equal("VpcId", networkInterface.VpcId)
            && Equal("VSwitchId", networkInterface.VSwitchId)
            && Equal("SecurityGroupId", networkInterface.SecurityGroupId)
            && Equal("PrimaryIpAddress", networkInterface.PrivateIpAddress)
            && Equal("NetworkInterfaceName", networkInterface.Name)
            && Equal("ServiceManaged", networkInterface.ServiceManaged ? "true" : "false")
            && (addresses.Count == 0 || addresses.Exists(networkInterface.Ipv6Addresses.Contains))
            && (privateAddresses.Count == 0 || privateAddresses.Contains(networkInterface.PrivateIpAddress));

        bool Equal(string parameter, string value) =>
            request.Text(parameter) is var wanted && (wanted.Length == 0 || wanted == value);
    }

    private static IReadOnlyList<string> ListOf(ApiRequest request, string name)
    {
        var values = request.List(name);
        return values.Count <= MaxListed ? values : throw ApiFault.InvalidParameter(name);
    }

    private static Ipv6Address ParseAddress(string text) => Ipv6Address.TryParse(text, out var address, out _)
        ? address
        : throw new ApiFault(403, "InvalidIp.Address", $"The specified ipAddress \"{text}\" is not valid.");

    // A token says at which place the next page begins. To the client it is a text without meaning.
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
            // Not one of ours, like any other text that cannot be read.
        }

        throw ApiFault.InvalidParameter("NextToken");
    }

    private static AnswerObject Describe(NetworkInterface networkInterface)
    {
        var answer = new AnswerObject()
            .Add("NetworkInterfaceId", networkInterface.Id)
            .Add("NetworkInterfaceName", networkInterface.Name)
            .Add("Description", "")
            .Add("Status", networkInterface.Status)
            .Add("Type", networkInterface.Type)
            .Add("MacAddress", networkInterface.MacAddress)
            .Add("ZoneId", networkInterface.ZoneId)
            .Add("VpcId", networkInterface.VpcId)
            .Add("VSwitchId", networkInterface.VSwitchId)
            .Add("InstanceId", networkInterface.InstanceId)
            .Add("CreationTime", networkInterface.CreationTime)
            .Add("PrivateIpAddress", networkInterface.PrivateIpAddress)
            .AddList("PrivateIpSets", "PrivateIpSet",
            [
                new AnswerObject()
                    .Add("PrivateIpAddress", networkInterface.PrivateIpAddress)
                    .Add("Primary", true)
                    .Add("AssociatedPublicIp", new AnswerObject()),
            ])
            .AddList("Ipv6Sets", "Ipv6Set", networkInterface.Ipv6Addresses.Select(address => new AnswerObject().Add("Ipv6Address", address.ToString())))
            .AddList("Ipv6PrefixSets", "Ipv6PrefixSet", networkInterface.Ipv6Prefixes.Select(prefix => new AnswerObject().Add("Ipv6Prefix", prefix.ToString())))
            .AddList("SecurityGroupIds", "SecurityGroupId", [networkInterface.SecurityGroupId])
            .Add("AssociatedPublicIp", new AnswerObject())
            .Add("DeleteOnRelease", true)
            .Add("ServiceManaged", networkInterface.ServiceManaged);
        if (networkInterface.InstanceId.Length > 0)
            answer.Add("Attachment", new AnswerObject().Add("InstanceId", networkInterface.InstanceId));
        return answer;
    }
}
