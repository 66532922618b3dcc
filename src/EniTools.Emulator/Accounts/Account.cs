namespace EniTools.Emulator.Accounts;

/// <summary>An Alibaba Cloud account, with the reasons for which its requests are refused.</summary>
internal sealed record Account(string Id)
{
    public bool Exists { get; init; } = true;

    public bool IsOverdue { get; init; }

    /// <summary>True if accounts of its type may change ENIs.</summary>
    public bool MayUseEnis { get; init; } = true;

    /// <summary>True if its RAM users may use the API.</summary>
    public bool SupportsRam { get; init; } = true;
}
