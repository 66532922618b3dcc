using System.Management.Automation;
using EniTools.Localization;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Forgets the defaults of this session.</summary>
/// <remarks>
/// <para>Region, endpoint, profile, credential and guard rails of Set-EniContext are forgotten. Variables and profiles of the environment count again.</para>
/// </remarks>
/// <example>
/// <para>Forget the defaults</para>
/// <code>
/// Clear-EniContext
/// </code>
/// </example>
/// <example>
/// <para>Go from an emulator back to the account</para>
/// <code>
/// Stop-EniEmulator
/// Clear-EniContext
/// Get-EniContext
/// </code>
/// <para>All that is in force then comes from variables and profiles.</para>
/// </example>
/// <seealso>Set-EniContext</seealso>
/// <seealso>Get-EniContext</seealso>
[Cmdlet(VerbsCommon.Clear, "EniContext", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPage.Uri)]
public sealed class ClearEniContextCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcess(Localized.Text("this session"), Localized.Text("Clear the EniTools context")))
            EniSession.Current.Defaults = GivenSettings.None;
    }
}
