using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Model;

namespace EniTools.Api.Guards;

/// <summary>A tag whose ENIs no run may change. Case does not matter: a slip of the pen must not leave an ENI unprotected.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null for any.</param>
internal sealed record ProtectedTag(string Key, string? Value)
{
    private const string Any = "*";

    /// <summary>The tag of an ENI that it protects, as key=value; null when the ENI has none.</summary>
    public string? FindOn(NetworkInterface found)
    {
        foreach (var tag in found.Tags)
        {
            if (AreEqual(Key, tag.Key) && (Value is null || AreEqual(Value, tag.Value)))
                return $"{tag.Key}={tag.Value}";
        }

        return null;
    }

    /// <summary>Reads a rule. An empty value, and * alone, stand for any.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null or empty for any.</param>
    /// <param name="tag">The rule read.</param>
    /// <param name="problem">What is wrong, as the end of a sentence that begins with the tag; null when it was read.</param>
    public static bool TryParse(
        string key, string? value, [NotNullWhen(true)] out ProtectedTag? tag, [NotNullWhen(false)] out string? problem)
    {
        var isAny = string.IsNullOrEmpty(value) || value == Any;
        problem = string.IsNullOrWhiteSpace(key) ? "has no key"
            : key.Contains(Any) || (!isAny && value!.Contains(Any)) ? $"has a {Any} beside other text, and a value is taken whole"
            : null;
        tag = problem is null ? new ProtectedTag(key, isAny ? null : value) : null;
        return tag is not null;
    }

    /// <summary>Reads a rule as it is shown.</summary>
    /// <exception cref="FormatException">The text is no rule.</exception>
    public static ProtectedTag Parse(string text)
    {
        var equals = text.IndexOf('=');
        return equals > 0 && TryParse(text.Substring(0, equals), text.Substring(equals + 1), out var tag, out _)
            ? tag
            : throw new FormatException($"'{text}' is no protected tag.");
    }

    /// <summary>The rule as key=value.</summary>
    public override string ToString() => $"{Key}={Value ?? Any}";

    private static bool AreEqual(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
