using System.Globalization;

namespace EniTools.Emulator.Gateway;

/// <summary>A call whose signature was verified: who asks what.</summary>
internal sealed class ApiRequest
{
    private readonly ILookup<string, string> _parameters;

    public ApiRequest(Caller caller, string action, string version, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        Caller = caller;
        Action = action;
        Version = version;
        Parameters = [.. parameters];
        _parameters = Parameters.ToLookup(parameter => parameter.Key, parameter => parameter.Value, StringComparer.Ordinal);
    }

    public Caller Caller { get; }

    public string Action { get; }

    public string Version { get; }

    /// <summary>All parameters, in the order they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>Whether a parameter was sent, as it is or as a list.</summary>
    public bool Has(string name) =>
        _parameters.Contains(name) || _parameters.Any(parameter => parameter.Key.StartsWith(name + ".", StringComparison.Ordinal));

    /// <summary>A parameter's value; empty when it is absent.</summary>
    public string Text(string name) => _parameters[name].FirstOrDefault() ?? "";

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
    public IReadOnlyList<string> List(string name) =>
    [
        .. _parameters
            .Where(parameter => parameter.Key.StartsWith(name + ".", StringComparison.Ordinal))
            .Select(parameter => (Index: IndexOf(parameter.Key, name), Value: parameter.First()))
            .Where(item => item.Index > 0 && item.Value.Length > 0)
            .OrderBy(item => item.Index)
            .Select(item => item.Value),
    ];

    private static int IndexOf(string key, string name) =>
        int.TryParse(key.Substring(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
}
