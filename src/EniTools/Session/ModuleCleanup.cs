using System.Management.Automation;

namespace EniTools.Session;

/// <summary>Ends the session when the module is removed: no emulator outlives it.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => EniSession.Current.Close();
}
