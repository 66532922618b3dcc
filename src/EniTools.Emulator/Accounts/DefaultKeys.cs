using EniTools.Emulator.World;

namespace EniTools.Emulator.Accounts;

/// <summary>The keys that every emulator knows: one that may do everything, and one for each reason for a refusal. All have the same secret.</summary>
internal static class DefaultKeys
{
    /// <summary>The owner of the world.</summary>
    public static readonly Account MainAccount = new("1000000000000001");

    /// <summary>The key of the account itself, which may do everything.</summary>
    public const string Main = "EniEmulatorAccessKeyId";

    public const string Secret = "EniEmulatorAccessKeySecret";

    /// <summary>The OIDC identity provider that the main account trusts.</summary>
    public const string OidcProviderArn = "acs:ram::1000000000000001:oidc-provider/eni-emulator";

    /// <summary>The token of that provider: a fixed text. The real service reads a signed JSON Web Token.</summary>
    public const string OidcToken = "EniEmulatorOidcToken";

    public static IEnumerable<AcceptedKey> All =>
    [
        Key(Main, MainAccount),
        Key("EniEmulatorReadOnlyKeyId", MainAccount) with
        {
            UserName = "reader",
            Permissions = [new("ecs:Describe*"), new("vpc:Describe*")],
        },
        Key("EniEmulatorOneInterfaceKeyId", MainAccount) with
        {
            UserName = "spare-keeper",
            Permissions =
            [
                new("sts:AssumeRole"),
                new("ecs:Describe*"),
                new("ecs:*", $"acs:ecs:{DefaultWorld.RegionId}:{MainAccount.Id}:eni/eni-bp1spare01"),
            ],
        },
        Key("EniEmulatorWithoutRamKeyId", new Account("1000000000000002") { SupportsRam = false }) with
        {
            UserName = "user",
            Permissions = [new("ecs:*")],
        },
        Key("EniEmulatorOtherUserTypeKeyId", new Account("1000000000000003") { MayUseEnis = false }),
        Key("EniEmulatorClosedAccountKeyId", new Account("1000000000000004") { Exists = false }),
        Key("EniEmulatorOverdueAccountKeyId", new Account("1000000000000005") { IsOverdue = true }),
        Key("EniEmulatorDisabledKeyId", MainAccount) with { IsDisabled = true },
    ];

    private static AcceptedKey Key(string id, Account account) => new(id, Secret, account);
}
