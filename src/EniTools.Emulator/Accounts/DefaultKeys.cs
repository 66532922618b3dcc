using EniTools.Emulator.World;

namespace EniTools.Emulator.Accounts;

/// <summary>The keys that every emulator knows: one that may do everything, and one for each reason for a refusal. All have the same secret.</summary>
internal static class DefaultKeys
{
    /// <summary>The account that everything belongs to.</summary>
    public static readonly Account MainAccount = new("1000000000000001");

    /// <summary>The key of the account itself, which may do everything.</summary>
    public const string Main = "EniEmulatorAccessKeyId";

    /// <summary>The secret of all keys.</summary>
    public const string Secret = "EniEmulatorAccessKeySecret";

    /// <summary>A RAM user who may look and not change.</summary>
    public const string ReadOnly = "EniEmulatorReadOnlyKeyId";

    /// <summary>A RAM user who may change one ENI, eni-bp1spare01, and assume roles.</summary>
    public const string OneInterface = "EniEmulatorOneInterfaceKeyId";

    /// <summary>A RAM user of an account that has not opened the API to RAM.</summary>
    public const string WithoutRam = "EniEmulatorWithoutRamKeyId";

    /// <summary>An account of a type that may not change ENIs.</summary>
    public const string OtherUserType = "EniEmulatorOtherUserTypeKeyId";

    /// <summary>An account that was closed.</summary>
    public const string ClosedAccount = "EniEmulatorClosedAccountKeyId";

    /// <summary>An account that owes money.</summary>
    public const string OverdueAccount = "EniEmulatorOverdueAccountKeyId";

    /// <summary>A key that its owner switched off.</summary>
    public const string Disabled = "EniEmulatorDisabledKeyId";

    /// <summary>The identity provider that the main account trusts.</summary>
    public static IdentityProvider IdentityProvider { get; } = new(IdentityProvider.DefaultArn, IdentityProvider.DefaultToken, MainAccount);

    public static IEnumerable<AcceptedKey> All =>
    [
        Key(Main, MainAccount),
        Key(ReadOnly, MainAccount) with { UserName = "reader", Permissions = [new("ecs:Describe*"), new("vpc:Describe*")] },
        Key(OneInterface, MainAccount) with
        {
            UserName = "spare-keeper",
            Permissions =
            [
                new("sts:AssumeRole"),
                new("ecs:Describe*"),
                new("ecs:*", $"acs:ecs:{DefaultWorld.RegionId}:{MainAccount.Id}:eni/eni-bp1spare01"),
            ],
        },
        Key(WithoutRam, new Account("1000000000000002") { SupportsRam = false }) with { UserName = "user", Permissions = [new("ecs:*")] },
        Key(OtherUserType, new Account("1000000000000003") { MayUseEnis = false }),
        Key(ClosedAccount, new Account("1000000000000004") { Exists = false }),
        Key(OverdueAccount, new Account("1000000000000005") { IsOverdue = true }),
        Key(Disabled, MainAccount) with { IsDisabled = true },
    ];

    private static AcceptedKey Key(string id, Account account) => new(id, Secret, account);
}
