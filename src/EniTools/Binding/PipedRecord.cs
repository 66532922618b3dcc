using System.Collections;
using System.Management.Automation;

namespace EniTools.Binding;

/// <summary>An object in the pipeline as a record of named values. Names are matched without regard to case and outer blanks.</summary>
internal sealed class PipedRecord
{
    public static readonly string[] InterfaceNames = ["NetworkInterfaceId", "EniId"];
    public static readonly string[] RegionNames = ["RegionId", "Region"];
    public static readonly string[] ProfileNames = ["ProfileName"];
    public static readonly string[] InstanceNames = ["InstanceId"];
    public static readonly string[] ItemNames = ["Ipv6Address", "Ipv6Prefix"];

    // PowerShell adds them to what comes from a job or another machine.
    private static readonly string[] NamesOfTheEngine = ["PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId"];

    private readonly Lazy<Dictionary<string, PSPropertyInfo>> _properties;

    private PipedRecord(PSObject input)
    {
        Input = input;
        _properties = new(ReadProperties);
    }

    /// <summary>The object itself.</summary>
    public PSObject Input { get; }

    /// <summary>True for an object that a cmdlet of the module wrote.</summary>
    public bool IsOurs => Input.BaseObject.GetType().Assembly == typeof(PipedRecord).Assembly;

    /// <summary>The names without outer blanks.</summary>
    public IReadOnlyCollection<string> Names => _properties.Value.Keys;

    /// <summary>True if no name has outer blanks, so that the engine binds each of them itself.</summary>
    public bool AreNamesBare => IsOurs || Input.Properties.All(property => property.Name.Trim().Length == property.Name.Length);

    /// <summary>Reads an input; null when the input is a text, a list, a hashtable or nothing.</summary>
    public static PipedRecord? Of(PSObject? input) =>
        input?.BaseObject is null or ICollection || PipedText.Of(input) is not null ? null : new PipedRecord(input);

    /// <summary>True if the record has a value by one of these names, perhaps an empty one.</summary>
    public bool Has(params string[] names) => names.Any(name => PropertyOf(name) is not null);

    /// <summary>The first value by one of these names; null when there is none.</summary>
    public object? Value(params string[] names) => names.Select(ValueOf).FirstOrDefault(value => value is not null);

    /// <summary>The first text by one of these names that is not blank, without outer blanks; null when there is none.</summary>
    public string? Text(params string[] names) =>
        names.Select(name => ValueOf(name) is { } value && !IsList(value) ? $"{value}".Trim() : "").FirstOrDefault(text => text.Length > 0);

    /// <summary>The texts by one of these names that are not blank: the members of a list, or a text alone.</summary>
    public IEnumerable<string> Texts(params string[] names) => names.Select(ValueOf).SelectMany(ListOf)
        .Select(value => $"{value}".Trim()).Where(text => text.Length > 0);

    /// <summary>True if the record has a list by one of these names, perhaps an empty one.</summary>
    public bool HasListOf(params string[] names) => names.Any(name => IsList(ValueOf(name)));

    /// <summary>A name that two properties have but for case and outer blanks; null when there is none.</summary>
    public string? RepeatedName => IsOurs
        ? null
        : Input.Properties.GroupBy(property => property.Name.Trim(), StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Skip(1).Any())?.Key;

    /// <summary>True if the record is an object of this type, or was one before a job, a file or another machine took it apart.</summary>
    public bool Is(Type type) => Input.TypeNames.Any(name => name == type.FullName || name == $"Deserialized.{type.FullName}")
        || (!IsOurs && HasAllNamesOf(type));

    // JSON and tables keep the names of the properties alone.
    private bool HasAllNamesOf(Type type)
    {
        var names = type.GetProperties().Select(property => property.Name).ToList();
        return Names.Count == names.Count && names.All(name => Has(name));
    }

    /// <summary>True for a list of values; a text is none.</summary>
    public static bool IsList(object? value) => value is IEnumerable and not string;

    /// <summary>The members of a list, or a value alone.</summary>
    public static IEnumerable<object> ListOf(object? value) => value switch
    {
        null => [],
        IEnumerable list and not string => list.Cast<object?>().Select(Bare).OfType<object>(),
        _ => [value],
    };

    private object? ValueOf(string name) => PropertyOf(name) is { } property ? Bare(property.Value) : null;

    // There may be very many objects of the module, whose names need no search.
    private PSPropertyInfo? PropertyOf(string name) => IsOurs ? Input.Properties[name]
        : _properties.Value.TryGetValue(name, out var property) ? property
        : null;

    private Dictionary<string, PSPropertyInfo> ReadProperties()
    {
        var properties = new Dictionary<string, PSPropertyInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in Input.Properties)
        {
            var name = property.Name.Trim();
            if (!NamesOfTheEngine.Contains(name, StringComparer.OrdinalIgnoreCase) && !properties.ContainsKey(name))
                properties.Add(name, property);
        }

        return properties;
    }

    // A custom object is its wrapper.
    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
