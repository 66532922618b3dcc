using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EniTools.Session;

/// <summary>Begins and ends the session with the module. Loading the module again keeps what the runspace had.</summary>
public sealed class ModuleCleanup : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        if (Runspace.DefaultRunspace is not null)
            EniSession.Current.KeepForModule();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // A runspace that is closing no longer has a session; it closes that itself.
        if (Runspace.DefaultRunspace is { } runspace)
            EniSession.Current.CloseWithModule(runspace);
    }
}
