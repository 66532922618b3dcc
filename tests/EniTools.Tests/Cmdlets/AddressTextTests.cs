using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What is said of a text that is no address, the same by every cmdlet that takes one, and before any call.</summary>
public sealed class AddressTextTests : IDisposable
{
    private const string Eni = "eni-bp1web01b";

    // The texts go into a variable, so that no quoting stands between them and the cmdlet.
    private static readonly string[] TakeAddress =
    [
        $"Remove-EniIpv6Address $text {Eni} -Force",
        $"$text | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force",
        $"[pscustomobject]@{{ Ipv6Address = $text; NetworkInterfaceId = '{Eni}' }} | Remove-EniIpv6Address -Force",
        $"Add-EniIpv6Address $text {Eni}",
        $"Get-EniIpv6RemovalPlan $text {Eni}",
        "Get-Eni -Ipv6Address $text",
        "Get-EniIpv6Address -Ipv6Address $text",
    ];

    private static readonly string[] TakePrefix =
    [
        $"Remove-EniIpv6Address -Ipv6Prefix $text -NetworkInterfaceId {Eni} -Force",
        $"Add-EniIpv6Address -Ipv6Prefix $text -NetworkInterfaceId {Eni}",
        $"Get-EniIpv6RemovalPlan -Ipv6Prefix $text -NetworkInterfaceId {Eni}",
        "Get-Eni -Ipv6Prefix $text",
        "Get-EniIpv6Address -Ipv6Prefix $text",
    ];

    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    /// <summary>A text, and what the message says of it.</summary>
    public static TheoryData<string, string> Addresses => new()
    {
        { "::", "'::' cannot be on an ENI: ::/128 is the unspecified address." },
        { "::1", "'::1' cannot be on an ENI: ::1/128 is the loopback address." },
        { "fe80::1", "'fe80::1' cannot be on an ENI: fe80::/10 is for link-local addresses." },
        { "ff02::1", "'ff02::1' cannot be on an ENI: ff00::/8 is for multicast." },
        { "::ffff:192.0.2.1", "'::ffff:192.0.2.1' cannot be on an ENI: ::ffff:0.0.0.0/96 is for IPv4-mapped addresses." },
        { "4000::1", "'4000::1' cannot be on an ENI: no addresses are given out outside 2000::/3 and fc00::/7." },
        {
            "\uFEFF2001:db8::1",
            @"'\u{FEFF}2001:db8::1' has characters that cannot be seen or look like others: \u{FEFF} (byte-order mark)."
        },
        {
            "2001:db8::\u200B1",
            @"'2001:db8::\u{200B}1' has characters that cannot be seen or look like others: \u{200B} (zero-width space)."
        },
        { "2001:db8:\uFF1A1", @"'2001:db8:\u{FF1A}1' has characters that cannot be seen or look like others: \u{FF1A} (full-width :)." },
        { "2001:db8::\u200Bx", @"'2001:db8::\u{200B}x' is not an IPv6 address: '\u{200B}x' is not a group of 1 to 4 hexadecimal digits." },
        { "2001:db8::1, 2001:db8::2", "'2001:db8::1, 2001:db8::2' holds 2 addresses in one text." },
        { "2001:db8::1;2001:db8::2;2001:db8::3", "holds 3 addresses in one text." },
        { "2001:db8::1\r\n2001:db8::2", @"'2001:db8::1\u{D}\u{A}2001:db8::2' holds 2 addresses in one text." },
        { "\"2001:db8::1\"", "'\"2001:db8::1\"' has quotes around the address." },
        { "[2001:db8::1]", "'[2001:db8::1]' has brackets around the address." },
        { "System.String[]", "'System.String[]' is not text: it is what a list or an object becomes in a table." },
    };

    public static TheoryData<string, string> Prefixes => new()
    {
        { "fe80::/80", "'fe80::/80' cannot be on an ENI: fe80::/10 is for link-local addresses." },
        {
            "\u200B2001:db8::/80",
            @"'\u{200B}2001:db8::/80' has characters that cannot be seen or look like others: \u{200B} (zero-width space)."
        },
        { "2001:db8::/80 2001:db8:0:0:1::/80", "'2001:db8::/80 2001:db8:0:0:1::/80' holds 2 prefixes in one text." },
        { "'2001:db8::/80'", "''2001:db8::/80'' has quotes around the prefix." },
        { "System.String[]", "'System.String[]' is not text: it is what a list or an object becomes in a table." },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void A_text_that_is_no_address_is_told_as_what_it_is(string text, string message) =>
        ShouldBeRefused(TakeAddress, text, "InvalidIp.Address", message);

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void A_text_that_is_no_prefix_is_told_as_what_it_is(string text, string message) =>
        ShouldBeRefused(TakePrefix, text, "InvalidIp.IpPrefixIllegal", message);

    [Theory]
    [InlineData("eni-a1,eni-b2", "'eni-a1,eni-b2' holds 2 ENI ids in one text.")]
    [InlineData("\uFEFFeni-a1", @"'\u{FEFF}eni-a1' has characters that cannot be seen or look like others: \u{FEFF} (byte-order mark).")]
    [InlineData("eni\u2013a1", @"'eni\u{2013}a1' is not an ENI id")]
    [InlineData("System.String[]", "'System.String[]' is not text")]
    public void The_id_of_an_ENI_is_told_the_same_way(string id, string message) => ShouldBeRefused(
        ["Remove-EniIpv6Address 2001:db8::1 $text -Force", "Get-EniIpv6Address $text", "$text | Get-Eni"],
        id,
        "InvalidEniId.Malformed",
        message);

    [Theory]
    [InlineData("cn-hangzhou cn-beijing", "'cn-hangzhou cn-beijing' holds 2 region ids in one text.")]
    [InlineData("cn-hang\u200Bzhou", @"'cn-hang\u{200B}zhou' has characters that cannot be seen")]
    [InlineData("not a region", "'not a region' is not a region id")]
    public void A_region_is_told_the_same_way(string region, string message) =>
        ShouldBeRefused([$"Get-Eni {Eni} -RegionId $text"], region, "InvalidRegionId", message);

    [Fact]
    public void An_IPv4_address_is_told_the_same_way() => ShouldBeRefused(
        ["Get-Eni -PrivateIpAddress $text"],
        "192.0.2.1,192.0.2.2",
        "InvalidIp.Address",
        "'192.0.2.1,192.0.2.2' holds 2 IPv4 addresses in one text.");

    public void Dispose() => _session.Dispose();

    private void ShouldBeRefused(string[] commands, string text, string id, string message)
    {
        foreach (var command in commands)
        {
            var result = _session.Run(command, ("text", text));

            Assert.Equal([id], result.ErrorIds);
            Assert.Contains(message, result.Errors[0].ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
            Assert.Empty(result.Output);
        }

        Assert.Empty(_session.Emulator.Requests);
    }
}
