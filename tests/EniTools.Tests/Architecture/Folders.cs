using System.Management.Automation;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EniTools.Tests.Architecture;

/// <summary>Which folder of an assembly uses types of which other, read from what the compiler wrote: signatures, attributes and method bodies, with those that
/// it makes of lambdas and async methods. A folder is the first part of a namespace after the assembly's own; what lies deeper belongs to it.</summary>
/// <remarks>A constant that was used is not in there any more: <see cref="SourceTests"/> looks for those in the text.</remarks>
internal sealed class Folders
{
    /// <summary>The folder of types that stand in the assembly's own namespace.</summary>
    public const string Root = "(root)";

    private readonly string _namespace;
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<(string From, string To), SortedSet<string>> _arrows = [];

    private Folders(string ownNamespace) => _namespace = ownNamespace;

    /// <summary>The folders that have types, without the root.</summary>
    public IEnumerable<string> Names => _names.Where(name => name != Root).Order(StringComparer.Ordinal);

    /// <summary>Reads an assembly.</summary>
    public static Folders Read(string assembly, string ownNamespace)
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (var used in new[] { assembly, typeof(PSObject).Assembly.Location, typeof(object).Assembly.Location })
            resolver.AddSearchDirectory(Path.GetDirectoryName(used));
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = resolver });
        var folders = new Folders(ownNamespace);
        foreach (var type in module.GetTypes())
        {
            if (folders.FolderOf(type) is not { } from)
                continue;
            folders._names.Add(from);
            foreach (var used in UsedBy(type).SelectMany(Parts))
            {
                if (folders.FolderOf(used) is { } to && to != from)
                    folders.Add(from, to, $"{Outermost(type).Name} uses {Outermost(used).Name}");
            }
        }

        return folders;
    }

    /// <summary>Whether a folder uses another.</summary>
    public bool Has(string from, string to) => _arrows.ContainsKey((from, to));

    /// <summary>The arrows that do not fit, each with the types that make it.</summary>
    public IEnumerable<string> Arrows(Func<string, string, bool> isWrong) => _arrows.Where(arrow => isWrong(arrow.Key.From, arrow.Key.To))
        .OrderBy(arrow => arrow.Key).Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {string.Join(", ", arrow.Value)}");

    /// <summary>The arrows that are part of a circle.</summary>
    public IEnumerable<string> Circles() => Arrows((from, to) => Reachable(to).Contains(from));

    private void Add(string from, string to, string why)
    {
        if (!_arrows.TryGetValue((from, to), out var reasons))
            _arrows.Add((from, to), reasons = new(StringComparer.Ordinal));
        reasons.Add(why);
    }

    private HashSet<string> Reachable(string from)
    {
        HashSet<string> reached = [from];
        var waiting = new Queue<string>(reached);
        while (waiting.TryDequeue(out var folder))
        {
            foreach (var arrow in _arrows.Keys.Where(arrow => arrow.From == folder && reached.Add(arrow.To)))
                waiting.Enqueue(arrow.To);
        }

        return reached;
    }

    // Null for what other assemblies have, and for what the compiler adds.
    private string? FolderOf(TypeReference type)
    {
        type = Outermost(type);
        if (type.Scope is not ModuleDefinition)
            return null;
        if (type.Namespace == _namespace)
            return Root;
        return type.Namespace.StartsWith(_namespace + ".", StringComparison.Ordinal)
            ? type.Namespace[(_namespace.Length + 1)..].Split('.')[0]
            : null;
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(declared => declared.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Methods.SelectMany(Signature),
        .. type.Methods.Where(method => method.HasBody).SelectMany(method => Body(method.Body)),
        .. type.GenericParameters.Concat(type.Methods.SelectMany(method => method.GenericParameters))
            .SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. Attributed(type).SelectMany(item => item.CustomAttributes).SelectMany(Attribute),
    ];

    private static IEnumerable<ICustomAttributeProvider> Attributed(TypeDefinition type) =>
    [
        type, .. type.Fields, .. type.Properties, .. type.Events, .. type.GenericParameters, .. type.Methods,
        .. type.Methods.SelectMany(method => method.Parameters),
        .. type.Methods.Select(method => method.MethodReturnType),
        .. type.Methods.SelectMany(method => method.GenericParameters),
    ];

    private static IEnumerable<TypeReference> Attribute(CustomAttribute attribute) =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments.Concat(attribute.Fields.Concat(attribute.Properties).Select(named => named.Argument))
            .SelectMany(Argument),
    ];

    private static IEnumerable<TypeReference> Argument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument boxed => [argument.Type, .. Argument(boxed)],
        CustomAttributeArgument[] items => [argument.Type, .. items.SelectMany(Argument)],
        _ => [argument.Type],
    };

    // A caller uses what it hands over and what it is given back, too.
    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
    [
        method.DeclaringType, method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. (method as GenericInstanceMethod)?.GenericArguments ?? [],
    ];

    private static IEnumerable<TypeReference> Body(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            MethodReference method => Signature(method),
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference type => [type],
            _ => [],
        }),
    ];

    // Of a list of pairs of A and B: the list, the pair, A and B.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        IModifierType modified => [.. Parts(modified.ModifierType), .. Parts(modified.ElementType)],
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };
}
