using System.Collections;
using System.Management.Automation;

namespace EniTools.Binding;

/// <summary>Reads a list where one text belongs as one text, so that the error names its values. PowerShell would say that a method is not supported.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare is ICollection { Count: > 1 } list ? string.Join(", ", list.Cast<object>()) : inputData;
    }
}
