using System.Management.Automation;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows the defaults of this session, without the secret.</summary>
[Cmdlet(VerbsCommon.Get, "EniContext")]
[OutputType(typeof(EniContext))]
public sealed class GetEniContextCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(new EniContext(EniSession.Current.Defaults));
}
