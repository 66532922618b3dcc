using System.Globalization;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>A request with a verified signature.</summary>
internal sealed record ApiRequest(
    Caller Caller, string Action, string Version, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>True if a parameter was sent, as a value or as a list.</summary>
    public bool Has(string name) => Parameters.FirstValue(name) is not null || HasItems(name);

    /// <summary>Returns the value of a parameter; empty if it is absent.</summary>
    public string Text(string name) => Parameters.FirstValue(name) ?? "";

    /// <summary>True if a value fits a filter, or the request has no such filter.</summary>
    public bool Fits(string name, string value) => Text(name) is var wanted && (wanted.Length == 0 || wanted == value);

    /// <summary>Returns the value of a mandatory parameter.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } value ? value : throw ApiFault.MissingParameter(name);

    /// <summary>Returns the value of a parameter as a whole number; null if it is absent.</summary>
    public int? Number(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiFault.InvalidParameter(name);
    }

    /// <summary>Returns the values of Name.1, Name.2, ... in the order of their numbers. Clients leave out the numbers of null items.</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (!HasItems(name))
            return [];
        var items = new SortedList<int, string>();
        foreach (var parameter in Parameters)
        {
            // The first of several values counts, as with any parameter.
            if (IsItem(parameter.Key, name) && IndexOf(parameter.Key, name) is > 0 and var index && !items.ContainsKey(index))
                items.Add(index, parameter.Value);
        }

        return [.. items.Values.Where(value => value.Length > 0)];
    }

    private bool HasItems(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (IsItem(Parameters[i].Key, name))
                return true;
        }

        return false;
    }

    private static bool IsItem(string key, string name) =>
        key.Length > name.Length && key[name.Length] == '.' && key.StartsWith(name, StringComparison.Ordinal);

    private static int IndexOf(string key, string name) =>
        int.TryParse(key.Substring(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
}
