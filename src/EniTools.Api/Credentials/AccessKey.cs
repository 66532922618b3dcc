namespace EniTools.Api.Credentials;

/// <summary>An AccessKey pair, with the security token that makes it a temporary one.</summary>
/// <remarks>The secret and the token appear in no text that this type makes.</remarks>
public sealed class AccessKey
{
    /// <summary>Makes a key.</summary>
    /// <param name="id">The AccessKey id.</param>
    /// <param name="secret">The AccessKey secret.</param>
    /// <param name="securityToken">The STS token of a temporary key; null for a lasting one.</param>
    /// <exception cref="ArgumentException">The id or the secret is empty.</exception>
    public AccessKey(string id, string secret, string? securityToken = null)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw new ArgumentException("An AccessKey needs an id.", nameof(id));
        if (string.IsNullOrEmpty(secret))
            throw new ArgumentException("An AccessKey needs a secret.", nameof(secret));

        Id = id;
        Secret = secret;
        SecurityToken = string.IsNullOrEmpty(securityToken) ? null : securityToken;
    }

    /// <summary>The AccessKey id. It names the key and is no secret.</summary>
    public string Id { get; }

    /// <summary>The id cut short, for views and messages.</summary>
    public string ShortId => Shorten(Id);

    // Internal, so that no serializer and no `Format-List *` finds them.
    internal string Secret { get; }

    internal string? SecurityToken { get; }

    /// <summary>Cuts an AccessKey id short: enough to recognise it by.</summary>
    public static string Shorten(string id) => id.Length <= 8 ? id : id.Substring(0, 4) + "..." + id.Substring(id.Length - 4);

    /// <summary>The short id.</summary>
    public override string ToString() => ShortId;
}
