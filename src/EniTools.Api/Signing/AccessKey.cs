namespace EniTools.Api.Signing;

/// <summary>An AccessKey pair, with the security token that makes it a temporary one.</summary>
/// <remarks>The secret and the token appear in no text that this type makes.</remarks>
internal sealed class AccessKey : IAccessKeySource, IEquatable<AccessKey>
{
    /// <summary>Makes a key.</summary>
    /// <param name="id">The AccessKey id.</param>
    /// <param name="secret">The AccessKey secret.</param>
    /// <param name="securityToken">The STS token of a temporary key; null for a lasting one.</param>
    /// <exception cref="ArgumentException">The id or the secret is empty, or a part holds what no key can: spaces, line breaks, letters that are not ASCII.</exception>
    public AccessKey(string id, string secret, string? securityToken = null)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw new ArgumentException("An AccessKey needs an id.");
        if (string.IsNullOrEmpty(secret))
            throw new ArgumentException("An AccessKey needs a secret.");

        RefuseStrayCharacters(id, "id");
        RefuseStrayCharacters(secret, "secret");
        RefuseStrayCharacters(securityToken, "security token");

        Id = id;
        Secret = secret;
        SecurityToken = string.IsNullOrEmpty(securityToken) ? null : securityToken;
    }

    public string Id { get; }

    /// <summary>The id cut short, for views and messages.</summary>
    public string ShortId => Shorten(Id);

    // Internal, so that no serializer and no `Format-List *` finds them.
    internal string Secret { get; }

    public bool IsTemporary => SecurityToken is not null;

    string IAccessKeySource.Provider => IsTemporary ? "static_sts" : "static_ak";

    internal string? SecurityToken { get; }

    public static string Shorten(string id) => id.Length <= 8 ? id : id.Substring(0, 4) + "..." + id.Substring(id.Length - 4);

    public bool Equals(AccessKey? other) =>
        other is not null && Id == other.Id && Secret == other.Secret && SecurityToken == other.SecurityToken;

    public override bool Equals(object? obj) => Equals(obj as AccessKey);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    public override string ToString() => ShortId;

    Task<AccessKey> IAccessKeySource.GetAsync(CancellationToken cancellationToken) => Task.FromResult(this);

    // There is no other key to get.
    bool IAccessKeySource.Refuse(AccessKey key) => false;

    /// <summary>Gets a text without the secret and the token, for messages that repeat what was sent.</summary>
    internal string RemoveFrom(string text) => HiddenText.RemoveFrom(text, Secret, SecurityToken);

    // They would reach the wire as another header, or not at all. A copied line break is easily overlooked.
    private static void RefuseStrayCharacters(string? part, string name)
    {
        if (part is not null && part.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException(
                $"The {name} of an AccessKey holds a space, a line break or a character that is not ASCII: copy it again.");
        }
    }
}

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

/// <summary>Takes secrets out of messages that repeat what was sent.</summary>
internal static class HiddenText
{
    public static string RemoveFrom(string text, params string?[] secrets)
    {
        foreach (var secret in secrets)
        {
            // Plain, as in a query, and as in a V1 string to sign.
            for (var (form, times) = (secret, 0); form is not null && times < 3; form = PercentEncoding.Encode(form), times++)
                text = text.Replace(form, "***");
        }

        return text;
    }
}
