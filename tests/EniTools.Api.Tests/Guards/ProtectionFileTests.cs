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
        File.WriteAllText(_path, """{ "networkInterfaceIds": ["eni-a", "eni-b"], "ranges": ["2001:DB8::/32", "fd00::1"] }""");

        var protection = ProtectionFile.Read(_path);

        Assert.Equal(["eni-a", "eni-b"], protection.NetworkInterfaceIds);
        Assert.Equal([Ipv6Prefix.Parse("2001:db8::/32"), Ipv6Prefix.Parse("fd00::1/128")], protection.Ranges);
        Assert.Contains(_path, protection.Origin, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not a JSON object")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("""{ "networkInterfaceIds": ["eni-a" }""", "is not a JSON object")]
    [InlineData("""{ "protected": [] }""", "has a member 'protected', and networkInterfaceIds")]
    [InlineData("""{ "ranges": "2001:db8::/32" }""", "has a member 'ranges' that is not a list of texts")]
    [InlineData("""{ "ranges": [ ["2001:db8::/32"] ] }""", "has a member 'ranges' that is not a list of texts")]
    [InlineData("""{ "networkInterfaceIds": ["web"] }""", "has 'web' in networkInterfaceIds, which is not an ENI id")]
    [InlineData("""{ "ranges": ["2001:db8::1/32"] }""", "has '2001:db8::1/32' in ranges, which is not a strict CIDR")]
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
