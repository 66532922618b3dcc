using System.Text;

namespace EniTools.Help;

/// <summary>Text that is wrapped to a window, whose Chinese characters are two columns wide and can stand at the end of a line.</summary>
internal static class Paragraphs
{
    private const int Width = 78;

    // A line begins with none of these, and ends with none of the others.
    private const string Closing = "，。、；：！？）》」』”’…";
    private const string Opening = "（《「『“‘";

    /// <summary>Writes a text in lines that fit.</summary>
    /// <param name="lines">Where to.</param>
    /// <param name="text">The text, in one line.</param>
    /// <param name="first">What stands before it in the first line.</param>
    /// <param name="indent">The column of the other lines.</param>
    public static void Write(StringBuilder lines, string text, string first, int indent)
    {
        var line = new StringBuilder(first);
        var columns = Columns(first);
        var isBegun = false;
        foreach (var piece in Pieces(text))
        {
            if (isBegun && columns + Columns(piece.TrimEnd()) > Width)
            {
                lines.Append($"{line}".TrimEnd()).Append('\n');
                line = new StringBuilder(new string(' ', indent));
                columns = indent;
            }

            line.Append(piece);
            columns += Columns(piece);
            isBegun = true;
        }

        lines.Append($"{line}".TrimEnd()).Append('\n');
    }

    /// <summary>The number of columns of a text in a terminal.</summary>
    public static int Columns(string text) => text.Sum(c => IsWide(c) ? 2 : 1);

    // What is not divided: a word with the blank after it, or a wide character with the punctuation around it.
    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var isBreak = text[i - 1] == ' ' || ((IsWide(text[i - 1]) || IsWide(text[i])) && text[i] != ' ');
            if (!isBreak || Closing.Contains(text[i], StringComparison.Ordinal) || Opening.Contains(text[i - 1], StringComparison.Ordinal))
                continue;
            yield return text[start..i];
            start = i;
        }

        yield return text[start..];
    }

    private static bool IsWide(char c) =>
        c is >= '\u1100' and <= '\u115F' or >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF'
            or >= '\uFE30' and <= '\uFE6F' or >= '\uFF00' and <= '\uFF60' or >= '\uFFE0' and <= '\uFFE6'
            or '“' or '”' or '‘' or '’' or '…';
}
