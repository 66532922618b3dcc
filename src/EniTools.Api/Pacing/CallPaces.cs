namespace EniTools.Api.Pacing;

/// <summary>The paces of this process, shared by all runs: one for each account, region and operation, as flow control counts.</summary>
internal static class CallPaces
{
    // About two megabytes. Sweeps over more than that come back to an account only after a while, when its pace is old news.
    internal const int MaxKept = 4096;

    private static readonly Dictionary<(string, string, string), (CallPace Pace, long Asked)> All = [];
    private static long _asked;
    private static int _forgetAt = MaxKept;

    /// <summary>The slowest effective rate, in calls a second; null while no flow control has refused anything.</summary>
    public static double? Slowest
    {
        get
        {
            lock (All)
            {
                return All.Values.Select(kept => kept.Pace.CallsPerSecond)
                    .Where(rate => !double.IsInfinity(rate)).Cast<double?>().Min();
            }
        }
    }

    /// <summary>
    /// Finds the pace of an operation, or begins one. The AccessKey's id stands for its account, and the endpoint for its region. Of
    /// very many, those not asked for longest are forgotten.
    /// </summary>
    public static CallPace Of(string accessKeyId, Uri endpoint, string operation, IClock clock)
    {
        var key = (accessKeyId, endpoint.Authority, operation);
        lock (All)
        {
            var pace = All.TryGetValue(key, out var kept) ? kept.Pace : new CallPace(clock);
            if (All.Count >= _forgetAt && kept.Pace is null)
                Forget();
            All[key] = (pace, ++_asked);
            return pace;
        }
    }

    // Whoever waits in line keeps its pace: beside a second one for the same quota, both would be too fast.
    private static void Forget()
    {
        foreach (var old in All.Where(kept => !kept.Value.Pace.IsWaitedFor).OrderBy(kept => kept.Value.Asked).Take(MaxKept / 2).ToList())
            All.Remove(old.Key);
        // Where most are waited for, they are not all looked at again for each new one.
        _forgetAt = Math.Max(MaxKept, All.Count + (MaxKept / 2));
    }
}
