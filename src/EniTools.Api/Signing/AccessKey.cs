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

    /// <summary>The AccessKey id. It names the key and is not secret.</summary>
    public string Id { get; }

    /// <summary>The id cut short, for views and messages.</summary>
    public string ShortId => Shorten(Id);

    // Internal, so that no serializer and no `Format-List *` finds them.
    internal string Secret { get; }

    /// <summary>Whether a security token belongs to it, so that it runs out.</summary>
    public bool IsTemporary => SecurityToken is not null;

    string IAccessKeySource.Provider => IsTemporary ? "static_sts" : "static_ak";

    internal string? SecurityToken { get; }

    /// <summary>Cuts an AccessKey id short, to what is enough to recognise it.</summary>
    public static string Shorten(string id) => id.Length <= 8 ? id : id.Substring(0, 4) + "..." + id.Substring(id.Length - 4);

    /// <summary>Whether it is the same key, with the same secret and token.</summary>
    public bool Equals(AccessKey? other) =>
        other is not null && Id == other.Id && Secret == other.Secret && SecurityToken == other.SecurityToken;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccessKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    /// <summary>The short id.</summary>
    public override string ToString() => ShortId;

    Task<AccessKey> IAccessKeySource.GetAsync(CancellationToken cancellationToken) => Task.FromResult(this);

    // There is no other key to get.
    bool IAccessKeySource.Refuse(AccessKey key) => false;

    /// <summary>A text without the secret and the token, for messages that repeat what was sent.</summary>
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
