using System.Management.Automation;
using System.Net;
using EniTools.Emulator;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Starts an emulator of the ECS endpoint on this machine, in this process.</summary>
[Cmdlet(VerbsLifecycle.Start, "EniEmulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(EmulatorInstance))]
public sealed class StartEniEmulatorCommand : PSCmdlet
{
    /// <summary>The TCP port, from 1 to 65535; 0, the default, takes a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(Port == 0 ? "a free port" : $"port {Port}", "Start an ECS emulator"))
            return;
        try
        {
            var emulator = new EmulatorInstance(EniEmulator.Start(new EniEmulatorOptions { Port = Port }));
            EniSession.Current.Add(emulator);
            WriteObject(emulator);
        }
        catch (HttpListenerException exception)
        {
            ThrowTerminatingError(EniError.EmulatorDidNotStart(Port, exception));
        }
    }
}
