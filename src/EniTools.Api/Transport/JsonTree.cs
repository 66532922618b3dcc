using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EniTools.Api.Transport;

/// <summary>Reads JSON with the reader in the box of .NET Framework and every newer .NET, in time that grows with the text alone.</summary>
internal static class JsonTree
{
    /// <summary>Opens a document that may be large. The caller takes its parts one at a time, and meets an XmlException where the document is not one whole object.</summary>
    public static XmlReader Open(Stream json) =>
        JsonReaderWriterFactory.CreateJsonReader(new WholeJson(json), Encoding.UTF8, ReadLimits.Quotas, null);

    /// <summary>Gives the names of the members of an object, or of the items of a list, with the reader at each in turn. The caller reads past it.</summary>
    public static IEnumerable<string> Children(this XmlReader reader)
    {
        reader.ReadStartElement();
        while (reader.MoveToContent() == XmlNodeType.Element)
            yield return reader.LocalName;
        reader.ReadEndElement();
    }

    /// <summary>Reads the value at which a reader stands, and moves the reader past it: an element with an element for each member or item.</summary>
    /// <exception cref="FormatException">The value has too many values in it.</exception>
    /// <exception cref="XmlException">The value is not JSON, or nested too deep.</exception>
    public static XElement Read(XmlReader reader)
    {
        var left = ReadLimits.MaxValues;
        return Read(reader, ref left);
    }

    /// <summary>True if an exception says that a text is not JSON. The reader in the box throws some that were not meant for that.</summary>
    public static bool IsMisreading(Exception exception) => exception is
        XmlException or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException;

    private static XElement Read(XmlReader reader, ref int left)
    {
        if (--left < 0)
            throw new FormatException($"There are more than {ReadLimits.MaxValues} values.");
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        AddAttribute("type");
        AddAttribute("item");
        reader.ReadStartElement();

        // A text with escapes comes in pieces, which an element would copy each time.
        string? text = null;
        StringBuilder? pieces = null;
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                element.Add(Read(reader, ref left));
                continue;
            }

            if (text is null)
                text = reader.Value;
            else
                (pieces ??= new StringBuilder(text)).Append(reader.Value);
            // At the end, the reader says so for ever.
            if (!reader.Read())
                throw new XmlException("The text ends before its value does.");
        }

        reader.ReadEndElement();
        if (text is { Length: > 0 } && !element.HasElements)
            element.Value = pieces?.ToString() ?? text;
        return element;

        void AddAttribute(string name)
        {
            if (reader.GetAttribute(name) is { } value && (name, value) != ("type", "string"))
                element.SetAttributeValue(name, value);
        }
    }
}
