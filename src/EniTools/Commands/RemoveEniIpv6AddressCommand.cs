using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Takes IPv6 addresses and prefixes off ENIs.</summary>
[Cmdlet(VerbsCommon.Remove, "EniIpv6Address", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EniIpv6Removal))]
public sealed class RemoveEniIpv6AddressCommand : EniChangeCmdlet
{
    /// <summary>Makes "is not assigned" a result with that status, for scripts that are run again.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnassigned { get; set; }

    private protected override string Verb => "Remove";

    private protected override void Begin(ChangeEngine engine, TargetBatch batch) => engine.Remove(batch);

    private protected override ErrorRecord? Write(ChangeOutcome outcome)
    {
        var isResult = outcome.Status == ChangeStatus.Removed || (outcome.Status == ChangeStatus.NotAssigned && IgnoreUnassigned);
        if (!isResult)
            return EniError.NotRemoved(outcome);
        WriteObject(new EniIpv6Removal(outcome));
        return null;
    }
}
