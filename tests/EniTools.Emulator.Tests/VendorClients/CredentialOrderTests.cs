using System.Text.Json;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Transport;

namespace EniTools.Emulator.Tests.VendorClients;

/// <summary>
/// Where the search for a key differs from the vendor's library on purpose, as docs/credentials.md says: what is set and cannot be used
/// ends it here, and there the next place gives a key. Where everything that is set can be used, both find the same key.
/// </summary>
public sealed class CredentialOrderTests : IDisposable
{
    private static readonly (string Name, string Current, Dictionary<string, string> Variables, string? Vendors, string? Ours)[] Cases =
    [
        ("all is whole", "good", [], "config", "config"),
        ("key", "good", new() { ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "env", ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "s" }, "env", "env"),
        ("half a key", "good", new() { ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "env" }, "config", null),
        ("a role without a key", "good", new() { ["ALIBABA_CLOUD_ROLE_ARN"] = "acs:ram::1:role/r" }, "config", null),
        ("a login that has run out", "sso", [], "section", null),
        ("a profile that is not there", "gone", [], "section", null),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly HttpTransport _http = new("test");

    [Fact]
    public async Task Where_the_vendors_library_goes_on_to_another_identity_the_search_ends_here()
    {
        foreach (var (name, current, _, _, _) in Cases)
        {
            Write(name, ".aliyun", "config.json", $$"""
                { "current": "{{current}}", "profiles": [
                  { "name": "good", "mode": "AK", "access_key_id": "config", "access_key_secret": "s" },
                  { "name": "sso", "mode": "CloudSSO", "access_key_id": "sso", "access_key_secret": "s", "sts_token": "t", "sts_expiration": 1 } ] }
                """);
            Write(name, ".alibabacloud", "credentials", "[default]\ntype = access_key\naccess_key_id = section\naccess_key_secret = s\n");
        }

        var file = Path.Combine(_folder, "cases.json");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(Cases.Select(c => new { name = c.Name, home = Home(c.Name), variables = c.Variables })),
            TestContext.Current.CancellationToken);

        var read = await VendorScript.RunAsync("credentials-order.js", file);

        Assert.Equal(Cases.Select(c => (c.Name, c.Vendors)), Cases.Select(c => (c.Name, read[c.Name].GetProperty("id").GetString())));
        foreach (var (name, _, variables, _, ours) in Cases)
        {
            var host = new HostEnvironment(variables.GetValueOrDefault, Home(name), _http);
            var lookup = new CredentialChain(host, new KeyCache(), CliConfig.Read(host), ecsEndpoint: null).Find();
            Assert.False(lookup.IsToBeAsked, name);
            var id = lookup.IsFound ? (await lookup.Keys.GetAsync(TestContext.Current.CancellationToken)).Id : null;
            Assert.Equal((name, ours), (name, id));
        }
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _http.Dispose();
    }

    private string Home(string name) => Path.Combine(_folder, name);

    private void Write(string name, string folder, string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(Home(name), folder));
        File.WriteAllText(Path.Combine(Home(name), folder, file), text);
    }
}
