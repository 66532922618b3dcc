using System.Globalization;
using System.Text;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Journal;

/// <summary>The members of lines. Their names have a small first letter. Those of the most lines come first, and are found first.</summary>
internal enum Member
{
    Type, Target, Time, Eni, Item, Status, RequestId, Attempts, Crc, Account, Region, Call, Targets, Attempt, Token, Count, Prefixes,
    ConfirmedByLooking, Code, HttpStatus, Message, Mbps, ChargeType, First, Items, Missing, Profile, AccountId, Endpoint, Journal, Version,
    Run, Change, Action, Undoes, User, Host, Process, ModuleVersion, Command, Without, Stopped,
}

/// <summary>One line of a journal at a time. A value is read from the bytes when it is asked for.</summary>
internal sealed class JournalRecord
{
    private static readonly string[] Names =
        [.. Enum.GetNames(typeof(Member)).Select(name => char.ToLowerInvariant(name[0]) + name.Substring(1))];

    private readonly int[] _starts = new int[Names.Length];
    private readonly int[] _ends = new int[Names.Length];
    private readonly int[] _readIn = new int[Names.Length];
    private byte[] _bytes = [];
    private int _at;
    private int _number;

    /// <summary>Reads the members of a line.</summary>
    /// <exception cref="FormatException">The line is not a JSON object, or is nested too deeply.</exception>
    public void Read(byte[] bytes, int start, int end)
    {
        (_bytes, _at) = (bytes, start);
        _number++;
        Expect('{');
        do
        {
            var (nameStart, nameEnd) = ReadText();
            Expect(':');
            var (valueStart, valueEnd) = ReadValue();
            // A member that a later module of the same version adds is passed over.
            if (MemberOf(nameStart, nameEnd) is >= 0 and var member)
                (_starts[member], _ends[member], _readIn[member]) = (valueStart, valueEnd, _number);
        }
        while (TryTake(','));
        Expect('}');
        if (_at != end)
            throw Malformed();
    }

    public bool Has(Member member) => _readIn[(int)member] == _number;

    private bool TryGet(Member member, out int start, out int end)
    {
        (start, end) = (_starts[(int)member], _ends[(int)member]);
        return Has(member);
    }

    public string? Text(Member member) => TryGet(member, out var start, out var end) ? TextAt(start, end) : null;

    public string TextOf(Member member) => Text(member) ?? throw Missing(member);

    public int? Number(Member member) => TryGet(member, out var start, out var end) ? NumberAt(ref start, end) : null;

    public int NumberOf(Member member) => Number(member) ?? throw Missing(member);

    public DateTimeOffset TimeOf(Member member)
    {
        if (!TryGet(member, out var start, out var end))
            throw Missing(member);
        if (end - start == 24 && _bytes[end - 1] == 'Z')
        {
            return new DateTimeOffset(
                Digits(start, 4), Digits(start + 5, 2), Digits(start + 8, 2),
                Digits(start + 11, 2), Digits(start + 14, 2), Digits(start + 17, 2), Digits(start + 20, 3), TimeSpan.Zero);
        }

        return DateTimeOffset.Parse(TextAt(start, end), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    public Ipv6Item ItemOf(Member member) => TryGet(member, out var start, out var end) ? ItemAt(start, end) : throw Missing(member);

    public void NumbersOf(Member member, List<int> numbers)
    {
        numbers.Clear();
        if (!TryGet(member, out var at, out var end))
            throw Missing(member);
        for (at++; at < end - 1; at++)
            numbers.Add(NumberAt(ref at, end));
    }

    public List<Ipv6Item> ItemsOf(Member member)
    {
        List<Ipv6Item> items = [];
        if (!TryGet(member, out var at, out var end))
            throw Missing(member);
        for (at++; at < end - 1;)
        {
            var close = Array.IndexOf(_bytes, (byte)'"', at + 1);
            items.Add(ItemAt(at + 1, close));
            at = close + 2;
        }

        return items;
    }

    private static FormatException Missing(Member member) => new($"has no {Names[(int)member]}");

    private static FormatException Malformed() => new("is not JSON as a journal has it");

    // A text of each name would take a third of the time of reading.
    private int MemberOf(int start, int end)
    {
        for (var member = 0; member < Names.Length; member++)
        {
            if (Names[member].Length == end - start && Stands(Names[member], start))
                return member;
        }

        return -1;
    }

    private bool Stands(string name, int at)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (_bytes[at + i] != name[i])
                return false;
        }

        return true;
    }

    private Ipv6Item ItemAt(int start, int end)
    {
        var text = TextAt(start, end);
        return text.IndexOf('/') < 0 ? new Ipv6Item(Ipv6Address.Parse(text)) : new Ipv6Item(Ipv6Prefix.Parse(text));
    }

    private int Digits(int start, int count)
    {
        var value = 0;
        for (var i = start; i < start + count; i++)
            value = (value * 10) + _bytes[i] - '0';
        return value;
    }

    private int NumberAt(ref int at, int end)
    {
        var start = at;
        var value = 0L;
        for (; at < end && _bytes[at] is >= (byte)'0' and <= (byte)'9'; at++)
            value = Math.Min((value * 10) + _bytes[at] - '0', long.MaxValue / 20);
        return at > start && value <= int.MaxValue ? (int)value : throw Malformed();
    }

    private string TextAt(int start, int end)
    {
        var text = Encoding.UTF8.GetString(_bytes, start, end - start);
        if (text.IndexOf('\\') < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            // The one escape that is written.
            if (i + 6 > text.Length || text[i + 1] != 'u')
                throw Malformed();
            plain.Append((char)int.Parse(text.Substring(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 5;
        }

        return plain.ToString();
    }

    private (int Start, int End) ReadValue(int depth = 1)
    {
        if (depth > ReadLimits.MaxDepth)
            throw new FormatException($"is nested more than {ReadLimits.MaxDepth} deep");
        var start = _at;
        switch (_bytes[_at])
        {
            case (byte)'"':
                return ReadText();
            case (byte)'[':
                _at++;
                if (!TryTake(']'))
                {
                    do
                        ReadValue(depth + 1);
                    while (TryTake(','));
                    Expect(']');
                }

                return (start, _at);
            case (byte)'{':
                _at++;
                if (!TryTake('}'))
                {
                    do
                    {
                        ReadText();
                        Expect(':');
                        ReadValue(depth + 1);
                    }
                    while (TryTake(','));
                    Expect('}');
                }

                return (start, _at);
            default:
                while (_bytes[_at] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z')
                    or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'E')
                    _at++;
                return _at > start ? (start, _at) : throw Malformed();
        }
    }

    private (int Start, int End) ReadText()
    {
        Expect('"');
        var start = _at;
        while (_bytes[_at] != '"')
            _at += _bytes[_at] == '\\' ? 2 : 1;
        return (start, _at++);
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
            throw Malformed();
    }

    private bool TryTake(char c)
    {
        if (_bytes[_at] != c)
            return false;
        _at++;
        return true;
    }
}
