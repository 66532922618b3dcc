using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Completion;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Stops emulators that this session started: the one at an endpoint, or all.</summary>
/// <remarks>
/// <para>Removing the module and closing the session stop them too.</para>
/// </remarks>
/// <example>
/// <para>Stop all</para>
/// <code>
/// Stop-EniEmulator
/// </code>
/// </example>
/// <example>
/// <para>Stop one</para>
/// <code>
/// $emulator = Start-EniEmulator
/// Stop-EniEmulator $emulator
/// </code>
/// </example>
/// <seealso>Start-EniEmulator</seealso>
/// <seealso>Get-EniEmulator</seealso>
[Cmdlet(VerbsLifecycle.Stop, "EniEmulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPage.Uri)]
public sealed class StopEniEmulatorCommand : PSCmdlet
{
    /// <summary>The emulator to stop, or its endpoint. Without it, all are stopped.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(EmulatorCompleter))]
    public Uri? Endpoint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = EniSession.Current;
        foreach (var emulator in session.EmulatorsAt(Endpoint, WriteError))
        {
            if (ShouldProcess(emulator.ToString(), Localized.Text("Stop the ECS emulator")))
                Stop(session, emulator);
        }
    }

    private void Stop(EniSession session, EmulatorInstance emulator)
    {
        session.Stop(emulator);
        if (emulator.SaveProblem is { } problem)
            WriteWarning(WrittenText.Visible($"The latest changes to the world of {emulator} were not saved: {problem}"));
    }
}
