using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EniTools.Api.Transport;

/// <summary>Reads JSON with the reader in the box of .NET Framework and every newer .NET: an element for each member, list items below it.</summary>
internal static class JsonObject
{
    // What is read nests six deep. The reader's time grows with the square of the depth, so endless nesting must be stopped.
    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 64,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = int.MaxValue,
        MaxStringContentLength = int.MaxValue,
    };

    // A reader keeps every name it has ever read, so it must be let go of at some point.
    private const int MaxRead = 1024 * 1024;

    // One for each thread: a new one makes ten times as much garbage as a small answer.
    [ThreadStatic]
    private static XmlDictionaryReader? _reader;

    [ThreadStatic]
    private static long _bytesRead;

    /// <summary>Reads an object; the failure is null when the text is JSON but not an object.</summary>
    public static bool TryParse(byte[] text, [NotNullWhen(true)] out XElement? members, out Exception? failure)
    {
        (members, failure) = (null, null);
        try
        {
            if (BreaksOff(text))
                throw new FormatException("The text ends before its object does, or goes on after it.");
            var root = Load(text);
            if (root.JsonType() == "object")
                members = root;
        }
        catch (Exception exception) when (exception is XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            failure = exception;
        }

        return members is not null;
    }

    /// <summary>A member's text; null when it is absent, null or empty.</summary>
    public static string? Text(this XElement parent, string name)
    {
        var value = parent.Element(name)?.Value;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The items of a list, such as NetworkInterfaceSets.NetworkInterfaceSet. Either container may be missing or null.</summary>
    public static IEnumerable<XElement> Items(this XElement parent, string container, string list) =>
        parent.Element(container)?.Element(list)?.Elements() ?? [];

    /// <summary>A member's name, also one that an element cannot have.</summary>
    public static string MemberName(this XElement member) => member.Attribute("item")?.Value ?? member.Name.LocalName;

    /// <summary>What a member is: object, array, string, number, boolean or null.</summary>
    public static string JsonType(this XElement member) => member.Attribute("type")?.Value ?? "string";

    private static XElement Load(byte[] text)
    {
        var reader = _reader ?? JsonReaderWriterFactory.CreateJsonReader([], Quotas);
        _bytesRead = (_reader is null ? 0 : _bytesRead) + text.Length;
        // One that failed in the middle is not used again.
        _reader = null;
        SetInput(reader, text);
        var root = XElement.Load(reader);
        if (_bytesRead > MaxRead)
            return root;

        // Closing it would lose what makes it worth keeping; it only has to let go of the text.
        SetInput(reader, []);
        _reader = reader;
        return root;
    }

    private static void SetInput(XmlDictionaryReader reader, byte[] text) =>
        ((IXmlJsonReaderInitializer)reader).SetInput(text, 0, text.Length, Encoding.UTF8, Quotas, null);

    // The reader takes an object that breaks off for a whole one, and two objects for one.
    private static bool BreaksOff(byte[] text)
    {
        var (depth, isText, hasEnded) = (0, false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = (char)text[i];
            if (isText && c == '\\')
                i++;
            else if (isText)
                isText = c != '"';
            else if (c is ' ' or '\t' or '\r' or '\n')
                continue;
            else if (hasEnded)
                return true;
            else if (c == '"')
                isText = true;
            else if (c is '{' or '[')
                depth++;
            else if (c is '}' or ']')
                hasEnded = --depth <= 0;
        }

        return depth != 0 || isText;
    }
}
