using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.Json;
using EniTools.Api.Tests.Credentials;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Accounts;

/// <summary>Everything that a session can sign in with, all of it on this machine: variables, a home folder, an emulator with its STS, a server that gives out keys.</summary>
internal sealed class SignInWorld : IDisposable
{
    public const string RoleArn = "acs:ram::1000000000000001:role/deployer";

    /// <summary>A key that may assume roles; its secret is that of every key of the emulator.</summary>
    public const string UserKeyId = "EniEmulatorOneInterfaceKeyId";

    private readonly ScratchFolder _home = new();

    public SignInWorld()
    {
        Variables = new()
        {
            ["ALIBABA_CLOUD_REGION_ID"] = EniEmulator.DefaultRegionId,
            ["ALIBABA_CLOUD_ENDPOINT"] = Emulator.Endpoint.ToString(),
        };
        Session = PowerShellSession.Bare(Host);
        Session.UseHost(Variables, _home.Path, KeyServer.Address);
    }

    public ScriptedHost Host { get; } = new();

    public PowerShellSession Session { get; }

    public EniEmulator Emulator { get; } = EniEmulator.Start();

    /// <summary>A metadata service in the hardened mode, and a credentials URI.</summary>
    public KeyServer KeyServer { get; } = new(hasTokens: true);

    public Dictionary<string, string> Variables { get; }

    public string ConfigFile => _home.Combine(".aliyun", "config.json");

    public string JournalFile => _home.Combine("run.jsonl");

    public string CredentialsFile => _home.Combine(".alibabacloud", "credentials");

    public static PSCredential Credential(string id, string secret) => new(id, Secure(secret));

    public static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
            secure.AppendChar(c);
        return secure;
    }

    /// <summary>The first role key that an emulator gives out: the same for each that begins anew.</summary>
    public static async Task<RoleKey> FirstRoleKeyAsync()
    {
        using var twin = EniEmulator.Start();
        return await RoleKeyAsync(twin);
    }

    /// <summary>A temporary key that this world's emulator takes.</summary>
    public Task<RoleKey> NewRoleKeyAsync() => RoleKeyAsync(Emulator);

    public string WriteFile(string name, string text)
    {
        var path = _home.Combine(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a profile as the current one of the vendor's tool.</summary>
    /// <param name="mode">Its mode.</param>
    /// <param name="values">Its other members.</param>
    public void WriteProfile(string mode, params IEnumerable<(string Name, string Value)> values) =>
        WriteConfig(new { current = "it", profiles = new[] { Profile("it", mode, values) } });

    /// <summary>Writes a profile, the current one, and another that it can name.</summary>
    public void WriteProfiles(Dictionary<string, object> current, Dictionary<string, object> other) =>
        WriteConfig(new { current = (string)current["name"], profiles = new[] { current, other } });

    public static Dictionary<string, object> Profile(string name, string mode, params IEnumerable<(string Name, string Value)> values)
    {
        var profile = new Dictionary<string, object> { ["name"] = name, ["mode"] = mode };
        foreach (var (key, value) in values)
            profile[key] = key == "sts_expiration" ? long.Parse(value, CultureInfo.InvariantCulture) : value;
        return profile;
    }

    /// <summary>Writes the default section of the credentials file.</summary>
    public void WriteSection(string type, params IEnumerable<(string Name, string Value)> values)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(CredentialsFile)!);
        File.WriteAllLines(CredentialsFile, ["[default]", $"type = {type}", .. values.Select(value => $"{value.Name} = {value.Value}")]);
    }

    public void WriteConfig(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigFile)!);
        File.WriteAllText(ConfigFile, text);
    }

    public void Dispose()
    {
        Session.Dispose();
        Emulator.Dispose();
        KeyServer.Dispose();
        _home.Dispose();
    }

    private void WriteConfig(object config) => WriteConfig(JsonSerializer.Serialize(config));

    private static async Task<RoleKey> RoleKeyAsync(EniEmulator emulator)
    {
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "AssumeRoleWithOIDC",
            ["Version"] = "2015-04-01",
            ["Format"] = "JSON",
            ["RoleArn"] = RoleArn,
            ["RoleSessionName"] = "tests",
            ["OIDCProviderArn"] = EniEmulator.OidcProviderArn,
            ["OIDCToken"] = EniEmulator.OidcToken,
        });
        using var answer = await http.PostAsync(emulator.Endpoint, content, TestContext.Current.CancellationToken);
        var key = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("Credentials");
        return new RoleKey(
            key.GetProperty("AccessKeyId").GetString()!,
            key.GetProperty("AccessKeySecret").GetString()!,
            key.GetProperty("SecurityToken").GetString()!);
    }
}

/// <summary>A temporary key, for tests that look where its parts show.</summary>
internal sealed record RoleKey(string Id, string Secret, string Token)
{
    /// <summary>The key as the metadata service and credentials URIs give it.</summary>
    public string Json =>
        JsonSerializer.Serialize(
            new
            {
                Code = "Success",
                AccessKeyId = Id,
                AccessKeySecret = Secret,
                SecurityToken = Token,
                Expiration = "2999-01-02T09:04:05Z",
            });
}
