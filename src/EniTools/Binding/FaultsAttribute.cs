using System.Collections;
using System.Management.Automation;
using EniTools.Emulator.Faults;

namespace EniTools.Binding;

/// <summary>Reads faults from hashtables, and from objects with the same properties. The engine's own conversion names types in its errors, and does not work in constrained language mode.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FaultsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var faults = new FaultList();
        try
        {
            foreach (var item in LanguagePrimitives.GetEnumerable(inputData) ?? new[] { inputData })
                faults.Add(Read(item));
        }
        catch (FormatException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }

        return faults.ToArray();
    }

    private static Fault Read(object? item)
    {
        var bare = item is PSObject wrapped ? wrapped.BaseObject : item;
        return bare switch
        {
            Fault fault => fault,
            IDictionary members => new Fault(members),
            PSCustomObject => new Fault(((PSObject)item!).Properties.ToDictionary(property => property.Name, property => property.Value)),
            _ => throw new FormatException($"A fault is a hashtable such as @{{ Kind = 'Refuse'; Count = 1 }}, and not '{bare}'."),
        };
    }
}
