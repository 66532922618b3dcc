using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>What a person sees of what was written, and what was evidently meant.</summary>
public sealed class WrittenTextTests
{
    private static readonly Gen<Ipv6Address> Address = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new Ipv6Address(high, low));

    // None of these can be seen.
    private static readonly Gen<char> Invisible = OneOf(
        '\uFEFF', '\u200B', '\u200C', '\u200D', '\u2060', '\u00AD', '\u202A',
        '\u202E', '\u180E', '\u115F', '\u3164', '\uFE0F', '\0', '\u007F');

    private static readonly Gen<string> Separator = OneOf(
        ",", ";", " ", "|", "\n", "\r\n", "\t", ", ", "; ", "\u3001", "\uFF0C", "\uFF1B", "\u3000", "\u00A0", " and ");

    private static readonly Gen<char> OftenInvisible =
        Gen.OneOf(Gen.Char['!', '~'].Where(c => c != '\\'), Invisible, Gen.Char);

    [Theory]
    [InlineData("\u001b[2J", @"\u{1B}[2J")]
    [InlineData("a\r\nb\tc\0", @"a\u{D}\u{A}b\u{9}c\u{0}")]
    [InlineData("\u009b2J\u007f", @"\u{9B}2J\u{7F}")]
    [InlineData("\u202egnp.exe\u2028", @"\u{202E}gnp.exe\u{2028}")]
    [InlineData("名 é ё \U0001F600 \u00a0", "名 é ё \U0001F600 \u00a0")]
    public void What_could_steer_a_terminal_is_made_visible_and_nothing_else(string text, string visible) =>
        Assert.Equal(visible, WrittenText.Visible(text));

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("\uFEFF2001:db8::1", @"\u{FEFF}2001:db8::1")]
    [InlineData("2001\u200B:db8::\u00A01", @"2001\u{200B}:db8::\u{A0}1")]
    [InlineData("a\tb\r\nc\0", @"a\u{9}b\u{D}\u{A}c\u{0}")]
    [InlineData("２００１：", @"\u{FF12}\u{FF10}\u{FF10}\u{FF11}\u{FF1A}")]
    [InlineData("2001:db8::\u0430", @"2001:db8::\u{430}")]
    [InlineData("eni\u2013a1", @"eni\u{2013}a1")]
    [InlineData("\U0001D7D8\U0001F600", @"\u{1D7D8}\u{1F600}")]
    [InlineData("müller 云服务器 서버", "müller 云服务器 서버")]
    public void What_cannot_be_seen_or_looks_like_something_else_is_shown_by_its_number(string text, string shown) =>
        Assert.Equal(shown, WrittenText.Shown(text));

    [Fact]
    public void Of_any_text_what_is_shown_can_be_seen_and_is_the_text_when_it_is_read_back() =>
        Gen.OneOf(Gen.String, Gen.String[OftenInvisible]).Where(text => !text.Contains('\\', StringComparison.Ordinal)).Sample(text =>
        {
            var shown = WrittenText.Shown(text);
            Assert.DoesNotContain(shown.EnumerateRunes(), rune => rune.Value is < ' ' or > '~' && !System.Text.Rune.IsLetter(rune));
            Assert.Equal(-1, shown.IndexOfAny(['\uFEFF', '\u200B', '\u115F', '\u3164', '\uFE0F']));
            Assert.Equal(text, Regex.Replace(shown, @"\\u\{([0-9A-F]+)\}", match => Character(match.Groups[1].Value)));
        });

    [Fact]
    public void An_invisible_character_anywhere_in_an_address_is_named_and_the_address_without_it_is_found() =>
        Gen.Select(Address, Invisible, Gen.Double[0, 1]).Sample((address, stray, where) =>
        {
            var text = address.ToString();
            var meant = Diagnosed(text.Insert((int)(where * text.Length), stray.ToString()));
            Assert.Contains($@"cannot be seen or look like others: \u{{{(int)stray:X}}}", meant.Problem, StringComparison.Ordinal);
            Assert.Equal([text], meant.Found);
        });

    [Fact]
    public void Full_width_characters_are_named_and_the_address_in_half_width_is_found() =>
        Address.Sample(address =>
        {
            var meant = Diagnosed(new string([.. address.ToString().Select(c => (char)(c + 0xFEE0))]));
            Assert.Contains(@"\u{FF1A} (full-width :)", meant.Problem, StringComparison.Ordinal);
            Assert.Equal([address.ToString()], meant.Found);
        });

    [Fact]
    public void Addresses_and_prefixes_in_one_text_are_counted_whatever_parts_and_surrounds_them() =>
        Gen.Select(Address.Array[2, 12], Separator, OneOf("", "\"", "'", "{}", "[]"), Gen.Bool).Sample(
            (addresses, separator, around, asPrefixes) =>
            {
                List<string> texts = [.. addresses.Select(address => asPrefixes ? $"{address.Mask(80)}/80" : address.ToString())];
                var items = string.Join(separator, texts);
                var meant = Diagnosed(around.Length == 2 ? around[0] + items + around[1] : around + items + around);
                Assert.Equal($"holds {addresses.Length} addresses in one text", meant.Problem);
                Assert.Equal(texts, meant.Found);
            });

    [Theory]
    [InlineData("\"2001:db8::1\"", "has quotes around the address")]
    [InlineData("'2001:db8::1'", "has quotes around the address")]
    [InlineData("\u201C2001:db8::1\u201D", "has quotes around the address")]
    [InlineData("[2001:db8::1]", "has brackets around the address")]
    [InlineData("{2001:db8::1}", "has brackets around the address")]
    [InlineData("(2001:db8::1)", "has brackets around the address")]
    [InlineData("<2001:db8::1>", "has brackets around the address")]
    [InlineData("\uFF3B2001:db8::1\uFF3D", "has brackets around the address")]
    [InlineData("[2001:db8::1]:443", "has brackets and a port around the address")]
    [InlineData("2001:db8::1,", "has more in it than one address")]
    [InlineData("2001:db8::1 # old", "has more in it than one address")]
    [InlineData("inet6 2001:db8::1 scope global", "has more in it than one address")]
    public void What_stands_around_an_address_is_named_and_the_address_is_found(string text, string problem)
    {
        var meant = Diagnosed(text);

        Assert.Equal(problem, meant.Problem);
        Assert.Equal(["2001:db8::1"], meant.Found);
    }

    [Theory]
    [InlineData("System.String[]")]
    [InlineData("System.Object[]")]
    [InlineData("System.Collections.ArrayList")]
    [InlineData("System.Collections.Generic.List`1[System.String]")]
    [InlineData("@{Ipv6Address=2001:db8::1; NetworkInterfaceId=eni-a1}")]
    public void What_becomes_of_a_list_or_an_object_in_a_table_is_told_as_that(string text)
    {
        var meant = Diagnosed(text);

        Assert.Contains("a list or an object becomes in a table", meant.Problem, StringComparison.Ordinal);
        Assert.Empty(meant.Found);
    }

    [Theory]
    [InlineData("2001:db8::xyz")]
    [InlineData("192.0.2.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8::1/80")]
    [InlineData("2001:db8::1-2001:db8::5")]
    [InlineData("system.example")]
    [InlineData("")]
    public void Where_nothing_is_evident_nothing_is_said(string text) =>
        Assert.Null(WrittenText.Diagnose(text, IsItem, "address"));

    [Fact]
    public void Any_text_can_be_diagnosed_and_what_is_found_can_be_read() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.OneOf(Gen.Char["0123456789abcdef:/. ,;[]\"'"], Invisible), 0, 45]).Sample(text =>
            Assert.All(WrittenText.Diagnose(text, IsItem, "address")?.Found ?? [], found => Assert.True(IsItem(found))));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Character(string digits)
    {
        var codePoint = int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return codePoint <= 0xFFFF ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);
    }

    private static Misreading Diagnosed(string text) =>
        WrittenText.Diagnose(text, IsItem, "address") ?? throw new InvalidOperationException($"Nothing is said of '{text}'.");

    private static bool IsItem(string text) => Ipv6Address.TryParse(text, out _, out _) || Ipv6Prefix.TryParse(text, out _, out _, out _);
}
