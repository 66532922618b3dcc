using System.Globalization;

namespace EniTools.Help;

/// <summary>The texts of the help in one language, by their English text. English stands for what is not translated, and is noted.</summary>
internal sealed class Translation
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private Translation()
    {
    }

    /// <summary>The texts as they are.</summary>
    public static Translation None { get; } = new();

    /// <summary>The texts that were asked for and are not translated.</summary>
    public IEnumerable<string> Missing => _asked.Where(text => !_texts.ContainsKey(text));

    /// <summary>The translations that nothing asked for: their English text was changed or taken out.</summary>
    public IEnumerable<(string English, string Translated)> Stale =>
        _texts.Where(text => !_asked.Contains(text.Key)).Select(text => (text.Key, text.Value));

    /// <summary>Reads the .po files of a folder.</summary>
    public static Translation Read(string folder)
    {
        var translation = new Translation();
        foreach (var (path, english, translated) in Directory.EnumerateFiles(folder, "*.po").Order(StringComparer.Ordinal)
            .SelectMany(path => PoFile.Read(path).Select(pair => (path, pair.English, pair.Translated))))
        {
            if (!translation._texts.TryAdd(english, translated))
                throw new InvalidDataException($"{path}: '{english}' is translated twice.");
        }

        return translation;
    }

    /// <summary>Returns a text in the language, with values in the places of {0} and so on.</summary>
    public string Of(string english, params object[] values)
    {
        if (english.Length > 0)
            _asked.Add(english);
        var format = _texts.GetValueOrDefault(english, english);
        return values.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, values);
    }

    /// <summary>Returns a text that is the same in most languages, such as what a command shows.</summary>
    public string OfOutput(string english) => _texts.ContainsKey(english) ? Of(english) : english;
}
