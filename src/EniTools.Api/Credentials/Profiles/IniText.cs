using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>
/// The syntax of the credentials file, as the vendor's library for Node.js reads it: quotes, comments after a value, escapes.
/// Keys in any case, indented headers, and comments after quotes and headers are read too.
/// </summary>
internal static class IniText
{
    // They may hold any character: a # or ; in them begins a comment only after white space.
    private static readonly string[] Secrets = ["access_key_secret", "security_token"];

    private static readonly Regex Header = new(@"^\[([^\]]*)\]\s*([#;].*)?$", RegexOptions.CultureInvariant);
    private static readonly Regex Escape = new(@"\\(?:u([0-9a-fA-F]{4})|([""\\/bfnrt]))", RegexOptions.CultureInvariant);

    /// <summary>Gets the values of a section, even one that continues further down; null if there is no such section.</summary>
    public static Func<string, string?>? Section(IEnumerable<string> lines, string name)
    {
        List<KeyValuePair<string, string>>? values = null;
        var isIn = false;
        foreach (var raw in lines)
        {
            // A byte-order mark is white space to the vendor's library, but not to .NET.
            var line = raw.Replace('\uFEFF', ' ').Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (Header.Match(line) is { Success: true } header)
            {
                isIn = Value(header.Groups[1].Value).Replace("\\.", ".") == name;
                if (isIn)
                    values ??= [];
            }
            else if (isIn && line.IndexOf('=') is > 0 and var equals)
            {
                var key = Value(line.Substring(0, equals));
                values!.Add(new(key, Value(line.Substring(equals + 1), Secrets.Contains(key, StringComparer.OrdinalIgnoreCase))));
            }
        }

        return values is null
            ? null
            : key => Last(values, key, StringComparison.Ordinal) ?? Last(values, key, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Last(List<KeyValuePair<string, string>> values, string key, StringComparison comparison) =>
        values.FindLast(value => value.Key.Equals(key, comparison)).Value is { Length: > 0 } text ? text : null;

    private static string Value(string text, bool isSecret = false) => Quoted(text.Trim()) ?? Unquoted(text, isSecret);

    private static string? Quoted(string text)
    {
        if (text.Length < 2 || text[0] is not ('"' or '\''))
            return null;

        var end = 1;
        while (end < text.Length && text[end] != text[0])
            end += text[0] == '"' && text[end] == '\\' ? 2 : 1;
        var isFollowedByComment = end < text.Length && text.Substring(end + 1).Trim() is "" or ['#' or ';', ..];
        if (!isFollowedByComment)
            end = text.Length - 1;
        if (text[end] != text[0])
            return null;

        var inner = text.Substring(1, end - 1);
        // Inside single quotes, double ones are quotes as well.
        return text[0] == '"' ? Escape.Replace(inner, Unescaped) : inner is ['"', .., '"'] ? Quoted(inner) : inner;
    }

    private static string Unescaped(Match escape) => escape.Groups[1] is { Success: true } code
        ? ((char)int.Parse(code.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
        : escape.Groups[2].Value switch { "b" => "\b", "f" => "\f", "n" => "\n", "r" => "\r", "t" => "\t", var c => c };

    private static string Unquoted(string text, bool isSecret)
    {
        var value = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '#' or ';' && (!isSecret || (i > 0 && char.IsWhiteSpace(text[i - 1]))))
                break;
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or '#' or ';')
                i++;
            value.Append(text[i]);
        }

        return value.ToString().Trim();
    }
}
