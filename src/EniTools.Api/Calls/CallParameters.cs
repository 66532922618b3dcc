using System.Collections;
using System.Globalization;

namespace EniTools.Api.Calls;

/// <summary>The parameters of a call as they go on the wire, not encoded, in the order in which they were added.</summary>
internal sealed class CallParameters : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _list = [];

    /// <inheritdoc/>
    public int Count => _list.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, string> this[int index] => _list[index];

    /// <summary>The value of a parameter; null when it is not there.</summary>
    public string? Find(string name) => _list.Find(parameter => parameter.Key == name).Value;

    /// <summary>Adds a parameter; an absent value adds nothing.</summary>
    public CallParameters With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _list.Add(new(name, value!));
        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public CallParameters With(string name, int value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds true or false; an absent value adds nothing.</summary>
    public CallParameters With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    /// <summary>Adds a list as Name.1, Name.2, ...</summary>
    public CallParameters WithEach(string name, IEnumerable<string> values)
    {
        var index = 1;
        foreach (var value in values)
            With(name + "." + (index++).ToString(CultureInfo.InvariantCulture), value);
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
