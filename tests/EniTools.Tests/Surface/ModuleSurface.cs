using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;
using Microsoft.PowerShell;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EniTools.Tests.Surface;

/// <summary>Everything in the built module that scripts can depend on, as lines of text: cmdlets and their parameters, the types they write, error ids.</summary>
internal static partial class ModuleSurface
{
    // What a record has, too.
    private static readonly string[] OfEachType =
    [
        nameof(Equals), nameof(GetHashCode), nameof(ToString), nameof(IComparable.CompareTo), "Deconstruct",
    ];

    public static IReadOnlyList<string> Read()
    {
        using var session = PowerShellSession.Bare();
        var cmdlets = session.Run("Get-Command -Module EniTools").ShouldSucceed().Output.Select(command => command.BaseObject)
            .Cast<CommandInfo>()
            .OrderBy(command => command.Name, StringComparer.Ordinal).ToList();
        return [
            .. cmdlets.SelectMany(Cmdlet), .. Written(cmdlets.OfType<CmdletInfo>()).SelectMany(WrittenType), "error ids",
            .. ErrorIds().Select(id => $"  {id}"),
        ];
    }

    private static IEnumerable<string> Cmdlet(CommandInfo command)
    {
        yield return $"{command.CommandType.ToString().ToLowerInvariant()} {command.Name}";
        if (command is not CmdletInfo cmdlet)
            yield break;

        // The class is the second half of each error id.
        var declared = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;
        yield return $"  class {cmdlet.ImplementingType}";
        if (cmdlet.DefaultParameterSet is { Length: > 0 } set)
            yield return $"  default set {set}";
        if (declared.SupportsShouldProcess)
            yield return $"  asks, impact {declared.ConfirmImpact}";
        foreach (var output in cmdlet.OutputType)
            yield return $"  writes {output.Name}";
        foreach (
            var parameter in cmdlet.Parameters.Values.Where(parameter => !IsCommon(parameter.Name))
                .OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            var aliases = Each(" alias ", parameter.Aliases.Order(StringComparer.Ordinal));
            yield return $"  -{parameter.Name} <{Name(parameter.ParameterType)}>{aliases}{Rules(parameter)}";
            foreach (var (name, place) in parameter.ParameterSets.OrderBy(set => set.Key, StringComparer.Ordinal))
                yield return $"    {(name == ParameterAttribute.AllParameterSets ? "every set" : $"set {name}")}: {Place(place)}";
        }
    }

    private static bool IsCommon(string parameter) => System.Management.Automation.Cmdlet.CommonParameters.Contains(parameter);

    private static string Place(ParameterSetMetadata place) => string.Join(", ", new[]
    {
        place.IsMandatory ? "mandatory" : "optional",
        place.Position == int.MinValue ? "named" : $"position {place.Position}",
        place.ValueFromPipeline ? "from the pipeline" : "",
        place.ValueFromPipelineByPropertyName ? "from a property" : "",
        place.ValueFromRemainingArguments ? "from the rest" : "",
    }.Where(part => part.Length > 0));

    private static string Rules(ParameterMetadata parameter) => Each(" ", parameter.Attributes
        .Where(
            attribute => attribute is not (ParameterAttribute or AliasAttribute)
                && attribute.GetType().Namespace!.StartsWith("System.Management", StringComparison.Ordinal))
        .Select(attribute => attribute.GetType().Name[..^"Attribute".Length] + attribute switch
        {
            ValidateRangeAttribute range => $"({range.MinRange}, {range.MaxRange})",
            ValidateSetAttribute set => $"({string.Join(", ", set.ValidValues)})",
            _ => "",
        })
        .Order(StringComparer.Ordinal));

    // What cmdlets and errors hand out, and what can be reached from there.
    private static IEnumerable<Type> Written(IEnumerable<CmdletInfo> cmdlets)
    {
        var module = cmdlets.Select(cmdlet => cmdlet.ImplementingType.Assembly).Distinct().Single();
        var waiting = new Queue<Type>(module.GetExportedTypes().Where(type => type.Namespace is "EniTools.Output" or "EniTools.Errors"));
        HashSet<Type> found = [];
        while (waiting.TryDequeue(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (
                var reached in type.GetProperties().SelectMany(property => Parts(property.PropertyType))
                    .Where(part => part.FullName!.StartsWith("EniTools.", StringComparison.Ordinal)))
                waiting.Enqueue(reached);
        }

        return found.OrderBy(type => type.FullName, StringComparer.Ordinal);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];

    private static IEnumerable<string> WrittenType(Type type)
    {
        var ordered = type.IsAssignableTo(typeof(IComparable)) && !type.IsEnum ? ", ordered" : "";
        var above = type.BaseType is { } other && other != typeof(object) ? $" : {Name(other)}" : "";
        yield return $"type {type.FullName}{above}{ordered}";
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"  {name}";
            yield break;
        }

        foreach (
            var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => IsOurs(property.DeclaringType!)).OrderBy(property => property.Name, StringComparer.Ordinal))
            yield return $"  {property.Name} <{Name(property.PropertyType)}>{(property.SetMethod?.IsPublic == true ? " can be set" : "")}";
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && !OfEachType.Contains(method.Name) && method.Name[0] != '<');
        foreach (var method in methods.OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            var parameters = string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));
            yield return $"  {method.Name}({parameters}) <{Name(method.ReturnType)}>";
        }
    }

    private static bool IsOurs(Type type) => type.Namespace!.StartsWith("EniTools", StringComparison.Ordinal);

    // As PowerShell shows it.
    private static string Name(Type type) => ToStringCodeMethods.Type(PSObject.AsPSObject(type));

    private static string Each(string before, IEnumerable<string> texts) => string.Concat(texts.Select(text => before + text));

    // Those that the help lists, and the texts in the code that are of one of their families.
    private static IEnumerable<string> ErrorIds()
    {
        var listed = ListedId().Matches(File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", "about_EniTools_Errors.help.txt")))
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var unlisted = TextsIn("EniTools.dll").Concat(TextsIn("EniTools.Api.dll"))
            .Where(text => Id().IsMatch(text) && listed.Any(family => text.StartsWith(family + ".", StringComparison.Ordinal)));
        return listed.Union(unlisted).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> TextsIn(string file)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(BuiltModule.Folder, file));
        return [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions).Where(instruction => instruction.OpCode == OpCodes.Ldstr)
                .Select(instruction => (string)instruction.Operand)];
    }

    [GeneratedRegex(@"^    ([A-Z][A-Za-z0-9.]+)$", RegexOptions.Multiline)]
    private static partial Regex ListedId();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]+(\.[A-Z][A-Za-z0-9]+)+$")]
    private static partial Regex Id();
}
