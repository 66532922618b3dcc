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
        PrivateIpAddresses = item.Items("PrivateIpSets", "PrivateIpSet").Select(set => set.Text("PrivateIpAddress")).OfType<string>().ToList(),
        Tags = ReadTags(item),
        ServiceManaged = item.Text("ServiceManaged") == "true",
        Ipv6Addresses = item.Items("Ipv6Sets", "Ipv6Set").Select(set => set.Text("Ipv6Address")).OfType<string>().Select(Ipv6Address.Parse).ToList(),
        Ipv6Prefixes = item.Items("Ipv6PrefixSets", "Ipv6PrefixSet").Select(set => set.Text("Ipv6Prefix")).OfType<string>().Select(Ipv6Prefix.Parse).ToList(),
    };

    private static Dictionary<string, string> ReadTags(XElement item)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in item.Items("Tags", "Tag"))
            tags[tag.Text("TagKey") ?? ""] = tag.Text("TagValue") ?? "";
        return tags;
    }
}
