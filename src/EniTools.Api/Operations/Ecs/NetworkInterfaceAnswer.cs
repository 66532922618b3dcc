using System.Xml.Linq;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>Reads an ENI as the operations show it: in a list of them, or with its members at the top of an answer.</summary>
internal static class NetworkInterfaceAnswer
{
    /// <summary>Reads one ENI. Containers may be missing or null.</summary>
    /// <exception cref="FormatException">It has no id, or an address or prefix cannot be read.</exception>
    public static NetworkInterface Read(XElement item, string regionId) => new()
    {
        RegionId = regionId,
        NetworkInterfaceId = item.Text("NetworkInterfaceId") ?? throw new FormatException("an ENI without an id"),
        Status = item.Text("Status") ?? "",
        Type = item.Text("Type") ?? "",
        NetworkInterfaceName = item.Text("NetworkInterfaceName") ?? "",
        Description = item.Text("Description") ?? "",
        InstanceId = item.Text("InstanceId") ?? "",
        VpcId = item.Text("VpcId") ?? "",
        VSwitchId = item.Text("VSwitchId") ?? "",
        ZoneId = item.Text("ZoneId") ?? "",
        ResourceGroupId = item.Text("ResourceGroupId") ?? "",
        SecurityGroupIds = item.Items("SecurityGroupIds", "SecurityGroupId").Select(group => group.Value).ToList(),
        MacAddress = item.Text("MacAddress") ?? "",
        CreationTime = item.Text("CreationTime") ?? "",
        PrivateIpAddress = item.Text("PrivateIpAddress") ?? "",
        PrivateIpAddresses = Texts(item, "PrivateIpSets", "PrivateIpSet", "PrivateIpAddress").ToList(),
        Tags = ReadTags(item),
        ServiceManaged = item.Text("ServiceManaged") == "true",
        Ipv6Addresses = Texts(item, "Ipv6Sets", "Ipv6Set", "Ipv6Address").Select(Ipv6Address.Parse).ToList(),
        Ipv6Prefixes = Texts(item, "Ipv6PrefixSets", "Ipv6PrefixSet", "Ipv6Prefix").Select(Ipv6Prefix.Parse).ToList(),
    };

    private static IEnumerable<string> Texts(XElement item, string list, string element, string member) =>
        item.Items(list, element).Select(set => set.Text(member)).OfType<string>();

    private static Dictionary<string, string> ReadTags(XElement item)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in item.Items("Tags", "Tag"))
            tags[tag.Text("TagKey") ?? ""] = tag.Text("TagValue") ?? "";
        return tags;
    }
}
