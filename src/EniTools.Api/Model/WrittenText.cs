using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EniTools.Api.Model;

/// <summary>
/// Diagnoses what a person wrote in place of an address or an id: the characters in it that cannot be seen, and what was meant.
/// </summary>
internal static class WrittenText
{
    private const string Quotes = "\"'`\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u300C\u300D\u300E\u300F";
    private const string Brackets = "[](){}<>\u3008\u3009\u3010\u3011";
    private const string Separators = " ,;|\u3001";
    private static readonly char[] Around = (Quotes + Brackets + Separators).ToCharArray();

    // What .NET makes of a list or an object without a text of its own, and PowerShell of a custom object.
    private static readonly Regex TypeName = new(
        @"^((System|Microsoft|EniTools)(\.[A-Za-z0-9_`+]+)+(\[.*\])?|@\{.*\})$", RegexOptions.CultureInvariant);

    private static readonly Regex Port = new(@"^\[\]:[0-9]+$", RegexOptions.CultureInvariant);

    /// <summary>Shows each character that cannot be seen or is easily taken for another one by its number: \u{FEFF}.</summary>
    public static string Shown(string text)
    {
        if (text.All(IsPrintableAscii))
            return text;

        var shown = new StringBuilder();
        for (var i = 0; i < text.Length; i += Length(text, i))
        {
            if (IsPlain(text, i))
                shown.Append(text, i, Length(text, i));
            else
                shown.Append(Number(text, i));
        }

        return shown.ToString();
    }

    /// <summary>
    /// Shows each character that could steer a terminal or reorder a line by its number: \u{1B}. For messages, which may hold any text
    /// from outside; values stay as they are.
    /// </summary>
    public static string Visible(string text)
    {
        StringBuilder? visible = null;
        for (var i = 0; i < text.Length; i += Length(text, i))
        {
            if (Steers(text, i))
                (visible ??= new StringBuilder(text, 0, i, text.Length + 16)).Append(Number(text, i));
            else
                visible?.Append(text, i, Length(text, i));
        }

        return visible?.ToString() ?? text;
    }

    /// <summary>Says what is wrong with a refused text that holds more than what was meant; null if that is not evident.</summary>
    public static Misreading? Diagnose(string text, Func<string, bool> isOne, string noun)
    {
        if (TypeName.IsMatch(text))
            return new("is not text: it is what a list or an object becomes in a table", []);

        var folded = Folded(text);
        var found = folded.Split(Around, StringSplitOptions.RemoveEmptyEntries).Where(isOne).ToList();
        if (found.Count > 1)
            return new($"holds {found.Count} {noun}{(noun[noun.Length - 1] is 's' or 'x' ? "es" : "s")} in one text", found);
        if (found.Count == 0 || found[0] == text)
            return null;

        var rest = folded.Remove(folded.IndexOf(found[0], StringComparison.Ordinal), found[0].Length).Replace(" ", "");
        return new(Problem(text, rest, noun), found);
    }

    private static string Problem(string text, string rest, string noun)
    {
        if (rest.Length == 0)
            return $"has characters that cannot be seen or look like others: {string.Join(", ", Strange(text).Distinct())}";
        if (rest.All(c => Quotes.IndexOf(c) >= 0))
            return $"has quotes around the {noun}";
        if (rest.All(c => Brackets.IndexOf(c) >= 0))
            return $"has brackets around the {noun}";
        return Port.IsMatch(rest) ? $"has brackets and a port around the {noun}" : $"has more in it than one {noun}";
    }

    private static IEnumerable<string> Strange(string text)
    {
        for (var i = 0; i < text.Length; i += Length(text, i))
        {
            if (!IsPlain(text, i))
                yield return $"{Number(text, i)}{Name(text[i])}";
        }
    }

    private static string Name(char c) => c switch
    {
        '\uFEFF' => " (byte-order mark)",
        '\u200B' => " (zero-width space)",
        '\u00A0' => " (no-break space)",
        _ when IsFullWidth(c) => $" (full-width {HalfWidth(c)})",
        _ => "",
    };

    /// <summary>Gets the text as it looks: nothing invisible, one kind of space, and half-width characters.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                folded.Append(' ');
            else if (!IsInvisible(text, i))
                folded.Append(IsFullWidth(text[i]) ? HalfWidth(text[i]) : text[i]);
        }

        return folded.ToString();
    }

    // Letters are plain in any script but the two with letters that look like ours.
    private static bool IsPlain(string text, int i) => IsPrintableAscii(text[i])
        || (CharUnicodeInfo.GetUnicodeCategory(text, i)
                is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter
            && !IsInvisible(text, i)
            && CodePoint(text, i) is not ((>= 0x370 and <= 0x52F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x1D400 and <= 0x1D7FF)));

    // Hangul fillers are letters and have no shape, and so have variation selectors, which are marks.
    private static bool IsInvisible(string text, int i) =>
        text[i] is '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u034F' or (>= '\uFE00' and <= '\uFE0F')
        || CharUnicodeInfo.GetUnicodeCategory(text, i) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool Steers(string text, int i) => !IsPrintableAscii(text[i])
        && CharUnicodeInfo.GetUnicodeCategory(text, i) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    private static bool IsPrintableAscii(char c) => c is >= ' ' and <= '~';

    private static bool IsFullWidth(char c) => c is >= '\uFF01' and <= '\uFF5E';

    private static char HalfWidth(char c) => (char)(c - 0xFEE0);

    private static string Number(string text, int i) => $"\\u{{{CodePoint(text, i):X}}}";

    private static int CodePoint(string text, int i) => Length(text, i) == 2 ? char.ConvertToUtf32(text, i) : text[i];

    private static int Length(string text, int i) => char.IsSurrogatePair(text, i) ? 2 : 1;
}

/// <summary>
/// The diagnosis of a text: the problem, as the end of a sentence that begins with the text, and what was meant; nothing if the text no
/// longer tells.
/// </summary>
internal sealed record Misreading(string Problem, IReadOnlyList<string> Found);
