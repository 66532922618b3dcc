using System.Collections;
using System.Management.Automation;

namespace EniTools.Binding;

/// <summary>Refuses a list where one text belongs, in words: PowerShell would say that a method is not supported.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (bare is ICollection { Count: not 1 } list)
        {
            throw new ArgumentTransformationMetadataException(
                $"One text was expected, and {list.Count} were given. Pipe an object for each: each names its own ENI and region.");
        }

        return inputData;
    }
}
