using System.Collections.Concurrent;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Pacing;

namespace EniTools.Api.Credentials;

/// <summary>Fetches a key that expires. Equal ones fetch the same key, so one of them serves all.</summary>
internal abstract record KeyFetch
{
    /// <summary>The vendor's name for this kind of source.</summary>
    public abstract string Provider { get; }

    /// <summary>The time before its end at which a key is renewed.</summary>
    public virtual TimeSpan Margin => TimeSpan.FromMinutes(15);

    /// <exception cref="Errors.ApiException">There is no key.</exception>
    public abstract Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken);

    // What a record prints by default can hold a command line with a secret.
    public sealed override string ToString() => Provider;
}

/// <summary>The temporary keys of a session, so that its commands share them.</summary>
internal sealed class KeyCache
{
    private readonly ConcurrentDictionary<KeyFetch, RefreshedKey> _keys = new();

    internal RefreshedKey SourceOf(KeyFetch fetch, IClock clock) => _keys.GetOrAdd(fetch, new RefreshedKey(fetch, clock));
}
