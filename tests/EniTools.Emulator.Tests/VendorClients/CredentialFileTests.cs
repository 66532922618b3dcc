using System.Text.Json;

namespace EniTools.Emulator.Tests.VendorClients;

/// <summary>The vendor's credentials library reads the files that ours is tested with as expected.json says.</summary>
[Trait("Needs", "Process")]
public sealed class CredentialFileTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "credential-files");

    [Fact]
    public async Task The_vendors_library_takes_what_it_is_said_to_take()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "expected.json"), TestContext.Current.CancellationToken);
        var expected = JsonDocument.Parse(text).RootElement;

        var read = await VendorScript.RunAsync("credentials.js", Folder);

        Assert.All(expected.EnumerateArray(), file =>
            Assert.Equal(KeyOf(file.GetProperty("vendors")), KeyOf(read[file.GetProperty("file").GetString()!].GetProperty("key"))));
    }

    private static (string? Id, string? Secret)? KeyOf(JsonElement key) =>
        key.ValueKind == JsonValueKind.Null ? null : (key.GetProperty("id").GetString(), key.GetProperty("secret").GetString());
}
