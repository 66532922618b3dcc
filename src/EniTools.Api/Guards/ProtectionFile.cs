using System.Xml.Linq;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Guards;

/// <summary>A JSON file that says for a team what no run may change.</summary>
/// <remarks>What cannot be understood is an error, also a member of another name: a slip of the pen must not leave something unprotected.</remarks>
internal static class ProtectionFile
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "ENITOOLS_PROTECTION_FILE";

    private const string Ids = "networkInterfaceIds";
    private const string Ranges = "ranges";
    private const string Tags = "tags";

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It cannot be read, or is not such a file; the message names it and says why.</exception>
    public static Protection Read(string path)
    {
        string text;
        try
        {
            text = ReadLimits.TextOf(path);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Bad(path, $"cannot be read: {exception.Message.TrimEnd('.')}");
        }

        if (!JsonObject.TryParse(text, out var root))
            throw Bad(path, "is not a JSON object");
        if (root.Elements().FirstOrDefault(member => member.MemberName() is not (Ids or Ranges or Tags)) is { } unknown)
            throw Bad(path, $"has a member '{unknown.MemberName()}', and {Ids}, {Ranges} and {Tags} are known");
        return new Protection
        {
            Origin = $"the file {path}",
            NetworkInterfaceIds = [.. root.Elements(Ids).SelectMany(list => TextsOf(list, path)).Select(id =>
                ResourceId.IsNetworkInterfaceId(id) ? id : throw Bad(path, $"has '{id}' in {Ids}, which is not an ENI id"))],
            Ranges = [.. root.Elements(Ranges).SelectMany(list => TextsOf(list, path)).Select(range =>
                Ipv6Prefix.TryParseRange(range, out var prefix, out var problem)
                    ? prefix
                    : throw Bad(path, $"has '{range}' in {Ranges}, which {problem}"))],
            Tags = [.. root.Elements(Tags).SelectMany(table => TagsOf(table, path))],
        };
    }

    // A member that is there twice counts twice.
    private static IEnumerable<string> TextsOf(XElement list, string path) =>
        list.JsonType() == "array" && list.Elements().All(item => item.JsonType() == "string")
            ? list.Elements().Select(item => item.Value)
            : throw Bad(path, $"has a member '{list.MemberName()}' that is not a list of texts");

    private static IEnumerable<ProtectedTag> TagsOf(XElement table, string path) => table.JsonType() == "object"
        ? from tag in table.Elements()
          from value in ValuesOf(tag, path)
          select ProtectedTag.TryParse(tag.MemberName(), value, out var read, out var problem)
              ? read
              : throw Bad(path, $"has '{tag.MemberName()}={value}' in {Tags}, which {problem}")
        : throw Bad(path, $"has a member '{Tags}' that is not an object of keys and values");

    // An empty list would protect nothing, and was hardly meant to.
    private static IEnumerable<string> ValuesOf(XElement tag, string path) => tag.JsonType() switch
    {
        "string" or "null" => [tag.Value],
        "array" when tag.HasElements => TextsOf(tag, path),
        _ => throw Bad(path, $"has '{tag.MemberName()}' in {Tags} with a value that is not a text, a list of texts or null"),
    };

    private static FormatException Bad(string path, string problem) => new(WrittenText.Shown($"The file '{path}' {problem}."));
}
