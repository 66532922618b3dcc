using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace EniTools.Help;

/// <summary>A parameter of a cmdlet, as its attributes declare it.</summary>
internal sealed class CmdletParameter
{
    private readonly ParameterAttribute _declared;

    private CmdletParameter(PropertyInfo property, object cmdlet, Comments comments)
    {
        _declared = property.GetCustomAttribute<ParameterAttribute>(inherit: false)!;
        Name = property.Name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Aliases = [.. property.GetCustomAttribute<AliasAttribute>(inherit: false)?.AliasNames ?? []];
        Globbing = property.GetCustomAttribute<SupportsWildcardsAttribute>(inherit: false) is not null;
        Description = Comments.Text(comments.Of(property).Element("summary"));
        Default = DefaultOf(property.GetValue(cmdlet));
    }

    private CmdletParameter(string name, string alias, string description)
    {
        _declared = new ParameterAttribute();
        Name = name;
        Type = typeof(SwitchParameter);
        Aliases = [alias];
        Description = description;
        Default = "False";
    }

    public string Name { get; }

    public Type Type { get; }

    public IReadOnlyList<string> Aliases { get; }

    public bool Globbing { get; }

    public string Description { get; }

    public string Default { get; }

    public bool Required => _declared.Mandatory;

    /// <summary>The only parameter set that has it; null where all have it.</summary>
    public string? ParameterSet => _declared.ParameterSetName is ParameterAttribute.AllParameterSets ? null : _declared.ParameterSetName;

    public bool TakesPipelineObjects => _declared.ValueFromPipeline;

    public bool TakesPipelineProperties => _declared.ValueFromPipelineByPropertyName;

    public string Position => _declared.Position == int.MinValue ? "named" : _declared.Position.ToString(CultureInfo.InvariantCulture);

    public string PipelineInput => (_declared.ValueFromPipeline, _declared.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>The name of the type as PowerShell users write it.</summary>
    public string TypeName => Type == typeof(string) ? "String"
        : Type == typeof(int) ? "Int32"
        : Type.Name;

    /// <summary>The parameters of a cmdlet, by position and then by name.</summary>
    public static IReadOnlyList<CmdletParameter> AllOf(Type cmdlet, CmdletAttribute declaration, Comments comments)
    {
        var instance = Activator.CreateInstance(cmdlet)!;
        var own = cmdlet.GetProperties()
            .Where(property => property.GetCustomAttribute<ParameterAttribute>(inherit: false) is not null)
            .Select(property => new CmdletParameter(property, instance, comments));
        CmdletParameter[] common = declaration.SupportsShouldProcess
            ? [
                new("Confirm", "cf", "Asks for confirmation before anything is done; -Confirm:$false does not ask."),
                new("WhatIf", "wi", "Says what would be done, and does nothing."),
              ]
            : [];
        return
        [
            .. own.Concat(common)
                .OrderBy(parameter => parameter._declared.Position == int.MinValue ? int.MaxValue : parameter._declared.Position)
                .ThenBy(parameter => parameter.Name, StringComparer.Ordinal),
        ];
    }

    private static string DefaultOf(object? value) => value switch
    {
        null => "None",
        SwitchParameter or false => "False",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>()) is { Length: > 0 } items ? items : "None",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
