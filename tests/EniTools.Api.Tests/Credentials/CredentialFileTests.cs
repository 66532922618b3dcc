using System.Text.Json;
using CsCheck;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Credentials;

/// <summary>Credential files as people write them. That the vendor's library reads them as expected.json says is another test, which runs it.</summary>
public sealed class CredentialFileTests : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "credential-files");

    private static readonly Dictionary<string, JsonElement> Expected = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")))
        .RootElement.EnumerateArray()
        .ToDictionary(file => file.GetProperty("file").GetString()!);

    private readonly string _home = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly HttpTransport _http = new("test");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.ini").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_gives_its_key_or_says_why_not_and_shows_no_secret(string file)
    {
        var profile = Expected[file].GetProperty("profile").GetString()!;
        var key = Expected[file].GetProperty("ours");

        var lookup = Chain($"{Folder}/{file}").Named(profile);

        if (key.ValueKind == JsonValueKind.Null)
        {
            Assert.False(lookup.IsFound);
            Assert.DoesNotContain("TheSecretThatMustNotShow", lookup.ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.True(lookup.IsFound, lookup.Reason);
        var found = await lookup.Keys.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal((key.GetProperty("id").GetString(), key.GetProperty("secret").GetString()), (found.Id, found.Secret));
    }

    [Fact]
    public void What_the_vendor_takes_is_taken_and_each_difference_has_its_reason()
    {
        Assert.True(Expected.Count >= 30);
        Assert.All(Expected.Values, file => Assert.Equal(
            file.TryGetProperty("why", out _),
            file.GetProperty("ours").GetRawText() != file.GetProperty("vendors").GetRawText()));
    }

    [Fact]
    public void Any_secret_is_read_as_it_is_written_bare_before_a_comment_and_in_quotes() =>
        Gen.Char['!', '~'].Where(c => c is not ('\\' or '"' or '\'')).Array[1, 40].Select(chars => new string(chars)).Sample(secret =>
            Assert.All([secret, $"{secret}\t # note", $"\t'{secret}' ; note", $"\"{secret}\""], written => Assert.Equal(
                secret,
                IniText.Section(["[default]", $"access_key_secret={written}"], "default")!("access_key_secret"))));

    public void Dispose()
    {
        Directory.Delete(_home, recursive: true);
        _http.Dispose();
    }

    private CredentialChain Chain(string file)
    {
        var host = new HostEnvironment(name => name == "ALIBABA_CLOUD_CREDENTIALS_FILE" ? file : null, _home, _http);
        return new CredentialChain(host, new KeyCache(), CliConfig.Read(host), null);
    }
}
