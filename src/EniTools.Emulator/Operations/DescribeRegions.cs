using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the regions that the account can use.</summary>
internal sealed class DescribeRegions : Operation
{
    public override string Action => "DescribeRegions";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request) => new AnswerObject()
        .AddList("Regions", "Region", world.Regions.Where(region => !region.IsRestricted).Select(region => new AnswerObject()
            .Add("RegionId", region.Id)
            .Add("RegionEndpoint", $"ecs.{region.Id}.aliyuncs.com")
            .Add("LocalName", region.Id)
            .Add("Status", "available")));
}
