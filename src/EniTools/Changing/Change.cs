using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;

namespace EniTools.Changing;

/// <summary>A change as its user knows it: its name, its results and its errors. The table has a row for each kind.</summary>
/// <param name="Action">The kind.</param>
/// <param name="IsNothingToDoAnError">True if a target that needs no change is an error, not a result.</param>
/// <param name="Release">True to give up addresses whose bandwidth has ended and that are not assigned to an ENI.</param>
internal sealed record Change(ChangeAction Action, bool IsNothingToDoAnError, bool Release = false)
{
    private static readonly Dictionary<ChangeAction, Row> Table = new()
    {
        [ChangeAction.Remove] = new("Remove {0}", outcome => new EniIpv6Removal(outcome), EniError.NotRemoved),
        [ChangeAction.Assign] = new("Add {0}", outcome => new EniIpv6Addition(outcome), EniError.NotAssigned),
        [ChangeAction.RemoveBandwidth] = new(
            "End the Internet bandwidth of {0}", outcome => new EniIpv6BandwidthRemoval(outcome), EniError.BandwidthNotEnded),
        [ChangeAction.AddBandwidth] = new(
            "Buy Internet bandwidth for {0}", outcome => new EniIpv6BandwidthAddition(outcome), EniError.BandwidthNotBought),
        [ChangeAction.RemoveWithBandwidth] = new(
            "End the Internet bandwidth of and remove {0}", outcome => new EniIpv6Removal(outcome), EniError.NotRemovedWithBandwidth),
        [ChangeAction.AssignWithBandwidth] = new(
            "Add {0} and buy Internet bandwidth for those that had it", outcome => new EniIpv6Addition(outcome), EniError.NotAssigned),
    };

    /// <summary>Its name for prompts and progress.</summary>
    public string NameFor(bool prefixes) =>
        Localized.Text(Table[Action].Name, Localized.Text(prefixes ? "IPv6 prefixes" : "IPv6 addresses"));

    /// <summary>Turns an outcome into the result to write, or the error. Callable from any thread.</summary>
    public object ToOutput(ChangeOutcome outcome)
    {
        var isResult = outcome.Status is ChangeStatus.NotAssigned or ChangeStatus.AlreadyAssigned ? !IsNothingToDoAnError : outcome.IsDone;
        return isResult ? Table[Action].Result(outcome) : Table[Action].Error(outcome);
    }

    private sealed record Row(string Name, Func<ChangeOutcome, object> Result, Func<ChangeOutcome, ErrorRecord> Error);
}
