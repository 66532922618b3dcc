using System.Globalization;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>A call whose signature was verified: who asks for what.</summary>
internal sealed class ApiRequest(Caller caller, string action, string version, IReadOnlyList<KeyValuePair<string, string>> parameters)
{
    public Caller Caller { get; } = caller;

    public string Action { get; } = action;

    public string Version { get; } = version;

    /// <summary>All parameters, in the order they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; } = parameters;

    /// <summary>Whether a parameter was sent, as it is or as a list.</summary>
    public bool Has(string name) => Parameters.FirstValue(name) is not null || HasItems(name);

    /// <summary>A parameter's value; empty when it is absent.</summary>
    public string Text(string name) => Parameters.FirstValue(name) ?? "";

    /// <summary>The value of a parameter that must be there.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } value ? value : throw ApiFault.MissingParameter(name);

    /// <summary>A whole number; null when it is absent.</summary>
    public int? Number(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiFault.InvalidParameter(name);
    }

    /// <summary>The values of Name.1, Name.2, ... in the order of their numbers. Clients leave numbers out for items that are null.</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (!HasItems(name))
            return [];
        var items = new SortedList<int, string>();
        foreach (var parameter in Parameters)
        {
            // As with any parameter, the first of several values counts.
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
