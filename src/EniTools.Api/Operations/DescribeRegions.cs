using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Operations;

/// <summary>DescribeRegions: the regions that the account can use.</summary>
public static class DescribeRegions
{
    /// <summary>The operation's name.</summary>
    public const string Action = "DescribeRegions";

    /// <summary>Asks for all regions; there is no paging.</summary>
    /// <param name="client">The client to call with; any endpoint will do.</param>
    /// <param name="acceptLanguage">The language of the names: zh-CN, en-US, ja, de or fr.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public static async Task<IReadOnlyList<EcsRegion>> DescribeRegionsAsync(this ApiClient client, string acceptLanguage, CancellationToken cancellationToken)
    {
        var call = new ApiCall(Action, ApiClient.Version).With("AcceptLanguage", acceptLanguage);
        var answer = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Items("Regions", "Region").Select(item => new EcsRegion
        {
            RegionId = item.Text("RegionId") ?? throw new InvalidAnswerException(200, "holds a region without an id", answer.Text("RequestId")),
            RegionEndpoint = item.Text("RegionEndpoint") ?? "",
            LocalName = item.Text("LocalName") ?? "",
            Status = item.Text("Status") ?? "",
        }).ToList();
    }
}
