using EniTools.Api.Calls;
using EniTools.Api.Signing;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Makes an ENI in a vSwitch, which is Available at once.</summary>
internal sealed class CreateNetworkInterface()
    : Operation(ApiService.Ecs, "CreateNetworkInterface", isChange: true, takesClientToken: true)
{
    private static readonly string[] ReservedBeginnings = ["aliyun", "acs:"];

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        request.Caller.CheckMayUse(Permission, region.Id, "eni/*");
        var vSwitchId = request.Required("VSwitchId");
        var groups = request.List("SecurityGroupIds");
        var group = request.Text("SecurityGroupId");
        if (group.Length > 0 == groups.Count > 0)
        {
            throw group.Length > 0
                ? RequestedItems.Conflict("SecurityGroupId", "SecurityGroupIds")
                : ApiFault.MissingParameter("SecurityGroupId");
        }
        var type = request.Text("InstanceType") is { Length: > 0 } given ? given : NetworkInterface.Secondary;
        if (type is not (NetworkInterface.Secondary or NetworkInterface.Trunk))
            throw ApiFault.InvalidParameter("InstanceType");

        var tags = RequestedTags.Read(request);
        CheckNew(tags);
        var wanted = NewItems.Read(request);
        var vSwitch = region.FindVSwitch(vSwitchId)
            ?? throw new ApiFault(404, "InvalidVSwitchId.NotFound", $"The specified VSwitchId \"{vSwitchId}\" is not found.");
        var items = wanted.Choose(world, region, vSwitch);
        var enablesPrimary = request.Text("EnablePrimaryIPv6").Equals("true", StringComparison.OrdinalIgnoreCase);

        // A loaded world may have ids that the seed gives again.
        var id = world.Ids.NewId("eni-");
        while (region.FindNetworkInterface(id) is not null)
            id = world.Ids.NewId("eni-");
        region.Add(new NetworkInterface
        {
            Id = id,
            Name = request.Text("NetworkInterfaceName"),
            Description = request.Text("Description"),
            Status = NetworkInterface.Available,
            Type = type,
            VSwitchId = vSwitchId,
            SecurityGroupIds = group.Length > 0 ? [group] : groups,
            PrivateIpAddress = request.Text("PrimaryIpAddress") is { Length: > 0 } address
                ? address
                : NetworkInterface.PrivateAddress(region.ByCreation.Count),
            SecondaryPrivateIpAddresses = request.List("PrivateIpAddress"),
            Ipv4Prefixes = request.List("Ipv4Prefix"),
            ResourceGroupId = request.Text("ResourceGroupId"),
            Tags = tags,
            MacAddress = world.Ids.NewMacAddress(),
            CreationTime = world.Now.UtcDateTime.ToString(RequestSigner.TimeFormat, System.Globalization.CultureInfo.InvariantCulture),
            Items = [.. items],
        });
        foreach (var item in items)
            region.Ipv6.Assign(item);
        var made = region.FindNetworkInterface(id)!;
        if (enablesPrimary && items.Count > 0 && !items[0].IsPrefix)
            made.MakePrimary(items[0]);
        return NetworkInterfaceAnswer.Write(world, region, made);
    }

    private static void CheckNew(IReadOnlyList<Tag> tags)
    {
        if (tags.Any(tag => ReservedBeginnings.Any(beginning => tag.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))))
            throw new ApiFault(400, "InvalidTagKey.Malformed", "The specified Tag.n.Key is not valid.");
        if (tags.Select(tag => tag.Key).Distinct().Count() < tags.Count)
            throw new ApiFault(400, "Duplicate.TagKey", "The Tag.N.Key contain duplicate key.");
    }
}
