using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EniTools.Session;

/// <summary>Ends the session when the module is removed: no emulator outlives it.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // A runspace that is closing no longer has a session; it closes that itself.
        if (Runspace.DefaultRunspace is not null)
            EniSession.Current.Close();
    }
}
