using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Output;

namespace EniTools.Runs;

/// <summary>What a run does.</summary>
/// <param name="Action">What becomes of targets.</param>
/// <param name="Begin">Hands a confirmed batch to the engine.</param>
/// <param name="IsNothingToDoAnError">Whether a target that needs no change is an error.</param>
/// <param name="ToOutput">Turns an outcome and its profile into the result to write, or the error (an <see cref="ErrorRecord"/>). Called on any thread.</param>
internal sealed record Change(
    ChangeAction Action, Action<ChangeEngine, TargetBatch> Begin, bool IsNothingToDoAnError, Func<ChangeOutcome, string?, object> ToOutput)
{
    /// <summary>Its name for prompts and progress.</summary>
    public string NameFor(bool prefixes)
    {
        var items = prefixes ? "IPv6 prefixes" : "IPv6 addresses";
        return Action switch
        {
            ChangeAction.Remove => $"Remove {items}",
            ChangeAction.Assign => $"Add {items}",
            ChangeAction.RemoveWithBandwidth => $"End the Internet bandwidth of and remove {items}",
            ChangeAction.AssignWithBandwidth => $"Add {items} and buy Internet bandwidth for those that had it",
            ChangeAction.RemoveBandwidth => $"End the Internet bandwidth of {items}",
            _ => $"Buy Internet bandwidth for {items}",
        };
    }

    /// <summary>Takes targets off.</summary>
    /// <param name="ignoreUnassigned">Whether one that is not there is a result and no error.</param>
    /// <param name="withBandwidth">Whether the Internet bandwidth of each is ended first.</param>
    public static Change Removal(bool ignoreUnassigned, bool withBandwidth = false) => new(
        withBandwidth ? ChangeAction.RemoveWithBandwidth : ChangeAction.Remove,
        withBandwidth ? (engine, batch) => engine.RemoveWithBandwidth(batch) : (engine, batch) => engine.Remove(batch),
        !ignoreUnassigned,
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Removed || (outcome.Status == ChangeStatus.NotAssigned && ignoreUnassigned)
                ? new EniIpv6Removal(outcome, profileName)
                : EniError.NotRemoved(outcome, profileName, withBandwidth));

    /// <summary>Puts targets on.</summary>
    /// <param name="ignoreAssigned">Whether one that is there is a result and no error.</param>
    /// <param name="withBandwidth">Whether Internet bandwidth is bought for those that name it.</param>
    public static Change Assignment(bool ignoreAssigned, bool withBandwidth = false) => new(
        withBandwidth ? ChangeAction.AssignWithBandwidth : ChangeAction.Assign,
        withBandwidth ? (engine, batch) => engine.AssignWithBandwidth(batch) : (engine, batch) => engine.Assign(batch),
        !ignoreAssigned,
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Assigned || (outcome.Status == ChangeStatus.AlreadyAssigned && ignoreAssigned)
                ? new EniIpv6Addition(outcome, profileName)
                : EniError.NotAssigned(outcome, profileName));

    /// <summary>What a journal's run does.</summary>
    /// <param name="action">Its action.</param>
    /// <param name="ignoreMissing">Whether what is not there where it is to go is a result and no error.</param>
    /// <param name="ignoreExisting">Whether what is there where it is to come is a result and no error.</param>
    public static Change Of(ChangeAction action, bool ignoreMissing, bool ignoreExisting) => action switch
    {
        ChangeAction.Remove => Removal(ignoreMissing),
        ChangeAction.Assign => Assignment(ignoreExisting),
        ChangeAction.RemoveBandwidth => BandwidthRemoval(ignoreMissing, release: false),
        ChangeAction.AddBandwidth => BandwidthAssignment(ignoreExisting),
        ChangeAction.RemoveWithBandwidth => Removal(ignoreMissing, withBandwidth: true),
        _ => Assignment(ignoreExisting, withBandwidth: true),
    };

    /// <summary>Ends the Internet bandwidth of targets.</summary>
    /// <param name="ignoreMissing">Whether one without bandwidth is a result and no error.</param>
    /// <param name="release">Whether those that are on nothing are given up.</param>
    public static Change BandwidthRemoval(bool ignoreMissing, bool release) => new(
        ChangeAction.RemoveBandwidth,
        (engine, batch) => engine.EndBandwidth(batch, release),
        !ignoreMissing,
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Removed || (outcome.Status == ChangeStatus.NotAssigned && ignoreMissing)
                ? new EniIpv6BandwidthRemoval(outcome, profileName)
                : EniError.BandwidthNotEnded(outcome, profileName));

    /// <summary>Buys Internet bandwidth for targets.</summary>
    /// <param name="ignoreExisting">Whether one that has that bandwidth already is a result and no error.</param>
    public static Change BandwidthAssignment(bool ignoreExisting) => new(
        ChangeAction.AddBandwidth,
        (engine, batch) => engine.AddBandwidth(batch),
        !ignoreExisting,
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Assigned || (outcome.Status == ChangeStatus.AlreadyAssigned && ignoreExisting)
                ? new EniIpv6BandwidthAddition(outcome, profileName)
                : EniError.BandwidthNotBought(outcome, profileName));
}
