using EniTools.Api.Guards;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Guards;

/// <summary>The file with which a team says what no run may change.</summary>
public sealed class ProtectionFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void What_it_lists_is_protected()
    {
        File.WriteAllText(
            _path,
            """
            { "networkInterfaceIds": ["eni-a", "eni-b"], "ranges": ["2001:DB8::/32", "fd00::1"],
              "tags": { "env": ["prod", "live"], "cost centre": "4 2", "keep": null, "item": "*", "team": "" } }
            """);

        var protection = ProtectionFile.Read(_path);

        Assert.Equal(["eni-a", "eni-b"], protection.NetworkInterfaceIds);
        Assert.Equal([Ipv6Prefix.Parse("2001:db8::/32"), Ipv6Prefix.Parse("fd00::1/128")], protection.Ranges);
        Assert.Equal(
            ["env=prod", "env=live", "cost centre=4 2", "keep=*", "item=*", "team=*"], protection.Tags.Select(tag => tag.ToString()));
        Assert.Contains(_path, protection.Origin, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not a JSON object")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("""{ "networkInterfaceIds": ["eni-a" }""", "is not a JSON object")]
    [InlineData("""{ "protected": [] }""", "has a member 'protected', and networkInterfaceIds")]
    [InlineData("""{ "not a name": [] }""", "has a member 'not a name', and networkInterfaceIds")]
    [InlineData("""{ "ranges": "2001:db8::/32" }""", "has a member 'ranges' that is not a list of texts")]
    [InlineData("""{ "ranges": [ ["2001:db8::/32"] ] }""", "has a member 'ranges' that is not a list of texts")]
    [InlineData("""{ "networkInterfaceIds": ["web"] }""", "has 'web' in networkInterfaceIds, which is not an ENI id")]
    [InlineData("""{ "ranges": ["2001:db8::1/32"] }""", "has '2001:db8::1/32' in ranges, which is not a strict CIDR")]
    [InlineData("""{ "tags": ["env"] }""", "has a member 'tags' that is not an object of keys and values")]
    [InlineData("""{ "tags": { "env": [] } }""", "has 'env' in tags with a value that is not a text, a list of texts or null")]
    [InlineData("""{ "tags": { "env": true } }""", "has 'env' in tags with a value that is not a text, a list of texts or null")]
    [InlineData("""{ "tags": { "env": [1] } }""", "has a member 'env' that is not a list of texts")]
    [InlineData("""{ "tags": { "env": "pre*" } }""", "has 'env=pre*' in tags, which has a * beside other text")]
    [InlineData("""{ "tags": { "": "prod" } }""", "has '=prod' in tags, which has no key")]
    public void What_cannot_be_understood_is_named(string text, string problem)
    {
        File.WriteAllText(_path, text);

        var exception = Assert.Throws<FormatException>(() => ProtectionFile.Read(_path));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        File.Delete(_path);

        var exception = Assert.Throws<FormatException>(() => ProtectionFile.Read(_path));

        Assert.Contains("cannot be read", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);
}
