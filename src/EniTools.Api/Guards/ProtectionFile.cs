using System.Xml.Linq;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Guards;

/// <summary>A JSON file that says for a team what no run may change.</summary>
/// <remarks>What cannot be understood is an error, also a member of another name: a slip of the pen must not leave something unprotected.</remarks>
public static class ProtectionFile
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "ENITOOLS_PROTECTION_FILE";

    private const string Ids = "networkInterfaceIds";
    private const string Ranges = "ranges";

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It cannot be read, or is not such a file; the message names it and says why.</exception>
    public static Protection Read(string path)
    {
        byte[] text;
        try
        {
            // ReadAllText takes a byte order mark away.
            text = System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(path));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Bad(path, $"cannot be read: {exception.Message}");
        }

        if (!JsonObject.TryParse(text, out var root, out _))
            throw Bad(path, "is not a JSON object");
        if (root.Elements().FirstOrDefault(member => member.Name.LocalName is not (Ids or Ranges)) is { } unknown)
            throw Bad(path, $"has a member '{unknown.Name.LocalName}', and {Ids} and {Ranges} are known");
        return new Protection
        {
            Origin = $"the file {path}",
            NetworkInterfaceIds = [.. TextsOf(root, Ids, path).Select(id =>
                ResourceId.IsNetworkInterfaceId(id) ? id : throw Bad(path, $"has '{id}' in {Ids}, which is not an ENI id"))],
            Ranges = [.. TextsOf(root, Ranges, path).Select(range => Protection.TryParseRange(range, out var prefix, out var problem)
                ? prefix
                : throw Bad(path, $"has '{range}' in {Ranges}, which {problem}"))],
        };
    }

    // A member that is there twice counts twice.
    private static IEnumerable<string> TextsOf(XElement root, string name, string path) => root.Elements(name).SelectMany(list =>
        list.Attribute("type")?.Value == "array" && list.Elements().All(item => item.Attribute("type")?.Value is null or "string")
            ? list.Elements().Select(item => item.Value)
            : throw Bad(path, $"has a member '{name}' that is not a list of texts"));

    private static FormatException Bad(string path, string problem) => new(WrittenText.Shown($"The file '{path}' {problem}."));
}
