using System.Globalization;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>The members of an ENI in a response.</summary>
internal static class NetworkInterfaceAnswer
{
    private const string TrafficMode = "Standard";
    private const int Queues = 1;

    public static AnswerObject Write(CloudWorld world, Region region, NetworkInterface networkInterface)
    {
        var vSwitch = region.FindVSwitch(networkInterface.VSwitchId)!;
        var items = networkInterface.ItemsAt(world.Now - world.ReadLag);
        var answer = new AnswerObject(count: 32)
            .Add("NetworkInterfaceId", networkInterface.Id)
            .Add("NetworkInterfaceName", networkInterface.Name)
            .Add("Description", networkInterface.Description)
            .Add("Status", networkInterface.Status)
            .Add("Type", networkInterface.Type)
            .Add("MacAddress", networkInterface.MacAddress)
            .Add("ZoneId", vSwitch.ZoneId)
            .Add("VpcId", vSwitch.VpcId)
            .Add("VSwitchId", vSwitch.Id)
            .Add("InstanceId", networkInterface.InstanceId)
            .Add("OwnerId", DefaultKeys.MainAccount.Id)
            .Add("ResourceGroupId", networkInterface.ResourceGroupId)
            .Add("CreationTime", networkInterface.CreationTime)
            .Add("PrivateIpAddress", networkInterface.PrivateIpAddress)
            .AddList("PrivateIpSets", "PrivateIpSet",
            [
                PrivateIp(networkInterface.PrivateIpAddress, isPrimary: true),
                .. networkInterface.SecondaryPrivateIpAddresses.Select(address => PrivateIp(address, isPrimary: false)),
            ])
            .AddList(
                "Ipv6Sets",
                "Ipv6Set",
                items.Where(item => !item.IsPrefix)
                    .Select(item => new AnswerObject(count: 2)
                        .Add("Ipv6Address", item.ToString())
                        .Add("Primary", item == networkInterface.PrimaryIpv6)))
            .AddList(
                "Ipv6PrefixSets",
                "Ipv6PrefixSet",
                items.Where(item => item.IsPrefix).Select(item => new AnswerObject(count: 1).Add("Ipv6Prefix", item.ToString())))
            .AddList(
                "Ipv4PrefixSets",
                "Ipv4PrefixSet",
                networkInterface.Ipv4Prefixes.Select(prefix => new AnswerObject(count: 1).Add("Ipv4Prefix", prefix)))
            .AddList("SecurityGroupIds", "SecurityGroupId", networkInterface.SecurityGroupIds)
            .AddList(
                "Tags",
                "Tag",
                networkInterface.Tags.Select(tag => new AnswerObject().Add("TagKey", tag.Key).Add("TagValue", tag.Value)))
            .Add("AssociatedPublicIp", new AnswerObject())
            .Add("DeleteOnRelease", true)
            .Add("SourceDestCheck", false)
            .Add("NetworkInterfaceTrafficMode", TrafficMode)
            .Add("QueuePairNumber", 0)
            .Add("ServiceID", 0)
            .Add("ServiceManaged", networkInterface.ServiceManaged);
        if (networkInterface.Status != NetworkInterface.Available)
            answer.Add("QueueNumber", Queues);
        if (networkInterface.InstanceId.Length > 0)
            answer.Add("Attachment", Attachment(networkInterface));
        return answer;
    }

    /// <summary>Returns the members of a response about one ENI, which has more of them.</summary>
    public static AnswerObject WriteAlone(CloudWorld world, Region region, NetworkInterface networkInterface, string attribute)
    {
        var traffic = new AnswerObject(count: 3).Add("NetworkInterfaceTrafficMode", TrafficMode).Add("QueuePairNumber", 0);
        if (networkInterface.Status != NetworkInterface.Available)
            traffic.Add("QueueNumber", Queues);
        var answer = Write(world, region, networkInterface).Add("NetworkInterfaceTrafficConfig", traffic);
        if (attribute == "connectionTrackingConfiguration")
        {
            // The documented defaults, in seconds.
            answer.Add("ConnectionTrackingConfiguration", new AnswerObject(count: 3)
                .Add("TcpEstablishedTimeout", 910)
                .Add("TcpClosedAndTimeWaitTimeout", 3)
                .Add("UdpTimeout", 30));
        }

        return answer;
    }

    private static AnswerObject Attachment(NetworkInterface networkInterface)
    {
        var attachment = new AnswerObject(count: 2).Add("InstanceId", networkInterface.InstanceId);
        return networkInterface.NetworkCardIndex.Length > 0
            ? attachment.Add("NetworkCardIndex", int.Parse(networkInterface.NetworkCardIndex, CultureInfo.InvariantCulture))
            : attachment;
    }

    private static AnswerObject PrivateIp(string address, bool isPrimary) => new AnswerObject()
        .Add("PrivateIpAddress", address)
        .Add("Primary", isPrimary)
        .Add("AssociatedPublicIp", new AnswerObject());
}
