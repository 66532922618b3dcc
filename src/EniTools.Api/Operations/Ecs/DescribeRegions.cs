using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeRegions: the regions that the account can use, without paging. Any endpoint of ECS answers it.</summary>
internal static class DescribeRegions
{
    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeRegions", RamResource.All);

    public static ApiCall<IReadOnlyList<EcsRegion>> Call(string acceptLanguage) => new(
        Operation,
        new CallParameters().With("AcceptLanguage", acceptLanguage),
        answer => [.. answer.Items("Regions", "Region").Select(item => new EcsRegion
        {
            RegionId = item.Text("RegionId") ?? throw new FormatException("a region without an id"),
            RegionEndpoint = item.Text("RegionEndpoint") ?? "",
            LocalName = item.Text("LocalName") ?? "",
            Status = item.Text("Status") ?? "",
        })]);
}
