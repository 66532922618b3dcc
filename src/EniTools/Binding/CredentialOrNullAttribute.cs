using System.Management.Automation;

namespace EniTools.Binding;

/// <summary>Reads a credential as PowerShell does, and leaves null as it is: null takes the setting back, without a prompt.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialOrNullAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : new CredentialAttribute().Transform(engineIntrinsics, inputData);
}
