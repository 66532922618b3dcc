namespace EniTools.Emulator.Accounts;

/// <summary>An AccessKey that the emulator knows, and its owner.</summary>
internal sealed record AcceptedKey(string Id, string Secret, Account Account)
{
    public bool IsDisabled { get; init; }

    /// <summary>The policy of the RAM user or role that owns the key; null for a key of the account itself, which may do everything.</summary>
    public IReadOnlyList<Permission>? Permissions { get; init; }

    /// <summary>The name of the RAM user or role session; null for a key of the account itself.</summary>
    public string? UserName { get; init; }

    /// <summary>The token of a temporary key; null for a lasting one.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>The time at which a temporary key expires.</summary>
    public DateTimeOffset? Expiration { get; init; }

    // Without the secret.
    public override string ToString() => Id;
}
