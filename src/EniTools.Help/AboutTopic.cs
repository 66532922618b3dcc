using System.Text;
using System.Text.RegularExpressions;

namespace EniTools.Help;

/// <summary>An about topic in another language: paragraphs, headings and rows are translated, code and names stay.</summary>
internal static partial class AboutTopic
{
    private const int Indent = 4;

    public static string Translate(string english, Translation texts)
    {
        var topic = new StringBuilder();
        var lines = english.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var indent = IndentOf(lines[i]);
            if (lines[i].Length == 0)
            {
                topic.Append('\n');
                i++;
            }
            else if (indent < Indent)
            {
                topic.Append(' ', indent).Append(texts.Of(lines[i++].Trim())).Append('\n');
            }
            else
            {
                var block = lines.Skip(i).TakeWhile(line => IndentOf(line) >= Indent).ToList();
                i += block.Count;
                if (indent > Indent || block.TrueForAll(line => !line.Trim().Contains(' ', StringComparison.Ordinal)))
                    topic.AppendJoin('\n', block).Append('\n');
                else
                    Write(topic, block, texts);
            }
        }

        return $"{topic}";
    }

    // A paragraph, the items of a list, or the rows of a table.
    private static void Write(StringBuilder topic, List<string> block, Translation texts)
    {
        for (var i = 0; i < block.Count;)
        {
            var head = Head().Match(block[i]);
            var rest = block.Skip(i + 1).TakeWhile(line => head.Success ? IndentOf(line) > Indent : !Head().IsMatch(line)).ToList();
            var text = string.Join(' ', rest.Prepend(block[i][head.Length..]).Select(line => line.Trim()));
            var key = head.Value.Trim();
            var isWord = key.Length > 0 && key.All(char.IsAsciiLetterLower);
            var first = new string(' ', Indent) + (isWord ? texts.Of(key) : key);
            var indent = Math.Max(head.Length, Indent);
            Paragraphs.Write(topic, texts.Of(text), first + new string(' ', Math.Max(0, indent - Paragraphs.Columns(first))), indent);
            i += 1 + rest.Count;
        }
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;

    // The number of an item, or the first column of a row.
    [GeneratedRegex(@"^    (?:[0-9]+\. |\S+(?: \S+)*  +(?=\S))")]
    private static partial Regex Head();
}
