using System.Management.Automation;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows the emulators that this session started and that still run.</summary>
[Cmdlet(VerbsCommon.Get, "EniEmulator")]
[OutputType(typeof(EmulatorInstance))]
public sealed class GetEniEmulatorCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(EniSession.Current.Emulators, enumerateCollection: true);
}
