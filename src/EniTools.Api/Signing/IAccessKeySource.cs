namespace EniTools.Api.Signing;

/// <summary>Gives the key to sign with now. A fixed <see cref="AccessKey"/> is its own source.</summary>
internal interface IAccessKeySource
{
    /// <summary>The vendor's name for such a source, in the header x-acs-credentials-provider.</summary>
    string Provider { get; }

    /// <summary>The key in force. A temporary one is fetched when there is none, and renewed ahead of its end.</summary>
    /// <exception cref="Errors.ApiException">There is no key; nothing was sent to the service that it is for.</exception>
    Task<AccessKey> GetAsync(CancellationToken cancellationToken);

    /// <summary>Called when the service refused a key as expired or unknown. Returns true if the next key is a different one.</summary>
    bool Refuse(AccessKey key);
}
