using System.Globalization;
using System.Text;
using EniTools.Api.Model;

namespace EniTools.Api.Journal;

/// <summary>A buffer of lines as a journal has them.</summary>
internal sealed class JournalLines
{
    private byte[] _bytes = new byte[4096];
    private int _began;

    /// <summary>The buffer, of which the first <see cref="Length"/> bytes are lines.</summary>
    public byte[] Bytes => _bytes;

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public void Begin(string type)
    {
        _began = Length;
        Ascii("{\"type\":\"");
        Ascii(type);
        Byte('"');
    }

    /// <summary>Ends a line with its checksum.</summary>
    /// <param name="before">The checksum of the line before.</param>
    /// <returns>The checksum of the line.</returns>
    public uint End(uint before)
    {
        var check = JournalFormat.Check(before, _bytes, _began, Length);
        Ascii(JournalFormat.BeforeCheck);
        Ascii(check.ToString("x8", CultureInfo.InvariantCulture));
        Ascii(JournalFormat.AfterCheck);
        Byte('\n');
        return check;
    }

    /// <summary>Adds a member with a text, unless that is null.</summary>
    public JournalLines With(string name, string? value)
    {
        if (value is null)
            return this;
        Name(name);
        Text(value);
        return this;
    }

    /// <summary>Adds a member with a number, unless that is null.</summary>
    public JournalLines With(string name, long? value)
    {
        if (value is null)
            return this;
        Name(name);
        Number(value.Value);
        return this;
    }

    /// <summary>Adds a member that is true, unless the value is false.</summary>
    public JournalLines With(string name, bool value)
    {
        if (!value)
            return this;
        Name(name);
        Ascii("true");
        return this;
    }

    /// <summary>Adds a member with a time in milliseconds.</summary>
    public JournalLines With(string name, DateTimeOffset value) =>
        With(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public JournalLines With(string name, IEnumerable<int> values) => WithList(name, values, value => Number(value));

    public JournalLines With(string name, IEnumerable<Ipv6Item> values) => WithList(name, values, value => Text(value.ToString()));

    private JournalLines WithList<T>(string name, IEnumerable<T> values, Action<T> add)
    {
        Name(name);
        var separator = '[';
        foreach (var value in values)
        {
            Byte(separator);
            add(value);
            separator = ',';
        }

        Byte(']');
        return this;
    }

    private void Name(string name)
    {
        Ascii(",\"");
        Ascii(name);
        Ascii("\":");
    }

    private void Text(string value)
    {
        Byte('"');
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is >= ' ' and not '"' and not '\\' and < '\x7f')
                continue;
            // Half a surrogate pair is no text: it must not become another one on the way to the disk.
            if (value[i] > '\x7f' && !char.IsSurrogate(value[i]))
                continue;
            Utf8(value, start, i);
            Ascii("\\u" + ((int)value[i]).ToString("x4", CultureInfo.InvariantCulture));
            start = i + 1;
        }

        Utf8(value, start, value.Length);
        Byte('"');
    }

    private void Number(long value) => Ascii(value.ToString(CultureInfo.InvariantCulture));

    private void Utf8(string text, int start, int end)
    {
        Reserve((end - start) * 3);
        Length += Encoding.UTF8.GetBytes(text, start, end - start, _bytes, Length);
    }

    private void Ascii(string text)
    {
        Reserve(text.Length);
        foreach (var c in text)
            _bytes[Length++] = (byte)c;
    }

    private void Byte(char c)
    {
        Reserve(1);
        _bytes[Length++] = (byte)c;
    }

    private void Reserve(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
    }
}
