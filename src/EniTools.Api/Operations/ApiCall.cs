using System.Globalization;

namespace EniTools.Api.Operations;

/// <summary>One call of an API operation: its name, version and parameters, before it is signed.</summary>
public sealed class ApiCall
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    /// <summary>Makes a call without parameters.</summary>
    /// <param name="action">The operation, such as UnassignIpv6Addresses.</param>
    /// <param name="version">The API's version, such as 2014-05-26.</param>
    public ApiCall(string action, string version)
    {
        Action = action;
        Version = version;
    }

    /// <summary>The operation.</summary>
    public string Action { get; }

    /// <summary>The API's version.</summary>
    public string Version { get; }

    /// <summary>The parameters as they go on the wire, not encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>Adds a parameter; an absent value adds nothing.</summary>
    public ApiCall With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _parameters.Add(new(name, value!));
        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public ApiCall With(string name, int value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a list as Name.1, Name.2, ...</summary>
    public ApiCall WithEach(string name, IEnumerable<string> values)
    {
        var index = 1;
        foreach (var value in values)
            With(name + "." + (index++).ToString(CultureInfo.InvariantCulture), value);
        return this;
    }
}
