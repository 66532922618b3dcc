using System.Management.Automation;
using System.Reflection;

namespace EniTools.Binding;

/// <summary>Binds records that the engine does not understand: with outer blanks in their names, or made of another object.</summary>
internal sealed class RecordBinder
{
    private readonly PSCmdlet _cmdlet;
    private readonly List<(PropertyInfo Property, string[] Names)> _parameters = [];

    /// <summary>Makes a binder.</summary>
    /// <param name="cmdlet">The cmdlet whose parameters are bound.</param>
    /// <param name="isOnCommandLine">True for a parameter that is the same for all records.</param>
    public RecordBinder(PSCmdlet cmdlet, Func<string, bool> isOnCommandLine)
    {
        _cmdlet = cmdlet;
        foreach (var property in cmdlet.GetType().GetProperties())
        {
            var declared = property.GetCustomAttributes<ParameterAttribute>(inherit: true);
            if (isOnCommandLine(property.Name) || !declared.Any(parameter => parameter.ValueFromPipelineByPropertyName))
                continue;
            var aliases = property.GetCustomAttribute<AliasAttribute>(inherit: true)?.AliasNames;
            _parameters.Add((property, [property.Name, .. aliases ?? []]));
        }
    }

    /// <summary>Runs an action with the values of a record as parameters, and with none that the record lacks.</summary>
    public void With(PipedRecord record, Action action)
    {
        var before = _parameters.ConvertAll(parameter => parameter.Property.GetValue(_cmdlet));
        foreach (var (property, names) in _parameters)
        {
            var value = record.Value(names);
            property.SetValue(
                _cmdlet, LanguagePrimitives.TryConvertTo(value, property.PropertyType, out var converted) ? converted : null);
        }

        try
        {
            action();
        }
        finally
        {
            // The engine takes back only what it bound itself.
            for (var i = 0; i < before.Count; i++)
                _parameters[i].Property.SetValue(_cmdlet, before[i]);
        }
    }
}
