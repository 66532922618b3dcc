using System.Management.Automation;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Forgets the defaults of this session.</summary>
[Cmdlet(VerbsCommon.Clear, "EniContext", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class ClearEniContextCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcess("this session", "Clear the EniTools context"))
            EniSession.Current.Defaults = SessionDefaults.None;
    }
}
