using System.Globalization;
using System.Resources;

namespace EniTools.Localization;

/// <summary>Texts of the run in the language of the reader. The English text is the key of its translation.</summary>
internal static class Localized
{
    // The satellite of a language is looked for when its first text is asked for, and none is for English.
    private static readonly ResourceManager Translations = new("EniTools.Texts", typeof(Localized).Assembly);

    /// <summary>Returns a text in the UI culture of the thread, or in English where it has no translation.</summary>
    /// <param name="english">The text, with {0} for the first value.</param>
    /// <param name="values">The values. Without any, braces in the text are braces.</param>
    public static string Text(string english, params object?[] values)
    {
        var format = Translations.GetString(english, CultureInfo.CurrentUICulture) ?? english;
        return values.Length == 0 ? format : string.Format(CultureInfo.CurrentCulture, format, values);
    }

    /// <summary>Joins sentences. Chinese has no blank between them.</summary>
    public static string Join(string first, string second) =>
        first.EndsWith("。", StringComparison.Ordinal) ? first + second : $"{first} {second}";
}
