using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using EniTools.Api.Calls;

namespace EniTools.Help;

/// <summary>The help of the cmdlets in the format that Get-Help reads (MAML).</summary>
internal sealed class CmdletTopics(Comments comments, Translation texts)
{
    private const string NoneType = "None";

    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public XDocument Build(Assembly module)
    {
        var operations = OperationsOf(module);
        var topics = module.GetExportedTypes()
            .Select(type => (Type: type, Declaration: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(cmdlet => cmdlet.Declaration is not null)
            .OrderBy(cmdlet => NameOf(cmdlet.Declaration!), StringComparer.Ordinal)
            .Select(cmdlet => Topic(cmdlet.Type, cmdlet.Declaration!, operations));
        return new XDocument(new XElement(
            Root + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            topics));
    }

    private XElement Topic(Type cmdlet, CmdletAttribute declaration, IReadOnlyDictionary<string, ApiOperation[]> operations)
    {
        var name = NameOf(declaration);
        var comment = comments.Of(cmdlet);
        var parameters = CmdletParameter.AllOf(cmdlet, declaration, comments);
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", name),
                new XElement(Command + "verb", declaration.VerbName),
                new XElement(Command + "noun", declaration.NounName),
                Description([Summary(comment)])),
            Description([Summary(comment), .. Comments.Paragraphs(comment.Element("remarks")).Select(text => texts.Of(text))]),
            new XElement(Command + "syntax", SyntaxLines(name, declaration, parameters)),
            new XElement(Command + "parameters", parameters.Select(Parameter)),
            new XElement(Command + "inputTypes", Inputs(parameters)),
            new XElement(Command + "returnValues", Outputs(cmdlet)),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Notes(name, comment, operations).Select(Para))),
            new XElement(Command + "examples", comment.Elements("example").Select(Example)),
            new XElement(Command + "relatedLinks", Links(name, comment).Select(Link)));
    }

    private string Summary(XElement comment) => texts.Of(Comments.Text(comment.Element("summary")));

    private static string NameOf(CmdletAttribute declaration) => $"{declaration.VerbName}-{declaration.NounName}";

    // A line for each parameter set, the default one first.
    private static IEnumerable<XElement> SyntaxLines(
        string name, CmdletAttribute declaration, IReadOnlyList<CmdletParameter> parameters) =>
        parameters.Select(parameter => parameter.ParameterSet).OfType<string>().Distinct()
            .OrderBy(set => set != declaration.DefaultParameterSetName).DefaultIfEmpty()
            .Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Maml + "name", name),
                parameters.Where(parameter => parameter.ParameterSet is null || parameter.ParameterSet == set).Select(Syntax)));

    private static XElement Syntax(CmdletParameter parameter) =>
        Element(parameter, null, parameter.Type == typeof(SwitchParameter) ? null : Value(parameter));

    private XElement Parameter(CmdletParameter parameter) => Element(
        parameter,
        Description([texts.Of(parameter.Description)]),
        Value(parameter),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.Default));

    private static XElement Element(CmdletParameter parameter, params object?[] more) => new(
        Command + "parameter",
        new XAttribute("required", parameter.Required ? "true" : "false"),
        new XAttribute("variableLength", "true"),
        new XAttribute("globbing", parameter.Globbing ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        more);

    private static XElement Value(CmdletParameter parameter) => new(
        Command + "parameterValue",
        new XAttribute("required", parameter.Type == typeof(SwitchParameter) ? "false" : "true"),
        new XAttribute("variableLength", "false"),
        parameter.TypeName);

    private IEnumerable<XElement> Inputs(IReadOnlyList<CmdletParameter> parameters)
    {
        var byValue = parameters.Where(parameter => parameter.TakesPipelineObjects).ToList();
        var byProperty = parameters.Where(parameter => parameter.TakesPipelineProperties).ToList();
        foreach (var parameter in byValue)
        {
            var type = parameter.Type == typeof(PSObject) ? "System.Object" : parameter.Type.FullName!;
            yield return Typed("inputType", type, [texts.Of(parameter.Description)]);
        }
        if (byProperty.Count > 0)
        {
            var names = string.Join(", ", byProperty.Select(parameter => parameter.Name));
            var description = texts.Of("An object with properties such as {0}.", names);
            yield return Typed("inputType", "System.Management.Automation.PSObject", [description]);
        }
        if (byValue.Count + byProperty.Count == 0)
            yield return Typed("inputType", NoneType, [texts.Of("It takes nothing from the pipeline.")]);
    }

    private IEnumerable<XElement> Outputs(Type cmdlet)
    {
        var types = cmdlet.GetCustomAttributes<OutputTypeAttribute>()
            .SelectMany(output => output.Type)
            .Select(output => output.Type)
            .ToList();
        foreach (var type in types)
        {
            yield return type.Assembly == cmdlet.Assembly
                ? Typed("returnValue", type.FullName!, [Summary(comments.Of(type)), .. Properties(type)])
                : Typed("returnValue", type.FullName!, []);
        }

        if (types.Count == 0)
            yield return Typed("returnValue", NoneType, [texts.Of("It writes no object.")]);
    }

    private IEnumerable<string> Properties(Type type) =>
        type.GetProperties().Select(property => texts.Of("{0}: {1}", property.Name, Summary(comments.Of(property))));

    private static XElement Typed(string element, string type, IEnumerable<string> description) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
        Description(description));

    private IEnumerable<string> Notes(string cmdlet, XElement comment, IReadOnlyDictionary<string, ApiOperation[]> operations)
    {
        if (operations.TryGetValue(cmdlet, out var called))
        {
            var names = string.Join(", ", called.Select(operation => operation.FullName));
            yield return texts.Of("Permissions: {0}. Get-EniRamPolicy {1} writes the policy.", names, cmdlet);
        }
        foreach (var note in comment.Elements("note"))
            yield return texts.Of(Comments.Text(note));
    }

    private XElement Example(XElement example, int index)
    {
        var paragraphs = example.Elements("para").Select(paragraph => texts.Of(Comments.Text(paragraph))).ToList();
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", texts.Of("-------- Example {0}: {1} --------", index + 1, paragraphs[0].TrimEnd('.', '。'))),
            new XElement(Dev + "code", Comments.Lines(example.Element("code")!)),
            new XElement(
                Dev + "remarks",
                example.Elements("output").Select(Comments.Lines).Select(texts.OfOutput).Concat(paragraphs.Skip(1)).Select(Para)));
    }

    private static IEnumerable<string> Links(string cmdlet, XElement comment) =>
        comment.Elements("seealso").Select(Comments.Text).Append("about_EniTools").Where(link => link != cmdlet);

    private static XElement Link(string text) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri"));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", paragraphs.Select(Para));

    private static XElement Para(string text) => new(Maml + "para", text);

    private static IReadOnlyDictionary<string, ApiOperation[]> OperationsOf(Assembly module) =>
        (IReadOnlyDictionary<string, ApiOperation[]>)module.GetType("EniTools.Permissions.CmdletOperations", throwOnError: true)!
            .GetProperty("All")!.GetValue(null)!;
}
