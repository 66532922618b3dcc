namespace EniTools.Api.Signing;

/// <summary>Gives the key to sign with now. A fixed <see cref="AccessKey"/> is its own source.</summary>
public interface IAccessKeySource
{
    /// <summary>How the vendor's clients name such a source in the header x-acs-credentials-provider.</summary>
    string Provider { get; }

    /// <summary>The key in force. A temporary one is fetched when there is none, and anew ahead of its end.</summary>
    /// <exception cref="Errors.ApiException">No key can be had; nothing was sent to the service that the key is for.</exception>
    Task<AccessKey> GetAsync(CancellationToken cancellationToken);

    /// <summary>Takes note that the service refused a key as expired or unknown.</summary>
    /// <param name="key">The key, as <see cref="GetAsync"/> gave it.</param>
    /// <returns>Whether the next key is another one.</returns>
    bool Refuse(AccessKey key);
}
