using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EniTools.Emulator.Answers;

/// <summary>Writes a response as XML: a list repeats the element of its items.</summary>
internal static class XmlAnswer
{
    public const string ContentType = "text/xml;charset=utf-8";

    public static byte[] Write(string rootName, AnswerObject answer)
    {
        var root = new XElement(rootName);
        Fill(root, answer);
        return Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting));
    }

    private static void Fill(XElement element, AnswerObject answer)
    {
        foreach (var member in answer.Members)
        {
            foreach (var value in member.Value as List<object> ?? [member.Value])
            {
                var child = new XElement(member.Key);
                if (value is AnswerObject members)
                    Fill(child, members);
                else
                    child.Value = TextOf(value);
                element.Add(child);
            }
        }
    }

    private static string TextOf(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        // A request can hold characters that XML cannot, and a response that repeats them must still be XML.
        _ => new string([.. ((string)value).Select(c => XmlConvert.IsXmlChar(c) ? c : '?')]),
    };
}
