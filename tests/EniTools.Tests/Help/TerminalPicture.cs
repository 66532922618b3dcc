using System.Globalization;
using System.Management.Automation.Language;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace EniTools.Tests.Help;

/// <summary>Text with ANSI colours as an SVG that looks like a terminal.</summary>
internal static partial class TerminalPicture
{
    private const int Columns = 96;
    private const int FontSize = 14;
    private const int LineHeight = 19;
    private const int Margin = 16;
    private const double CharacterWidth = 8.4;

    // Black to white, then the bright ones, as Windows Terminal and others have them.
    private static readonly string[] Colours =
    [
        "#0c0c0c", "#c50f1f", "#13a10e", "#c19c00", "#3b78ff", "#881798", "#3a96dd", "#cccccc",
        "#767676", "#f1707b", "#16c60c", "#f9f1a5", "#3b78ff", "#b4009e", "#61d6d6", "#f2f2f2",
    ];

    /// <summary>Draws the text, in lines of 96 columns.</summary>
    public static string Draw(string text)
    {
        var runs = Runs(text.TrimEnd()).ToList();
        var rows = runs.Max(run => run.Row) + 1;
        var width = (int)(Columns * CharacterWidth) + (2 * Margin);
        var height = (rows * LineHeight) + (2 * Margin);
        var svg = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" ")
            .Append(CultureInfo.InvariantCulture, $"width=\"{width}\" height=\"{height}\" ")
            .Append(CultureInfo.InvariantCulture, $"font-family=\"Cascadia Mono, Consolas, Menlo, DejaVu Sans Mono, monospace\" ")
            .Append(CultureInfo.InvariantCulture, $"font-size=\"{FontSize}\" fill=\"{Colours[7]}\">\n")
            .Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{Colours[0]}\"/>\n");
        foreach (var run in runs)
        {
            var x = Margin + (run.Column * CharacterWidth);
            var y = Margin + (run.Row * LineHeight) + FontSize;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y}\" ")
                .Append(CultureInfo.InvariantCulture, $"textLength=\"{run.Text.Length * CharacterWidth:0.#}\"{run.Style}>")
                .Append(CultureInfo.InvariantCulture, $"{WebUtility.HtmlEncode(run.Text)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A statement with the colours of the prompt's editor.</summary>
    public static string Coloured(string statement)
    {
        Parser.ParseInput(statement, out var tokens, out _);
        var coloured = new StringBuilder();
        var end = 0;
        foreach (var token in tokens.Where(token => token.Kind != TokenKind.EndOfInput))
        {
            var colour = token.TokenFlags.HasFlag(TokenFlags.CommandName) ? 93
                : token is StringToken && token.Kind != TokenKind.Generic ? 36
                : token.Kind is TokenKind.Parameter or TokenKind.Pipe or TokenKind.Comma ? 90
                : 0;
            coloured.Append(statement, end, token.Extent.StartOffset - end)
                .Append(CultureInfo.InvariantCulture, $"\x1B[{colour}m{token.Text}\x1B[0m");
            end = token.Extent.EndOffset;
        }

        return coloured.ToString();
    }

    // Neighbours of one style and row; a line that is too long goes on in the next row, as in a terminal.
    private static IEnumerable<(int Row, int Column, string Text, string Style)> Runs(string text)
    {
        var (row, column, style) = (0, 0, "");
        foreach (var part in Part().Matches(text).Select(match => match.Value))
        {
            var value = part;
            if (value == "\n")
            {
                (row, column) = (row + 1, 0);
                continue;
            }

            if (value[0] == '\x1B')
            {
                style = value[^1] == 'm' ? StyleOf(value[2..^1]) : style;
                continue;
            }

            while (value.Length > 0)
            {
                if (column == Columns)
                    (row, column) = (row + 1, 0);
                var here = value[..Math.Min(value.Length, Columns - column)];
                foreach (var words in Words().Matches(here).AsEnumerable())
                    yield return (row, column + words.Index, words.Value, style);
                column += here.Length;
                value = value[here.Length..];
            }
        }
    }

    // Each sequence of PowerShell names all that it wants.
    private static string StyleOf(string sequence)
    {
        var style = "";
        var codes = sequence.Split(';').Select(code => int.Parse($"0{code}", CultureInfo.InvariantCulture)).ToList();
        // As most terminals show it, what is bold is bright, too.
        var bold = codes.Contains(1) ? 8 : 0;
        foreach (var code in codes)
        {
            style += code switch
            {
                1 => " font-weight=\"bold\"",
                3 => " font-style=\"italic\"",
                >= 30 and <= 37 => $" fill=\"{Colours[code - 30 + bold]}\"",
                >= 90 and <= 97 => $" fill=\"{Colours[code - 82]}\"",
                _ => "",
            };
        }

        return style;
    }

    [GeneratedRegex("\n|\x1B\\[[0-9;?]*[A-Za-z]|[^\n\x1B]+")]
    private static partial Regex Part();

    // An SVG makes one of several blanks.
    [GeneratedRegex("\\S+( \\S+)*")]
    private static partial Regex Words();
}
