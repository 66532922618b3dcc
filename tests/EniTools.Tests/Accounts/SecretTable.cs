using EniTools.Api.Tests.Credentials;
using EniTools.Emulator;
using static EniTools.Tests.Accounts.SignInWorld;

namespace EniTools.Tests.Accounts;

/// <summary>Every source of keys, as it succeeds and as it fails: what is set up for it.</summary>
internal static class SecretTable
{
    // With the characters that change when they are encoded.
    private const string Wrong = "The+Secret/ThatMustNot=Show";

    private const string Right = EniEmulator.AccessKeySecret;
    private const string Id = EniEmulator.AccessKeyId;

    private static readonly (string, string)[] UserKey = [("access_key_id", UserKeyId), ("access_key_secret", Right)];
    private static readonly (string, string) Role = ("ram_role_arn", RoleArn);

    // What answers in place of what should give out a key, with a secret in each place where one could be looked for.
    private static readonly Dictionary<string, (int Status, string Body)> BadAnswers = new()
    {
        ["text"] = (200, $"garbled {Wrong}\r\nx-evil: 1"),
        ["page"] = (200, $"<html>{Wrong}</html>"),
        ["half"] = (200, $$"""{"Code":"Success","AccessKeyId":"id","AccessKeySecret":"{{Wrong}}"""),
        ["no id"] = (
            200, $$"""{"Code":"Success","RequestId":"R","AccessKeySecret":"{{Wrong}}","Credentials":{"AccessKeySecret":"{{Wrong}}" } }"""),
        ["stray"] = (
            200,
            $$"""
            {"Code":"Success","RequestId":"R","AccessKeyId":"id","AccessKeySecret":"{{Wrong}} x","Credentials":{"AccessKeyId":"id","AccessKeySecret":"{{Wrong}} x" } }
            """),
        ["refusal"] = (
            403, $$"""{"RequestId":"R","Code":"NoPermission","Message":"You sent {{Wrong}} and {{Uri.EscapeDataString(Wrong)}}."}"""),
        ["code"] = (200, $$"""{"Code":"{{Wrong}}"}"""),
        ["fault"] = (400, Wrong),
    };

    // What a program does in place of writing a key.
    private static readonly Dictionary<string, string> BadPrograms = new()
    {
        ["fails"] = $"echo '{Wrong}' >&2; echo '{Wrong}'; exit 3",
        ["text"] = $"echo '{Wrong}'",
        ["half"] = $$"""echo '{"mode":"AK","access_key_id":"id","access_key_secret":"{{Wrong}}'""",
        ["mode"] = $$"""echo '{"mode":"{{Wrong}}"}'""",
        ["no id"] = $$"""echo '{"mode":"AK","access_key_secret":"{{Wrong}}"}'""",
        ["stray"] = $$"""echo '{"mode":"AK","access_key_id":"id","access_key_secret":"{{Wrong}} x"}'""",
    };

    public static Dictionary<string, Func<SecretRow, Task>> Successes { get; } = new()
    {
        ["parameter"] = Do(row => row.With.Add("Credential", Credential(Id, row.Secret(Right)))),
        ["parameter with a token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.With.Add("Credential", Credential(key.Id, key.Secret));
            row.With.Add("SecurityToken", Secure(key.Token));
        },
        ["session"] = Do(row => SetContext(row, Credential(Id, row.Secret(Right)))),
        ["session with a token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.World.Session.Run(
                "Set-EniContext -Credential $key -SecurityToken $token",
                ("key", Credential(key.Id, key.Secret)),
                ("token", Secure(key.Token))).ShouldSucceed();
        },
        ["variables"] = Do(row => Set(row, ("ALIBABA_CLOUD_ACCESS_KEY_ID", Id), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", row.Secret(Right)))),
        ["variables with a token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            Set(
                row,
                ("ALIBABA_CLOUD_ACCESS_KEY_ID", key.Id),
                ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key.Secret),
                ("ALIBABA_CLOUD_SECURITY_TOKEN", key.Token));
        },
        ["OIDC variables"] = async row =>
        {
            await RoleToComeAsync(row);
            Oidc(row, EniEmulator.OidcToken);
        },
        ["metadata variable"] = async row =>
        {
            await ServedAsync(row);
            Set(row, ("ALIBABA_CLOUD_ECS_METADATA", "reader"));
        },
        ["instance role"] = ServedAsync,
        ["URI variable"] = async row =>
        {
            await ServedAsync(row);
            Set(row, ("ALIBABA_CLOUD_CREDENTIALS_URI", $"{row.World.KeyServer.Address}key?sig={row.Secret(Wrong)}"));
        },

        ["profile AK"] = Do(row => row.World.WriteProfile("AK", ("access_key_id", Id), ("access_key_secret", row.Secret(Right)))),
        ["profile StsToken"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.World.WriteProfile("StsToken", Parts(key));
        },
        ["profile RamRoleArn"] = async row =>
        {
            await RoleToComeAsync(row);
            row.World.WriteProfile("RamRoleArn", [.. UserKey, Role]);
        },
        ["profile ChainableRamRoleArn"] = async row =>
        {
            await RoleToComeAsync(row);
            row.World.WriteProfiles(
                Profile("it", "ChainableRamRoleArn", ("source_profile", "source"), Role), Profile("source", "AK", UserKey));
        },
        ["profile EcsRamRole"] = async row =>
        {
            await ServedAsync(row);
            row.World.WriteProfile("EcsRamRole");
        },
        ["profile RamRoleArnWithRoleName"] = async row =>
        {
            await ServedAsync(row);
            row.World.WriteProfile("RamRoleArnWithRoleName", ("ram_role_name", "reader"), Role);
        },
        ["profile OIDC"] = async row =>
        {
            await RoleToComeAsync(row);
            row.World.WriteProfile(
                "OIDC",
                Role,
                ("oidc_provider_arn", EniEmulator.OidcProviderArn),
                ("oidc_token_file", row.World.WriteFile("token", row.Secret(EniEmulator.OidcToken))));
        },
        ["profile External"] = async row =>
        {
            var key = await TemporaryAsync(row);
            External(
                row,
                $"echo '{Wrong}' >&2; "
                    + $$"""
                    echo '{"mode":"StsToken","access_key_id":"{{key.Id}}","access_key_secret":"{{key.Secret}}","sts_token":"{{key.Token}}"}'
                    """);
        },
        ["profile CredentialsURI"] = async row =>
        {
            await ServedAsync(row);
            row.World.WriteProfile("CredentialsURI", ("credentials_uri", $"{row.World.KeyServer.Address}key?sig={row.Secret(Wrong)}"));
        },
        ["profile CloudSSO"] = async row =>
            row.World.WriteProfile(
                "CloudSSO", [.. Parts(await TemporaryAsync(row)), ("sts_expiration", "99999999999"), ("access_token", row.Secret(Wrong))]),
        ["profile OAuth"] = async row =>
            row.World.WriteProfile(
                "OAuth",
                [.. Parts(await TemporaryAsync(row)), ("sts_expiration", "99999999999"), ("oauth_refresh_token", row.Secret(Wrong))]),

        ["section access_key"] = Do(
            row => row.World.WriteSection("access_key", ("access_key_id", Id), ("access_key_secret", row.Secret(Right)))),
        ["section sts"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.World.WriteSection("sts", ("access_key_id", key.Id), ("access_key_secret", key.Secret), ("security_token", key.Token));
        },
        ["section ram_role_arn"] = async row =>
        {
            await RoleToComeAsync(row);
            row.World.WriteSection("ram_role_arn", [.. UserKey, ("role_arn", RoleArn)]);
        },
        ["section ecs_ram_role"] = async row =>
        {
            await ServedAsync(row);
            row.World.WriteSection("ecs_ram_role");
        },
        ["section oidc_role_arn"] = async row =>
        {
            await RoleToComeAsync(row);
            row.World.WriteSection(
                "oidc_role_arn",
                ("role_arn", RoleArn),
                ("oidc_provider_arn", EniEmulator.OidcProviderArn),
                ("oidc_token_file_path", row.World.WriteFile("token", row.Secret(EniEmulator.OidcToken))));
        },
    };

    public static Dictionary<string, Func<SecretRow, Task>> Failures { get; } = new Dictionary<string, Func<SecretRow, Task>>
    {
        ["parameter, wrong secret"] = Do(row => row.With.Add("Credential", Credential(Id, row.Secret(Wrong)))),
        ["parameter, no AccessKey"] = Do(row => row.With.Add("Credential", Credential(Id, row.Secret(Wrong) + " x"))),
        ["parameter, secret for an id"] = Do(row => row.With.Add("Credential", Credential(row.Secret(Wrong) + "\n", "x"))),
        ["parameter, wrong token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.With.Add("Credential", Credential(key.Id, key.Secret));
            row.With.Add("SecurityToken", Secure(row.Secret(Wrong)));
        },
        ["parameter, token without its key"] = Do(row => row.With.Add("SecurityToken", Secure(row.Secret(Wrong)))),
        ["parameter, an endpoint that repeats the key"] = Do(row =>
        {
            row.With.Add("Credential", Credential(Id, row.Secret(Wrong)));
            row.With.Add("Endpoint", row.World.KeyServer.Address);
            row.World.KeyServer.Instead = BadAnswers["refusal"];
        }),
        ["parameter, an endpoint with a password"] = Do(
            row => row.With.Add("Endpoint", $"https://user:{row.Secret(Wrong)}@ecs.example.com")),
        ["session, wrong secret"] = Do(row => SetContext(row, Credential(Id, row.Secret(Wrong)))),
        ["variables, wrong secret"] = Do(
            row => Set(row, ("ALIBABA_CLOUD_ACCESS_KEY_ID", Id), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", row.Secret(Wrong)))),
        ["variables, no AccessKey"] = Do(
            row => Set(row, ("ALIBABA_CLOUD_ACCESS_KEY_ID", Id), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", row.Secret(Wrong) + " x"))),
        ["variables, half"] = Do(row => Set(row, ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", row.Secret(Wrong)))),
        ["variables, wrong token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            Set(
                row,
                ("ALIBABA_CLOUD_ACCESS_KEY_ID", key.Id),
                ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key.Secret),
                ("ALIBABA_CLOUD_SECURITY_TOKEN", row.Secret(Wrong)));
        },
        ["OIDC variables, wrong token"] = Do(row => Oidc(row, Wrong)),
        ["OIDC variables, wrong provider"] = Do(row =>
        {
            Oidc(row, EniEmulator.OidcToken);
            Set(row, ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1000000000000001:oidc-provider/another"));
        }),
        ["profile AK, wrong secret"] = Do(
            row => row.World.WriteProfile("AK", ("access_key_id", Id), ("access_key_secret", row.Secret(Wrong)))),
        ["profile AK, half"] = Do(row => row.World.WriteProfile("AK", ("access_key_secret", row.Secret(Wrong)))),
        ["profile StsToken, wrong token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.World.WriteProfile("StsToken", Parts(key with { Token = row.Secret(Wrong) }));
        },
        ["profile RamRoleArn, refused"] = Do(
            row => row.World.WriteProfile("RamRoleArn", ("access_key_id", Id), ("access_key_secret", row.Secret(Right)), Role)),
        ["profile RamRoleArn, wrong secret"] = Do(
            row => row.World.WriteProfile("RamRoleArn", ("access_key_id", UserKeyId), ("access_key_secret", row.Secret(Wrong)), Role)),
        ["profile ChainableRamRoleArn, wrong secret"] = Do(row => row.World.WriteProfiles(
            Profile("it", "ChainableRamRoleArn", ("source_profile", "source"), Role),
            Profile("source", "AK", ("access_key_id", UserKeyId), ("access_key_secret", row.Secret(Wrong))))),
        ["profile External, not there"] = Do(
            row => row.World.WriteProfile("External", ("process_command", $"no-such-program --key {row.Secret(Wrong)}"))),
        ["profile CloudSSO, run out"] = Do(
            row => row.World.WriteProfile(
                "CloudSSO",
                ("access_key_id", "id"),
                ("access_key_secret", row.Secret(Wrong)),
                ("sts_token", Wrong),
                ("access_token", Wrong),
                ("sts_expiration", "1"))),
        ["profile OAuth, run out"] = Do(
            row => row.World.WriteProfile(
                "OAuth",
                ("access_key_id", "id"),
                ("access_key_secret", row.Secret(Wrong)),
                ("sts_token", Wrong),
                ("oauth_refresh_token", Wrong),
                ("sts_expiration", "1"))),
        ["profile BearerToken"] = Do(row => row.World.WriteProfile("BearerToken", ("bearer_token", row.Secret(Wrong)))),
        ["profile Anonymous"] = Do(row => row.World.WriteProfile("Anonymous", ("access_key_secret", row.Secret(Wrong)))),
        ["profile RsaKeyPair"] = Do(
            row => row.World.WriteProfile("RsaKeyPair", ("key_pair_name", "k"), ("private_key", row.Secret(Wrong)))),
        ["profile file, broken off"] = Do(
            row => row.World.WriteConfig($$"""{"current":"it","profiles":[{"name":"it","access_key_secret":"{{row.Secret(Wrong)}}" """)),
        ["section access_key, wrong secret"] = Do(
            row => row.World.WriteSection("access_key", ("access_key_id", Id), ("access_key_secret", row.Secret(Wrong)))),
        ["section sts, wrong token"] = async row =>
        {
            var key = await TemporaryAsync(row);
            row.World.WriteSection(
                "sts", ("access_key_id", key.Id), ("access_key_secret", key.Secret), ("security_token", row.Secret(Wrong)));
        },
        ["section ram_role_arn, wrong secret"] = Do(
            row => row.World.WriteSection(
                "ram_role_arn", ("access_key_id", UserKeyId), ("access_key_secret", row.Secret(Wrong)), ("role_arn", RoleArn))),
        ["section oidc_role_arn, wrong token"] = Do(row => row.World.WriteSection(
            "oidc_role_arn", ("role_arn", RoleArn), ("oidc_provider_arn", EniEmulator.OidcProviderArn),
            ("oidc_token_file_path", row.World.WriteFile("token", row.Secret(Wrong))))),
        ["section of a type that is not usable"] = Do(
            row => row.World.WriteSection("rsa_key_pair", ("public_key_id", "id"), ("private_key_file", row.Secret(Wrong)))),
        ["URI variable, nobody there"] = Do(
            row => Set(
                row,
                (
                    "ALIBABA_CLOUD_CREDENTIALS_URI",
                    $"http://user:{row.Secret("ThePasswordThatMustNotShow")}@127.0.0.1:1/key?sig={row.Secret(Wrong)}"))),
        ["URI variable, plain http"] = Do(
            row => Set(row, ("ALIBABA_CLOUD_CREDENTIALS_URI", $"http://example.com/?sig={row.Secret(Wrong)}"))),
        ["URI variable, no URI"] = Do(row => Set(row, ("ALIBABA_CLOUD_CREDENTIALS_URI", row.Secret(Wrong)))),
    }
        .Concat(AnswersTo("URI variable", row => Set(row, ("ALIBABA_CLOUD_CREDENTIALS_URI", row.World.KeyServer.Address.ToString()))))
        .Concat(AnswersTo("metadata variable", row => Set(row, ("ALIBABA_CLOUD_ECS_METADATA", "reader"))))
        .Concat(AnswersTo("instance role", _ => { }))
        .Concat(AnswersTo("profile EcsRamRole", row => row.World.WriteProfile("EcsRamRole")))
        .Concat(AnswersTo("profile RamRoleArn", row => row.World.WriteProfile(
            "RamRoleArn", ("access_key_id", UserKeyId), ("access_key_secret", Wrong), Role,
            ("sts_endpoint", row.World.KeyServer.Address.ToString()))))
        .Concat(AnswersTo("OIDC variables", row =>
        {
            Oidc(row, Wrong);
            Set(row, ("ALIBABA_CLOUD_STS_ENDPOINT", row.World.KeyServer.Address.ToString()));
        }))
        .Concat(
            BadPrograms.Select(program => KeyValuePair.Create($"profile External, {program.Key}", Do(row => External(row, program.Value)))))
        .ToDictionary();

    private static IEnumerable<KeyValuePair<string, Func<SecretRow, Task>>> AnswersTo(string source, Action<SecretRow> setUp) =>
        BadAnswers.Select(bad => KeyValuePair.Create($"{source}, answer: {bad.Key}", Do(row =>
        {
            row.World.KeyServer.Instead = bad.Value;
            row.Secret(Wrong);
            setUp(row);
        })));

    private static Func<SecretRow, Task> Do(Action<SecretRow> setUp) => row =>
    {
        setUp(row);
        return Task.CompletedTask;
    };

    private static void Set(SecretRow row, params IEnumerable<(string Name, string Value)> variables)
    {
        foreach (var (name, value) in variables)
            row.World.Variables[name] = value;
    }

    private static void SetContext(SecretRow row, object credential) =>
        row.World.Session.Run("Set-EniContext -Credential $key", ("key", credential)).ShouldSucceed();

    private static void Oidc(SecretRow row, string token) => Set(
        row,
        ("ALIBABA_CLOUD_ROLE_ARN", RoleArn),
        ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", EniEmulator.OidcProviderArn),
        ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", row.World.WriteFile("token", row.Secret(token))));

    private static void External(SecretRow row, string script)
    {
        row.Secret(Wrong);
        row.World.WriteProfile("External", ("process_command", $"sh '{row.World.WriteFile("key.sh", script)}' --key {Wrong}"));
    }

    private static (string, string)[] Parts(RoleKey key) =>
        [("access_key_id", key.Id), ("access_key_secret", key.Secret), ("sts_token", key.Token)];

    private static async Task<RoleKey> TemporaryAsync(SecretRow row) => Noted(row, await row.World.NewRoleKeyAsync());

    // What the emulator's STS will give out is known beforehand; with it goes the key that asks.
    private static async Task RoleToComeAsync(SecretRow row)
    {
        Noted(row, await FirstRoleKeyAsync());
        row.Secret(Right);
    }

    private static async Task ServedAsync(SecretRow row)
    {
        row.World.KeyServer.Key = (await TemporaryAsync(row)).Json;
        row.Secret(KeyServer.MetadataToken);
    }

    private static RoleKey Noted(SecretRow row, RoleKey key)
    {
        row.Secret(key.Secret);
        row.Secret(key.Token);
        return key;
    }
}
