using System.Collections.Concurrent;

namespace EniTools.Api.Pacing;

/// <summary>The paces of this process, shared by all runs: one for each account, region and operation, as flow control counts.</summary>
public static class CallPaces
{
    private static readonly ConcurrentDictionary<(string, string, string), CallPace> All = new();

    /// <summary>The slowest rate in force, in calls a second; null while no flow control has refused anything.</summary>
    public static double? Slowest =>
        All.Values.Select(pace => pace.CallsPerSecond).Where(rate => !double.IsInfinity(rate)).Cast<double?>().Min();

    /// <summary>Finds the pace of an operation, or begins one.</summary>
    /// <param name="accessKeyId">The AccessKey's id, which stands for its account.</param>
    /// <param name="endpoint">The endpoint, which stands for its region.</param>
    /// <param name="operation">The operation with its service, such as ecs:UnassignIpv6Addresses.</param>
    /// <param name="clock">The clock for a new pace.</param>
    public static CallPace Of(string accessKeyId, Uri endpoint, string operation, IClock clock) =>
        All.GetOrAdd((accessKeyId, endpoint.Authority, operation), _ => new CallPace(clock));
}
