using System.Globalization;
using System.Text;

namespace EniTools.Emulator.Answers;

/// <summary>Writes an answer as JSON.</summary>
/// <remarks>Written here because the one writer that both editions of PowerShell have in the box escapes every slash, which the service does not.</remarks>
internal static class JsonAnswer
{
    public const string ContentType = "application/json;charset=utf-8";

    public static string Write(AnswerObject answer)
    {
        var text = new StringBuilder();
        Write(text, answer);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object value)
    {
        switch (value)
        {
            case AnswerObject members:
                text.Append('{');
                Join(text, members.Members, member =>
                {
                    WriteString(text, member.Key);
                    text.Append(':');
                    Write(text, member.Value);
                });
                text.Append('}');
                break;
            case List<object> items:
                text.Append('[');
                Join(text, items, item => Write(text, item));
                text.Append(']');
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case int number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                WriteString(text, (string)value);
                break;
        }
    }

    private static void Join<T>(StringBuilder text, IReadOnlyList<T> items, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            write(items[i]);
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c))
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                text.Append(c);
        }

        text.Append('"');
    }
}
