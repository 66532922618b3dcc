using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeInstanceStatus: whether instances are Running, Stopped or in between.</summary>
internal static class DescribeInstanceStatus
{
    /// <summary>The number of instances that one call shows: the operation takes 100 ids, and its pages hold 50.</summary>
    public const int MaxIds = 50;

    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeInstanceStatus", RamResource.All);

    /// <summary>Asks for the status of 1 to 50 instances. The answer has each that the service shows, by its id.</summary>
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
