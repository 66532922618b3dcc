using System.Globalization;
using System.Management.Automation;
using EniTools.Api.Changes;

namespace EniTools.Binding;

/// <summary>Accepts a number of errors, or a share of the targets.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ErrorLimitAttribute : ValidateArgumentsAttribute
{
    /// <summary>The accepted values, to follow "Give", with the largest number for {0}.</summary>
    public const string Rule = "a whole number from 0 to {0}, or a whole percentage of the targets from 0% to 100%, such as 10 or 10%";

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (ErrorLimit.TryParse(arguments as string) is null)
        {
            var rule = string.Format(CultureInfo.InvariantCulture, Rule, ErrorLimit.MaxNumber);
            throw new ValidationMetadataException($"'{arguments}' is no limit of errors. Give {rule}.");
        }
    }
}
