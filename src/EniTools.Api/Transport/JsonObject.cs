using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EniTools.Api.Transport;

/// <summary>One whole JSON object, such as a response: an element for each member, list items below it.</summary>
internal static class JsonObject
{
    // A reader keeps every name it has ever read, so it must be let go of at some point.
    private const int MaxRead = 1024 * 1024;

    // One for each thread: a new one makes ten times as much garbage as a small answer.
    [ThreadStatic]
    private static XmlDictionaryReader? _reader;

    [ThreadStatic]
    private static long _bytesRead;

    /// <summary>Reads an object; the failure is null if the text is JSON but not an object.</summary>
    public static bool TryParse(byte[] text, [NotNullWhen(true)] out XElement? members, out Exception? failure)
    {
        (members, failure) = (null, null);
        try
        {
            if (text.Length > ReadLimits.MaxBytes)
                throw new FormatException("The text is too large.");
            WholeJson.Check(text);
            var root = Load(text);
            if (root.JsonType() == "object")
                members = root;
        }
        catch (Exception exception) when (JsonTree.IsMisreading(exception))
        {
            failure = exception;
        }

        return members is not null;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out XElement? members) =>
        TryParse(Encoding.UTF8.GetBytes(text), out members, out _);

    /// <summary>Gets a member's text; null if it is absent, null or empty.</summary>
    public static string? Text(this XElement parent, string name)
    {
        var value = parent.Element(name)?.Value;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>
    /// Gets the items of a list, such as NetworkInterfaceSets.NetworkInterfaceSet. Either container may be missing or null.
    /// </summary>
    public static IEnumerable<XElement> Items(this XElement parent, string container, string list) =>
        parent.Element(container)?.Element(list)?.Elements() ?? [];

    /// <summary>Gets the tags of an ENI or an address, under the names that its service gives key and value.</summary>
    public static Dictionary<string, string> Tags(this XElement parent, string key, string value)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in parent.Items("Tags", "Tag"))
            tags[tag.Text(key) ?? ""] = tag.Text(value) ?? "";
        return tags;
    }

    /// <summary>Gets a member's name, also one that an element cannot have.</summary>
    public static string MemberName(this XElement member) => member.Attribute("item")?.Value ?? member.Name.LocalName;

    /// <summary>Gets the type of a member: object, array, string, number, boolean or null.</summary>
    public static string JsonType(this XElement member) => member.Attribute("type")?.Value ?? "string";

    private static XElement Load(byte[] text)
    {
        var reader = _reader ?? JsonReaderWriterFactory.CreateJsonReader([], ReadLimits.Quotas);
        _bytesRead = (_reader is null ? 0 : _bytesRead) + text.Length;
        // One that failed in the middle is not used again.
        _reader = null;
        SetInput(reader, text);
        reader.MoveToContent();
        var root = JsonTree.Read(reader);
        if (_bytesRead > MaxRead)
            return root;

        // Closing it would lose what makes it worth keeping; it only has to let go of the text.
        SetInput(reader, []);
        _reader = reader;
        return root;
    }

    private static void SetInput(XmlDictionaryReader reader, byte[] text) =>
        ((IXmlJsonReaderInitializer)reader).SetInput(text, 0, text.Length, Encoding.UTF8, ReadLimits.Quotas, null);
}
