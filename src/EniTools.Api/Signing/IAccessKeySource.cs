namespace EniTools.Api.Signing;

/// <summary>Gives the key to sign with now. A fixed <see cref="AccessKey"/> is its own source.</summary>
internal interface IAccessKeySource
{
    /// <summary>What the vendor's clients call such a source in the header x-acs-credentials-provider.</summary>
    string Provider { get; }

    /// <summary>The key in force. A temporary one is fetched when there is none, and renewed ahead of its end.</summary>
    /// <exception cref="Errors.ApiException">There is no key; nothing was sent to the service that it is for.</exception>
    Task<AccessKey> GetAsync(CancellationToken cancellationToken);

    /// <summary>Takes note that the service refused a key as expired or unknown.</summary>
    /// <param name="key">The key, as <see cref="GetAsync"/> gave it.</param>
    /// <returns>Whether the next key is a different one.</returns>
    bool Refuse(AccessKey key);
}
