using System.Management.Automation;
using EniTools.Api.Changes;

namespace EniTools.Binding;

/// <summary>Accepts a number of errors, or a share of the targets.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ErrorLimitAttribute : ValidateArgumentsAttribute
{
    /// <summary>The accepted values, to follow "Give".</summary>
    public static string Rule =>
        $"a whole number from 0 to {ErrorLimit.MaxNumber}, or a whole percentage of the targets from 0% to 100%, such as 10 or 10%";

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (ErrorLimit.TryParse(arguments as string) is null)
            throw new ValidationMetadataException($"'{arguments}' is no limit of errors. Give {Rule}.");
    }
}
