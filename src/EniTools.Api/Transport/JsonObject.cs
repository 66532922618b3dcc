using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EniTools.Api.Transport;

/// <summary>Reads JSON with the reader that both editions of PowerShell have in the box: an element for each member, list items below it.</summary>
internal static class JsonObject
{
    // What is read nests six deep. The reader's time grows with the square of the depth, so what nests without end must end.
    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 64,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = int.MaxValue,
        MaxStringContentLength = int.MaxValue,
    };

    /// <summary>Reads an object; the failure is null when the text is JSON and no object.</summary>
    public static bool TryParse(byte[] text, [NotNullWhen(true)] out XElement? members, out Exception? failure)
    {
        (members, failure) = (null, null);
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(text, 0, text.Length, Encoding.UTF8, Quotas, null);
            var root = XElement.Load(reader);
            if (root.Attribute("type")?.Value == "object")
                members = root;
        }
        catch (Exception exception) when (exception is XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            failure = exception;
        }

        return members is not null;
    }
}
