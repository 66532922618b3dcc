using EniTools.Api.Errors;

namespace EniTools.Api.Operations;

/// <summary>DescribeInstanceStatus: whether instances are Running, Stopped or in a passage.</summary>
public static class DescribeInstanceStatus
{
    /// <summary>The operation's name.</summary>
    public const string Action = "DescribeInstanceStatus";

    /// <summary>How many instances one call shows: the operation takes 100 ids, and its pages hold 50.</summary>
    public const int MaxIds = 50;

    /// <summary>Asks for the status of some instances.</summary>
    /// <param name="client">The client to call with.</param>
    /// <param name="regionId">The region of the instances.</param>
    /// <param name="instanceIds">The instances, from 1 to 50.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>The status of each instance that the service shows, by its id.</returns>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> DescribeInstanceStatusAsync(
        this ApiClient client, string regionId, IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        var call = new ApiCall(Action, ApiClient.Version)
            .With("RegionId", regionId)
            .With("PageSize", MaxIds)
            .WithEach("InstanceId", instanceIds);
        var answer = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        var statuses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in answer.Items("InstanceStatuses", "InstanceStatus"))
        {
            if (item.Text("InstanceId") is { } id && item.Text("Status") is { } status)
                statuses[id] = status;
        }

        return statuses;
    }
}
