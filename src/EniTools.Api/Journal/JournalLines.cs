using System.Globalization;
using System.Text;
using EniTools.Api.Model;

namespace EniTools.Api.Journal;

/// <summary>Writes lines one after the other into bytes that grow.</summary>
internal sealed class JournalLines
{
    private byte[] _bytes = new byte[4096];
    private int _began;

    /// <summary>The bytes, of which <see cref="Length"/> count.</summary>
    public byte[] Bytes => _bytes;

    public int Length { get; private set; }

    /// <summary>Forgets the lines.</summary>
    public void Clear() => Length = 0;

    /// <summary>Begins a line.</summary>
    public void Begin(string type)
    {
        _began = Length;
        Ascii("{\"type\":\"");
        Ascii(type);
        Byte('"');
    }

    /// <summary>Ends the line with its check.</summary>
    /// <param name="before">The check of the line before.</param>
    /// <returns>The check of this line.</returns>
    public uint End(uint before)
    {
        var check = JournalFormat.Check(before, _bytes, _began, Length);
        Ascii(JournalFormat.BeforeCheck);
        Ascii(check.ToString("x8", CultureInfo.InvariantCulture));
        Ascii(JournalFormat.AfterCheck);
        Byte('\n');
        return check;
    }

    /// <summary>Adds a text, unless it is null.</summary>
    public JournalLines With(string name, string? value)
    {
        if (value is null)
            return this;
        Name(name);
        Text(value);
        return this;
    }

    /// <summary>Adds a number, unless it is null.</summary>
    public JournalLines With(string name, long? value)
    {
        if (value is null)
            return this;
        Name(name);
        Number(value.Value);
        return this;
    }

    /// <summary>Adds true, unless it is false.</summary>
    public JournalLines With(string name, bool value)
    {
        if (!value)
            return this;
        Name(name);
        Ascii("true");
        return this;
    }

    /// <summary>Adds a time, to the millisecond.</summary>
    public JournalLines With(string name, DateTimeOffset value) =>
        With(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds a list of numbers.</summary>
    public JournalLines With(string name, IEnumerable<int> values)
    {
        Name(name);
        var separator = '[';
        foreach (var value in values)
        {
            Byte(separator);
            Number(value);
            separator = ',';
        }

        Byte(']');
        return this;
    }

    /// <summary>Adds a list of addresses or prefixes.</summary>
    public JournalLines With(string name, IEnumerable<Ipv6Item> values)
    {
        Name(name);
        var separator = '[';
        foreach (var value in values)
        {
            Byte(separator);
            Text(value.ToString());
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
