using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using EniTools.Api.Model;
using EniTools.Api.Transport;
using EniTools.Emulator.Answers;

namespace EniTools.Emulator.World;

/// <summary>Reads and writes a world as a JSON document for people.</summary>
internal static class WorldDocument
{
    // The members of a region besides its ENIs. No other member is kept.
    private static readonly string[] Members =
    [
        "RegionId", "SupportsPrefixes", "IsRestricted", "VSwitches", "Instances", "Ipv6Gateways", "UnassociatedIpv6Addresses",
        "Ipv6InternetBandwidths", "LastIpv6AddressNumber", "Ipv6AddressNumbers",
    ];

    public static string Text(IReadOnlyList<RegionCopy> regions)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(regions, text);
        return text.ToString();
    }

    public static void Write(IReadOnlyList<RegionCopy> regions, TextWriter text) =>
        JsonAnswer.Write(text, new AnswerObject().AddLines("Regions", regions.Select(Describe)));

    /// <summary>Reads a document, one ENI at a time, as it may be much larger than its world.</summary>
    /// <exception cref="FormatException">The document does not describe a world; the message says where.</exception>
    public static void Read(CloudWorld world, Stream json)
    {
        try
        {
            using var reader = JsonTree.Open(json);
            reader.MoveToContent();
            var hasRegions = false;
            foreach (var member in reader.Children())
            {
                if (member != "Regions")
                {
                    reader.Skip();
                    continue;
                }

                hasRegions = true;
                foreach (var _ in reader.Children())
                    ReadRegion(world, reader);
            }

            // Nothing may follow.
            reader.MoveToContent();
            // Another document, named by mistake, would become an empty world and be overwritten.
            if (!hasRegions)
                throw new FormatException("The document does not describe a world: it has no list Regions.");
        }
        catch (Exception exception) when (exception is not FormatException && JsonTree.IsMisreading(exception))
        {
            throw new FormatException($"The document does not describe a world: {exception.Message}", exception);
        }
    }

    private static void ReadRegion(CloudWorld world, XmlReader reader)
    {
        var element = new XElement("Regions");
        var networkInterfaces = new List<NetworkInterface>();
        foreach (var member in reader.Children())
        {
            if (member == "NetworkInterfaces")
            {
                foreach (var _ in reader.Children())
                    networkInterfaces.Add(ReadNetworkInterface(JsonTree.Read(reader)));
            }
            else if (Members.Contains(member))
            {
                var list = new XElement(member);
                element.Add(list);
                if (reader.GetAttribute("type") != "array")
                    list.Value = JsonTree.Read(reader).Value;
                else
                    list.Add(reader.Children().Select(_ => JsonTree.Read(reader)));
            }
            else
            {
                reader.Skip();
            }
        }

        var region = world.Add(new Region(Required(element, "RegionId"), Flag(element, "SupportsPrefixes"))
        {
            IsRestricted = Flag(element, "IsRestricted"),
        });
        foreach (var item in Items(element, "VSwitches"))
        {
            region.Add(new VSwitch(
                Required(item, "VSwitchId"),
                Required(item, "VpcId"),
                Required(item, "ZoneId"),
                Block(item, "Ipv6Block"),
                Block(item, "PrefixBlock")));
        }

        foreach (var item in Items(element, "Instances"))
        {
            var instance = new Instance
            {
                Id = Required(item, "InstanceId"),
                Status = Required(item, "Status"),
                TransitionEnd = Time(item, "TransitionEnd"),
                VpcId = Required(item, "VpcId"),
                ZoneId = Required(item, "ZoneId"),
                MaxNetworkInterfaces = Number(item, "MaxNetworkInterfaces"),
                MaxIpv6PerInterface = Number(item, "MaxIpv6PerInterface"),
            };
            region.Add(instance);
            world.Schedule(instance);
        }

        ReadLedger(region, element);
        foreach (var networkInterface in networkInterfaces)
        {
            if (region.FindVSwitch(networkInterface.VSwitchId) is null)
            {
                throw new FormatException(
                    $"The ENI {networkInterface.Id} is in the vSwitch {networkInterface.VSwitchId}, "
                        + $"and the region {region.Id} has no such vSwitch.");
            }
            region.Add(networkInterface);
            world.Schedule(region, networkInterface);
        }
    }

    private static void ReadLedger(Region region, XElement element)
    {
        foreach (var item in Items(element, "Ipv6Gateways"))
            region.Ipv6.AddGateway(Required(item, "VpcId"), Required(item, "Ipv6GatewayId"));
        foreach (var item in Items(element, "UnassociatedIpv6Addresses"))
        {
            region.Ipv6.Add(new UnassociatedAddress(ReadItem(Required(item, "Item")), Required(item, "VSwitchId"))
            {
                Name = Text(item, "Ipv6AddressName"),
                Description = Text(item, "Ipv6AddressDescription"),
                ResourceGroupId = Text(item, "ResourceGroupId"),
                Tags = ReadTags(item),
                AllocationTime = Text(item, "AllocationTime"),
            });
        }

        foreach (var item in Items(element, "Ipv6InternetBandwidths"))
        {
            region.Ipv6.SetBandwidth(ReadItem(Required(item, "Item")), new InternetBandwidth(
                Required(item, "Ipv6InternetBandwidthId"),
                Number(item, "Bandwidth"),
                Required(item, "InternetChargeType"),
                Required(item, "InstanceChargeType")));
        }

        region.Ipv6.Restore(
            Text(element, "LastIpv6AddressNumber").Length > 0 ? Number(element, "LastIpv6AddressNumber") : 0,
            Items(element, "Ipv6AddressNumbers").Select(
                item => new KeyValuePair<Ipv6Item, int>(ReadItem(Required(item, "Item")), Number(item, "Number"))));
    }

    private static NetworkInterface ReadNetworkInterface(XElement item)
    {
        item.Name = "NetworkInterfaces";
        var networkInterface = new NetworkInterface
        {
            Id = Required(item, "NetworkInterfaceId"),
            Name = Text(item, "NetworkInterfaceName"),
            Description = Text(item, "Description"),
            Status = Required(item, "Status"),
            TransitionEnd = Time(item, "TransitionEnd"),
            Type = Required(item, "Type"),
            InstanceId = Text(item, "InstanceId"),
            VSwitchId = Required(item, "VSwitchId"),
            SecurityGroupIds = [.. Texts(item, "SecurityGroupIds")],
            PrivateIpAddress = Text(item, "PrivateIpAddress"),
            SecondaryPrivateIpAddresses = [.. Texts(item, "SecondaryPrivateIpAddresses")],
            Ipv4Prefixes = [.. Texts(item, "Ipv4Prefixes")],
            NetworkCardIndex = Text(item, "NetworkCardIndex"),
            ResourceGroupId = Text(item, "ResourceGroupId"),
            Tags = ReadTags(item),
            MacAddress = Text(item, "MacAddress"),
            CreationTime = Text(item, "CreationTime"),
            ServiceManaged = Flag(item, "ServiceManaged"),
            Items = Texts(item, "Items").Select(ReadItem).ToArray(),
        };
        if (Text(item, "PrimaryIpv6") is { Length: > 0 } primary)
            networkInterface.MakePrimary(ReadItem(primary));
        return networkInterface;
    }

    private static AnswerObject Describe(RegionCopy region) => new AnswerObject()
        .Add("RegionId", region.Region.Id)
        .Add("SupportsPrefixes", region.Region.SupportsPrefixes)
        .Add("IsRestricted", region.Region.IsRestricted)
        .AddLines("VSwitches", region.VSwitches.Select(vSwitch => new AnswerObject()
            .Add("VSwitchId", vSwitch.Id)
            .Add("VpcId", vSwitch.VpcId)
            .Add("ZoneId", vSwitch.ZoneId)
            .Add("Ipv6Block", vSwitch.Ipv6Block?.ToString() ?? "")
            .Add("PrefixBlock", vSwitch.PrefixBlock?.ToString() ?? "")))
        .AddLines("Instances", region.Instances.Select(instance => new AnswerObject()
            .Add("InstanceId", instance.Id)
            .Add("Status", instance.Status)
            .AddTime("TransitionEnd", instance.TransitionEnd)
            .Add("VpcId", instance.VpcId)
            .Add("ZoneId", instance.ZoneId)
            .Add("MaxNetworkInterfaces", instance.MaxNetworkInterfaces)
            .Add("MaxIpv6PerInterface", instance.MaxIpv6PerInterface)))
        .AddLines("NetworkInterfaces", region.NetworkInterfaces.Select(networkInterface => new AnswerObject()
            .Add("NetworkInterfaceId", networkInterface.Id)
            .Add("NetworkInterfaceName", networkInterface.Name)
            .Add("Description", networkInterface.Description)
            .Add("Status", networkInterface.Status)
            .AddTime("TransitionEnd", networkInterface.TransitionEnd)
            .Add("Type", networkInterface.Type)
            .Add("InstanceId", networkInterface.InstanceId)
            .Add("VSwitchId", networkInterface.VSwitchId)
            .AddItems("SecurityGroupIds", networkInterface.SecurityGroupIds)
            .Add("PrivateIpAddress", networkInterface.PrivateIpAddress)
            .AddItems("SecondaryPrivateIpAddresses", networkInterface.SecondaryPrivateIpAddresses)
            .AddItems("Ipv4Prefixes", networkInterface.Ipv4Prefixes)
            .Add("NetworkCardIndex", networkInterface.NetworkCardIndex)
            .Add("PrimaryIpv6", networkInterface.PrimaryIpv6?.ToString() ?? "")
            .Add("ResourceGroupId", networkInterface.ResourceGroupId)
            .AddTags(networkInterface.Tags)
            .Add("MacAddress", networkInterface.MacAddress)
            .Add("CreationTime", networkInterface.CreationTime)
            .Add("ServiceManaged", networkInterface.ServiceManaged)
            .AddItems("Items", networkInterface.Items.Select(item => item.ToString()))))
        .AddLines("Ipv6Gateways", region.Ipv6.Gateways.Select(gateway => new AnswerObject()
            .Add("Ipv6GatewayId", gateway.Value)
            .Add("VpcId", gateway.Key)))
        .AddLines("UnassociatedIpv6Addresses", region.Ipv6.Unassociated.Select(address => new AnswerObject()
            .Add("Item", address.Item.ToString())
            .Add("VSwitchId", address.VSwitchId)
            .Add("Ipv6AddressName", address.Name)
            .Add("Ipv6AddressDescription", address.Description)
            .Add("ResourceGroupId", address.ResourceGroupId)
            .AddTags(address.Tags)
            .Add("AllocationTime", address.AllocationTime)))
        .AddLines("Ipv6InternetBandwidths", region.Ipv6.Bandwidths.Select(bandwidth => new AnswerObject()
            .Add("Item", bandwidth.Key.ToString())
            .Add("Ipv6InternetBandwidthId", bandwidth.Value.Id)
            .Add("Bandwidth", bandwidth.Value.Mbps)
            .Add("InternetChargeType", bandwidth.Value.ChargeType)
            .Add("InstanceChargeType", bandwidth.Value.InstanceChargeType)))
        .Add("LastIpv6AddressNumber", region.Ipv6.LastNumber)
        .AddLines("Ipv6AddressNumbers", region.Ipv6.Numbers.OrderBy(number => number.Value).Select(number => new AnswerObject()
            .Add("Item", number.Key.ToString())
            .Add("Number", number.Value)));

    private static AnswerObject AddTags(this AnswerObject members, IEnumerable<Tag> tags) =>
        members.AddItems("Tags", tags.Select(tag => new AnswerObject().Add("Key", tag.Key).Add("Value", tag.Value)));

    private static List<Tag> ReadTags(XElement item) =>
        [.. Items(item, "Tags").Select(tag => new Tag(Required(tag, "Key"), Text(tag, "Value")))];

    private static Ipv6Item ReadItem(string text) =>
        text.IndexOf('/') >= 0 ? new Ipv6Item(Ipv6Prefix.Parse(text)) : new Ipv6Item(Ipv6Address.Parse(text));

    private static IEnumerable<XElement> Items(XElement parent, string name) => parent.Element(name)?.Elements() ?? [];

    private static IEnumerable<string> Texts(XElement parent, string name) => Items(parent, name).Select(item => item.Value);

    private static string Text(XElement parent, string name) => parent.Element(name)?.Value ?? "";

    private static string Required(XElement parent, string name) =>
        Text(parent, name) is { Length: > 0 } text
            ? text
            : throw new FormatException($"A {(parent.Parent ?? parent).Name.LocalName} entry has no {name}.");

    private static bool Flag(XElement parent, string name) => Text(parent, name) == "true";

    private static int Number(XElement parent, string name) => XmlConvert.ToInt32(Required(parent, name));

    private static AnswerObject AddTime(this AnswerObject members, string name, DateTimeOffset? time) =>
        time is { } given ? members.Add(name, given.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)) : members;

    private static DateTimeOffset? Time(XElement parent, string name) =>
        Text(parent, name) is { Length: > 0 } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    private static Ipv6Prefix? Block(XElement parent, string name) =>
        Text(parent, name) is { Length: > 0 } text ? Ipv6Prefix.Parse(text) : null;
}
