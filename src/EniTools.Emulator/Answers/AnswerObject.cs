namespace EniTools.Emulator.Answers;

/// <summary>The members of an answer in order, before they become JSON or XML. Values are texts, numbers, booleans, objects and lists.</summary>
internal sealed class AnswerObject
{
    private readonly List<KeyValuePair<string, object>> _members;

    /// <param name="count">How many members it will have, where that is known.</param>
    public AnswerObject(int count = 0) => _members = new(count);

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

    /// <summary>Adds a list the way the service wraps it: Ipv6Sets holds one member, Ipv6Set, which is the list.</summary>
    public AnswerObject AddList(string container, string item, IEnumerable<object> values) =>
        AddValue(container, new AnswerObject(count: 1).AddValue(item, values.ToList()));

    /// <summary>Adds a list as it is.</summary>
    public AnswerObject AddItems(string name, IEnumerable<object> values) => AddValue(name, values.ToList());

    /// <summary>Adds a long list: its items are made when they are written, each on its own line. What they are made from must not change meanwhile.</summary>
    public AnswerObject AddLines(string name, IEnumerable<AnswerObject> values) => AddValue(name, values);

    private AnswerObject AddValue(string name, object value)
    {
        _members.Add(new(name, value));
        return this;
    }
}
