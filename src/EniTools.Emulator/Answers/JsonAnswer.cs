using System.Globalization;

namespace EniTools.Emulator.Answers;

/// <summary>Writes a response as JSON.</summary>
/// <remarks>The only writer in the box of both editions of PowerShell escapes every slash, and the service does not.</remarks>
internal static class JsonAnswer
{
    public const string ContentType = "application/json;charset=utf-8";

    // A page of 500 ENIs.
    private const int MaxKept = 1024 * 1024;

    // One for each thread, as large as its largest response. Without them the throughput is 7% lower.
    [ThreadStatic]
    private static StreamWriter? _writer;

    public static byte[] Write(AnswerObject answer)
    {
        var writer = _writer ?? new StreamWriter(new MemoryStream());
        _writer = null;
        Write(writer, answer);
        writer.Flush();
        var written = (MemoryStream)writer.BaseStream;
        var json = written.ToArray();
        if (written.Capacity <= MaxKept)
        {
            written.SetLength(0);
            _writer = writer;
        }

        return json;
    }

    public static void Write(TextWriter text, AnswerObject answer)
    {
        text.Write('{');
        var isFirst = true;
        foreach (var member in answer.Members)
        {
            if (!isFirst)
                text.Write(',');
            isFirst = false;
            WriteString(text, member.Key);
            text.Write(':');
            WriteValue(text, member.Value);
        }

        text.Write('}');
    }

    private static void WriteValue(TextWriter text, object value)
    {
        switch (value)
        {
            case AnswerObject members:
                Write(text, members);
                break;
            case List<object> items:
                WriteList(text, items, "");
                break;
            case IEnumerable<AnswerObject> lines:
                WriteList(text, lines, "\n");
                break;
            case bool truth:
                text.Write(truth ? "true" : "false");
                break;
            case int number:
                text.Write(number.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                WriteString(text, (string)value);
                break;
        }
    }

    private static void WriteList(TextWriter text, IEnumerable<object> items, string before)
    {
        text.Write('[');
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Write(',');
            isFirst = false;
            text.Write(before);
            WriteValue(text, item);
        }

        text.Write(']');
    }

    private static void WriteString(TextWriter text, string value)
    {
        text.Write('"');
        // Most texts have nothing to escape.
        if (IsPlain(value))
        {
            text.Write(value);
        }
        else
        {
            foreach (var c in value)
            {
                if (c is '"' or '\\')
                    text.Write("\\" + c);
                else if (!IsPlain(c))
                    text.Write("\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture));
                else
                    text.Write(c);
            }
        }

        text.Write('"');
    }

    private static bool IsPlain(string value)
    {
        foreach (var c in value)
        {
            if (!IsPlain(c))
                return false;
        }

        return true;
    }

    private static bool IsPlain(char c) => c is >= ' ' and not ('"' or '\\') && !char.IsSurrogate(c);
}
