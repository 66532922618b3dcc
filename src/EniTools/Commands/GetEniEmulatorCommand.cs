using System.Management.Automation;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows the emulators that this session started and that still run.</summary>
/// <example>
/// <para>See what was asked</para>
/// <code>
/// (Get-EniEmulator).Requests | Select-Object -Last 3
/// </code>
/// </example>
/// <example>
/// <para>Change a limit while it runs</para>
/// <code>
/// (Start-EniEmulator).FlowControl.MaxCallsPerSecond = 20
/// </code>
/// </example>
/// <seealso>Start-EniEmulator</seealso>
/// <seealso>Stop-EniEmulator</seealso>
[Cmdlet(VerbsCommon.Get, "EniEmulator")]
[OutputType(typeof(EmulatorInstance))]
public sealed class GetEniEmulatorCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(EniSession.Current.Emulators, enumerateCollection: true);
}
