using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeInstanceStatus: whether instances are Running, Stopped or in between.</summary>
internal static class DescribeInstanceStatus
{
    /// <summary>How many instances one call shows: the operation takes 100 ids, and its pages hold 50.</summary>
    public const int MaxIds = 50;

    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeInstanceStatus", RamResource.All);

    /// <summary>Asks for the status of some instances.</summary>
    /// <param name="regionId">The region of the instances.</param>
    /// <param name="instanceIds">The instances, from 1 to 50.</param>
    /// <returns>A call whose answer is the status of each instance that the service shows, by its id.</returns>
    public static ApiCall<IReadOnlyDictionary<string, string>> Call(string regionId, IReadOnlyCollection<string> instanceIds) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("PageSize", MaxIds)
            .WithEach("InstanceId", instanceIds),
        answer =>
        {
            var statuses = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var item in answer.Items("InstanceStatuses", "InstanceStatus"))
            {
                if (item.Text("InstanceId") is { } id && item.Text("Status") is { } status)
                    statuses[id] = status;
            }

            return statuses;
        });
}
