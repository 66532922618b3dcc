using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the status of instances: those that are named, or all of a region, by page number.</summary>
internal sealed class DescribeInstanceStatus : Operation
{
    private const int MaxListed = 100;
    private const int DefaultPageSize = 10;
    private const int MaxPageSize = 50;

    public override string Action => "DescribeInstanceStatus";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var ids = request.List("InstanceId");
        if (ids.Count > MaxListed)
            throw ApiFault.InvalidParameter("InstanceId");
        var number = request.Number("PageNumber") ?? 1;
        if (number < 1)
            throw ApiFault.InvalidParameter("PageNumber");
        var size = request.Number("PageSize") ?? DefaultPageSize;
        if (size is < 1 or > MaxPageSize)
            throw ApiFault.InvalidParameter("PageSize");

        var zoneId = request.Text("ZoneId");
        var fitting = (ids.Count > 0 ? ids.Distinct().Select(region.FindInstance).OfType<Instance>() : region.Instances)
            .Where(instance => zoneId.Length == 0 || instance.ZoneId == zoneId)
            .ToList();
        return new AnswerObject()
            .Add("TotalCount", fitting.Count)
            .Add("PageNumber", number)
            .Add("PageSize", size)
            .AddList("InstanceStatuses", "InstanceStatus", fitting
                .Skip((int)Math.Min((number - 1L) * size, fitting.Count))
                .Take(size)
                .Select(instance => new AnswerObject().Add("InstanceId", instance.Id).Add("Status", instance.Status)));
    }
}
