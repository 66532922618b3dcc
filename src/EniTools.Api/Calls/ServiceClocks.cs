using System.Collections.Concurrent;

namespace EniTools.Api.Calls;

/// <summary>The time by which each endpoint is ahead of this machine, where that was found out.</summary>
internal sealed class ServiceClocks
{
    // The service gives its time to the second, and the answer takes a while to arrive.
    private static readonly TimeSpan Accuracy = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, TimeSpan> _ahead = new(StringComparer.OrdinalIgnoreCase);

    internal TimeSpan AheadOf(Uri endpoint) => _ahead.TryGetValue(endpoint.Authority, out var ahead) ? ahead : TimeSpan.Zero;

    /// <summary>Remembers by how much an endpoint is ahead; true if that is news.</summary>
    internal bool Correct(Uri endpoint, TimeSpan ahead)
    {
        var before = AheadOf(endpoint);
        _ahead[endpoint.Authority] = ahead;
        return (ahead - before).Duration() > Accuracy;
    }
}
