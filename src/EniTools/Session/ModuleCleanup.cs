using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EniTools.Session;

/// <summary>Ends the session with the module: no emulator and no credential outlives the module. Loading it again keeps them.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // A runspace that is closing no longer has a session; it closes that itself.
        if (Runspace.DefaultRunspace is not null && !IsLoadedAgain())
            EniSession.Current.CloseWithModule();
    }

    // Import-Module -Force removes the module first, and does not say so.
    private static bool IsLoadedAgain() => new StackTrace().GetFrames()
        .Any(frame => frame.GetMethod()?.DeclaringType?.FullName == "Microsoft.PowerShell.Commands.ImportModuleCommand");
}
