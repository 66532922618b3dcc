using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>The members of an ENI in an answer.</summary>
internal static class NetworkInterfaceAnswer
{
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
                    .Select(item => new AnswerObject(count: 2).Add("Ipv6Address", item.ToString()).Add("Primary", false)))
            .AddList(
                "Ipv6PrefixSets",
                "Ipv6PrefixSet",
                items.Where(item => item.IsPrefix).Select(item => new AnswerObject(count: 1).Add("Ipv6Prefix", item.ToString())))
            .AddList("Ipv4PrefixSets", "Ipv4PrefixSet", [])
            .AddList("SecurityGroupIds", "SecurityGroupId", networkInterface.SecurityGroupIds)
            .AddList(
                "Tags",
                "Tag",
                networkInterface.Tags.Select(tag => new AnswerObject().Add("TagKey", tag.Key).Add("TagValue", tag.Value)))
            .Add("AssociatedPublicIp", new AnswerObject())
            .Add("DeleteOnRelease", true)
            .Add("SourceDestCheck", false)
            .Add("NetworkInterfaceTrafficMode", "Standard")
            .Add("QueueNumber", 1)
            .Add("QueuePairNumber", 0)
            .Add("ServiceID", 0)
            .Add("ServiceManaged", networkInterface.ServiceManaged);
        if (networkInterface.InstanceId.Length > 0)
            answer.Add("Attachment", new AnswerObject().Add("InstanceId", networkInterface.InstanceId).Add("NetworkCardIndex", 0));
        return answer;
    }

    private static AnswerObject PrivateIp(string address, bool isPrimary) => new AnswerObject()
        .Add("PrivateIpAddress", address)
        .Add("Primary", isPrimary)
        .Add("AssociatedPublicIp", new AnswerObject());
}
