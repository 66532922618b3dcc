using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EniTools.Help;

/// <summary>The documentation comments of the sources, as the compiler wrote them down.</summary>
internal sealed partial class Comments
{
    private readonly Dictionary<string, XElement> _members;

    // The compiler adds some types to every assembly, and so to every file.
    private Comments(IEnumerable<XDocument> files) => _members = files
        .SelectMany(file => file.Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Reads those of some assemblies.</summary>
    public static Comments Beside(string assemblyPath, params IEnumerable<string> assemblies) =>
        new(assemblies.Select(name => XDocument.Load(
            Path.Combine(Path.GetDirectoryName(assemblyPath)!, name + ".xml"), LoadOptions.PreserveWhitespace)));

    /// <summary>The comment of a class.</summary>
    public XElement Of(Type type) => Find($"T:{type.FullName}");

    /// <summary>The comment of a property, where it is declared, or of the property whose comment it inherits by name.</summary>
    public XElement Of(PropertyInfo property)
    {
        var comment = Find($"P:{property.DeclaringType!.FullName}.{property.Name}");
        return comment.Element("inheritdoc") is { } inherited ? Find(inherited.Attribute("cref")!.Value) : comment;
    }

    /// <summary>The comment of a constant or of a value of an enum.</summary>
    public XElement Of(FieldInfo field) => Find($"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>An element's text in one line; empty when it is not there.</summary>
    public static string Text(XElement? element) => Spaces().Replace(element?.Value ?? "", " ").Trim();

    /// <summary>The paragraphs of an element: those that are marked, or all of it as one.</summary>
    public static IEnumerable<string> Paragraphs(XElement? element)
    {
        var marked = element?.Elements("para").Select(Text).ToList() ?? [];
        return marked.Count > 0 ? marked : Text(element) is { Length: > 0 } text ? [text] : [];
    }

    /// <summary>Lines as they were written, without the indentation that they share.</summary>
    public static string Lines(XElement element)
    {
        var lines = element.Value.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : ""));
    }

    private XElement Find(string name) =>
        _members.TryGetValue(name, out var member)
            ? member
            : throw new InvalidDataException($"There is no documentation comment for {name}.");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
