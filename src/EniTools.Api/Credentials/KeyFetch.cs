using EniTools.Api.Operations.Sts;

namespace EniTools.Api.Credentials;

/// <summary>Where a key that runs out is fetched. Equal ones fetch the same key, so that one of them serves all.</summary>
internal abstract record KeyFetch
{
    /// <summary>The vendor's name for this kind of source.</summary>
    public abstract string Provider { get; }

    /// <summary>How long before its end a key is fetched anew.</summary>
    public virtual TimeSpan Margin => TimeSpan.FromMinutes(15);

    /// <exception cref="Errors.ApiException">No key can be had.</exception>
    public abstract Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken);

    // What a record would print of itself can hold a command line with a secret.
    public sealed override string ToString() => Provider;
}
