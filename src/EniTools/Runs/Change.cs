using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Output;

namespace EniTools.Runs;

/// <summary>What a run does.</summary>
/// <param name="Action">What becomes of targets.</param>
/// <param name="Begin">Hands a confirmed batch to the engine.</param>
/// <param name="ToOutput">Turns an outcome and its profile into the result to write, or the error (an <see cref="ErrorRecord"/>). Called on any thread.</param>
internal sealed record Change(
    ChangeAction Action, Action<ChangeEngine, TargetBatch> Begin, Func<ChangeOutcome, string?, object> ToOutput)
{
    /// <summary>Its name for prompts and progress.</summary>
    public string NameFor(bool prefixes)
    {
        var items = prefixes ? "IPv6 prefixes" : "IPv6 addresses";
        return Action switch
        {
            ChangeAction.Remove => $"Remove {items}",
            ChangeAction.Assign => $"Add {items}",
            ChangeAction.RemoveBandwidth => $"End the Internet bandwidth of {items}",
            _ => $"Buy Internet bandwidth for {items}",
        };
    }

    /// <summary>Takes targets off.</summary>
    /// <param name="ignoreUnassigned">Whether one that is not there is a result and no error.</param>
    public static Change Removal(bool ignoreUnassigned) => new(
        ChangeAction.Remove,
        (engine, batch) => engine.Remove(batch),
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Removed || (outcome.Status == ChangeStatus.NotAssigned && ignoreUnassigned)
                ? new EniIpv6Removal(outcome, profileName)
                : EniError.NotRemoved(outcome, profileName));

    /// <summary>Puts targets on.</summary>
    /// <param name="ignoreAssigned">Whether one that is there is a result and no error.</param>
    public static Change Assignment(bool ignoreAssigned) => new(
        ChangeAction.Assign,
        (engine, batch) => engine.Assign(batch),
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Assigned || (outcome.Status == ChangeStatus.AlreadyAssigned && ignoreAssigned)
                ? new EniIpv6Addition(outcome, profileName)
                : EniError.NotAssigned(outcome, profileName));

    /// <summary>Ends the Internet bandwidth of targets.</summary>
    /// <param name="ignoreMissing">Whether one without bandwidth is a result and no error.</param>
    /// <param name="release">Whether those that are on nothing are given up.</param>
    public static Change BandwidthRemoval(bool ignoreMissing, bool release) => new(
        ChangeAction.RemoveBandwidth,
        (engine, batch) => engine.EndBandwidth(batch, release),
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Removed || (outcome.Status == ChangeStatus.NotAssigned && ignoreMissing)
                ? new EniIpv6BandwidthRemoval(outcome, profileName)
                : EniError.BandwidthNotEnded(outcome, profileName));

    /// <summary>Buys Internet bandwidth for targets.</summary>
    /// <param name="ignoreExisting">Whether one that has that bandwidth already is a result and no error.</param>
    public static Change BandwidthAssignment(bool ignoreExisting) => new(
        ChangeAction.AddBandwidth,
        (engine, batch) => engine.AddBandwidth(batch),
        (outcome, profileName) =>
            outcome.Status == ChangeStatus.Assigned || (outcome.Status == ChangeStatus.AlreadyAssigned && ignoreExisting)
                ? new EniIpv6BandwidthAddition(outcome, profileName)
                : EniError.BandwidthNotBought(outcome, profileName));
}
