namespace EniTools.Emulator.Accounts;

/// <summary>An AccessKey that the emulator knows, and its owner.</summary>
internal sealed record AcceptedKey(string Id, string Secret, Account Account)
{
    /// <summary>Whether its owner switched it off.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>What the RAM user or role that it belongs to may do; null when it is the account's own and may do everything.</summary>
    public IReadOnlyList<Permission>? Permissions { get; init; }

    /// <summary>The name of the RAM user or role session; null when the key is the account's own.</summary>
    public string? UserName { get; init; }

    /// <summary>The token that belongs to a temporary key; null for a lasting one.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>When a temporary key runs out.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The id alone.</summary>
    public override string ToString() => Id;
}
