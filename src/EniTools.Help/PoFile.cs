using System.Text;

namespace EniTools.Help;

/// <summary>Reads translations in the format of GNU gettext (.po): pairs of msgid and msgstr, each a quoted text in one or more lines.</summary>
internal static class PoFile
{
    /// <summary>Reads the pairs of a file. An empty msgid is the file's header; an empty msgstr is not translated yet.</summary>
    public static IEnumerable<(string English, string Translated)> Read(string path)
    {
        StringBuilder? english = null, translated = null;
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.StartsWith("msgid ", StringComparison.Ordinal))
            {
                if (IsPair(english, translated))
                    yield return ($"{english}", $"{translated}");
                (english, translated) = (new StringBuilder(Unquoted(line["msgid ".Length..])), null);
            }
            else if (line.StartsWith("msgstr ", StringComparison.Ordinal) && english is not null)
            {
                translated = new StringBuilder(Unquoted(line["msgstr ".Length..]));
            }
            else if (line[0] == '"' && english is not null)
            {
                (translated ?? english).Append(Unquoted(line));
            }
            else
            {
                throw new InvalidDataException($"{path}:{number + 1}: neither msgid nor msgstr nor the next line of one.");
            }
        }

        if (IsPair(english, translated))
            yield return ($"{english}", $"{translated}");
    }

    /// <summary>Writes an entry that is to be translated.</summary>
    public static string Entry(string english, string translated = "") => $"msgid {Quoted(english)}\nmsgstr {Quoted(translated)}\n";

    private static bool IsPair(StringBuilder? english, StringBuilder? translated) => english?.Length > 0 && translated?.Length > 0;

    private static string Quoted(string text) => '"' + text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal) + '"';

    private static string Unquoted(string quoted)
    {
        var text = new StringBuilder();
        var inner = quoted.Trim()[1..^1];
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\')
                text.Append(inner[++i] == 'n' ? '\n' : inner[i]);
            else
                text.Append(inner[i]);
        }

        return $"{text}";
    }
}
