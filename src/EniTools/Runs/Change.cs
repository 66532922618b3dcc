using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Output;

namespace EniTools.Runs;

/// <summary>What a run does.</summary>
/// <param name="Action">Whether targets are taken off or put on.</param>
/// <param name="Begin">Hands a confirmed batch to the engine.</param>
/// <param name="ToOutput">Turns an outcome and its profile into the result to write, or the error (an <see cref="ErrorRecord"/>). Called on any thread.</param>
internal sealed record Change(
    ChangeAction Action, Action<ChangeEngine, TargetBatch> Begin, Func<ChangeOutcome, string?, object> ToOutput)
{
    /// <summary>Its name for prompts and progress.</summary>
    public string Verb => Action == ChangeAction.Remove ? "Remove" : "Add";

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
}
