namespace EniTools.Emulator.Accounts;

/// <summary>An Alibaba Cloud account, and whether its calls are taken.</summary>
internal sealed record Account(string Id)
{
    /// <summary>Whether the account is still there.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>Whether it owes money.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Whether accounts of its type may change ENIs.</summary>
    public bool MayUseEnis { get; init; } = true;

    /// <summary>Whether its RAM users may call the API at all.</summary>
    public bool SupportsRam { get; init; } = true;
}
