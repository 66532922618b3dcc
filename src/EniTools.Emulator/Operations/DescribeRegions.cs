using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the regions of the account.</summary>
internal sealed class DescribeRegions() : Operation(ApiService.Ecs, "DescribeRegions")
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        CheckOneOf(request, "AcceptLanguage", "zh-CN", "en-US", "ja", "de", "fr");
        CheckOneOf(request, "ResourceType", "instance", "disk", "reservedinstance", "scu");
        var open = world.Regions.Where(region => !region.IsRestricted);
        return new AnswerObject().AddList("Regions", "Region", open.Select(region => new AnswerObject()
            .Add("RegionId", region.Id)
            .Add("RegionEndpoint", Service.HostIn(region.Id))
            .Add("LocalName", KnownRegions.NameOf(region.Id))
            .Add("Status", "available")));
    }

    private static void CheckOneOf(ApiRequest request, string name, params string[] values)
    {
        if (request.Text(name) is { Length: > 0 } value && !values.Contains(value))
            throw new ApiFault(404, $"Invalid{name}.NotFound", $"The specified {name} is not found.");
    }
}
