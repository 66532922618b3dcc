namespace EniTools.Emulator.Answers;

/// <summary>The members of a response in their order. Values are texts, numbers, booleans, objects and lists.</summary>
/// <param name="count">The number of members, if it is known.</param>
internal sealed class AnswerObject(int count = 0)
{
    private readonly List<KeyValuePair<string, object>> _members = new(count);

    public IReadOnlyList<KeyValuePair<string, object>> Members => _members;

    public AnswerObject Copy()
    {
        var copy = new AnswerObject(_members.Count + 1);
        copy._members.AddRange(_members);
        return copy;
    }

    public AnswerObject Add(string name, string value) => AddValue(name, value);

    public AnswerObject Add(string name, int value) => AddValue(name, value);

    public AnswerObject Add(string name, bool value) => AddValue(name, value);

    public AnswerObject Add(string name, AnswerObject value) => AddValue(name, value);

    /// <summary>Adds a list in the form of the service: Ipv6Sets holds one member, Ipv6Set, which is the list.</summary>
    public AnswerObject AddList(string container, string item, IEnumerable<object> values) =>
        AddValue(container, new AnswerObject(count: 1).AddValue(item, values.ToList()));

    public AnswerObject AddItems(string name, IEnumerable<object> values) => AddValue(name, values.ToList());

    /// <summary>Adds a long list, whose items are made while they are written, each on its own line. Their source must not change meanwhile.</summary>
    public AnswerObject AddLines(string name, IEnumerable<AnswerObject> values) => AddValue(name, values);

    private AnswerObject AddValue(string name, object value)
    {
        _members.Add(new(name, value));
        return this;
    }
}
