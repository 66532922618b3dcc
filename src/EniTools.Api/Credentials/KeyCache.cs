using System.Collections.Concurrent;
using EniTools.Api.Pacing;

namespace EniTools.Api.Credentials;

/// <summary>The temporary keys of a session, so that its commands share them.</summary>
internal sealed class KeyCache
{
    private readonly ConcurrentDictionary<KeyFetch, RefreshedKey> _keys = new();

    internal RefreshedKey SourceOf(KeyFetch fetch, IClock clock) => _keys.GetOrAdd(fetch, new RefreshedKey(fetch, clock));
}
