using System.Collections.Concurrent;

namespace EniTools.Api.Calls;

/// <summary>How far the time of each endpoint is from this machine's, where that was found out.</summary>
internal sealed class ServiceClocks
{
    // The service gives its time to the second, and the answer takes a while to arrive.
    private static readonly TimeSpan Accuracy = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, TimeSpan> _ahead = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How far an endpoint's time is ahead; zero until it was corrected.</summary>
    internal TimeSpan AheadOf(Uri endpoint) => _ahead.TryGetValue(endpoint.Authority, out var ahead) ? ahead : TimeSpan.Zero;

    /// <summary>Remembers how far an endpoint's time is ahead.</summary>
    /// <returns>Whether that is news.</returns>
    internal bool Correct(Uri endpoint, TimeSpan ahead)
    {
        var before = AheadOf(endpoint);
        _ahead[endpoint.Authority] = ahead;
        return (ahead - before).Duration() > Accuracy;
    }
}
