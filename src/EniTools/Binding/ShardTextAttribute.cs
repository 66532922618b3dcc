using System.Management.Automation;
using EniTools.Api.Model;

namespace EniTools.Binding;

/// <summary>Reads a shard from a text such as 3/16. A worker whose shard cannot be read must do nothing at all, so it is an error of the parameter.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ShardTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (bare is Shard given)
            return given;
        var text = FormattableString.Invariant($"{bare}");
        return Shard.TryParse(text, out var shard, out var problem)
            ? shard
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' {problem}. Give a text such as '3/16', or \"$env:JOB_COMPLETION_INDEX/16\" in a Kubernetes Job.");
    }
}
