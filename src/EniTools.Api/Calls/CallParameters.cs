using System.Collections;
using System.Globalization;

namespace EniTools.Api.Calls;

/// <summary>The parameters of a call as they go on the wire, not encoded, in the order in which they were added.</summary>
internal sealed class CallParameters : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _list = [];

    public int Count => _list.Count;

    public KeyValuePair<string, string> this[int index] => _list[index];

    public string? Find(string name) => _list.Find(parameter => parameter.Key == name).Value;

    /// <summary>Adds a parameter; null and an empty text add nothing, as no operation gives an empty value a meaning.</summary>
    public CallParameters With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _list.Add(new(name, value!));
        return this;
    }

    public CallParameters With(string name, int value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    public CallParameters With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    /// <summary>Adds a list as Name.1, Name.2, ...</summary>
    public CallParameters WithEach(string name, IEnumerable<string> values)
    {
        var index = 1;
        foreach (var value in values)
            With(name + "." + (index++).ToString(CultureInfo.InvariantCulture), value);
        return this;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
