using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeRegions: the regions that the account can use. Any endpoint of ECS answers it.</summary>
internal static class DescribeRegions
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeRegions", RamResource.All);

    /// <summary>Asks for all regions; there is no paging.</summary>
    /// <param name="acceptLanguage">The language of the names: zh-CN, en-US, ja, de or fr.</param>
    /// <returns>A call whose answer is the regions.</returns>
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
