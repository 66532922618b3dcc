using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the status of instances: the named ones, or all of a region.</summary>
internal sealed class DescribeInstanceStatus() : Operation(ApiService.Ecs, "DescribeInstanceStatus")
{
    private const int MaxListed = 100;

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var ids = request.List("InstanceId");
        if (ids.Count > MaxListed)
            throw ApiFault.InvalidParameter("InstanceId");
        var page = NumberedPage.Read(request);
        var zoneId = request.Text("ZoneId");
        var fitting = (ids.Count > 0 ? ids.Distinct().Select(region.FindInstance).OfType<Instance>() : region.Instances)
            .Where(instance => zoneId.Length == 0 || instance.ZoneId == zoneId)
            .ToList();
        return page.Of(
            fitting,
            "InstanceStatuses",
            "InstanceStatus",
            instance => new AnswerObject().Add("InstanceId", instance.Id).Add("Status", instance.Status));
    }
}
