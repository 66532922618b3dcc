using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Guards;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>Takes targets to their batches: admits and batches them, alike for a plan, for -WhatIf and for a change.</summary>
internal sealed class TargetIntake<T>(
    EniServiceCmdlet cmdlet, RunGuard guard, RunAccounts<T> accounts, Action<ErrorRecord> refuse) : ITargetSink
    where T : class, ITargetAccount
{
    private readonly ProtectedItems _protected = new(cmdlet, guard);
    private readonly TagCheck<T> _tags = new(cmdlet, guard);

    // What was admitted and waits for the end of the input, where a rule needs to see all of it.
    private readonly List<(T Account, Action<T> TakeIn)> _held = [];
    private readonly HashSet<(T Account, Candidate Candidate)> _distinct = [];
    private long _targets;
    private long _refused;

    /// <inheritdoc/>
    public void Take(Ipv6Target target)
    {
        // An error may be written when another record is the current one.
        var profileName = cmdlet.EffectiveProfile;
        Admit(
            new Candidate(target.RegionId, target.NetworkInterfaceId, target.Item),
            () => EniError.Pipeable(target, profileName),
            account => Add(account, target));
    }

    /// <summary>Admits what was read. What must not be touched, or is too much, is refused here, before anything is batched, asked about or sent.</summary>
    /// <param name="candidate">What was read.</param>
    /// <param name="input">What an error is about; asked for now or at the end of the input.</param>
    /// <param name="takeIn">Takes it in for its account, now or at the end of the input.</param>
    public void Admit(Candidate candidate, Func<object> input, Action<T> takeIn)
    {
        if (guard.RuleAgainst(candidate) is { } rule)
            Refuse(EniError.Protected(candidate, rule, input()));
        else if (accounts.ForRecord(input, Refuse) is { } account)
            Check(new ReadInput<T>(account, candidate, input, takeIn));
    }

    /// <inheritdoc/>
    public void Refuse(ErrorRecord error)
    {
        _refused++;
        guard.Errors.Count(1);
        refuse(error);
    }

    /// <inheritdoc/>
    public void Finish() => Finish(allTaken: null);

    /// <summary>Does what is left to do when no more comes.</summary>
    /// <param name="allTaken">Called when everything that was admitted is taken in, before the last batches are handed over.</param>
    public void Finish(Action? allTaken)
    {
        Count(_tags.TakeRest());
        guard.Errors.SetTotal(_targets + _refused);
        if (guard.MaxTargets > 0 && _targets > guard.MaxTargets)
            cmdlet.ThrowTerminatingError(EniError.TooManyTargets(_targets, guard.MaxTargets));
        foreach (var (account, takeIn) in _held)
            takeIn(account);
        allTaken?.Invoke();
        foreach (var account in accounts.All)
            account.TakeRest();
    }

    private void Check(ReadInput<T> read)
    {
        if (guard.NeedsOwner && _protected.RefusalOf(read.Account.Connection!, read.Candidate, read.Input) is { } refusal)
            Refuse(refusal);
        else if (guard.NeedsTags)
            Count(_tags.Take(read));
        else
            Count(read);
    }

    private void Count(IEnumerable<CheckedInput<T>> inputs)
    {
        foreach (var (read, refusal) in inputs)
        {
            if (refusal is null)
                Count(read);
            else
                Refuse(refusal);
        }
    }

    private void Count(ReadInput<T> read)
    {
        if (!guard.NeedsWholeInput)
        {
            read.TakeIn(read.Account);
            return;
        }

        // New addresses are asked for as often as they are given; a named one is one target.
        if (read.Candidate.Item is null || _distinct.Add((read.Account, read.Candidate)))
            _targets += read.Candidate.Count;
        _held.Add((read.Account, read.TakeIn));
    }

    private void Add(T account, Ipv6Target target)
    {
        if (!account.TryAdd(target))
            cmdlet.WriteVerbose($"{target} was given before and is taken once.");
    }
}

/// <summary>What is collected for one account, and what then becomes of it.</summary>
internal interface ITargetAccount
{
    /// <summary>How calls for it reach the service; null when the run makes none.</summary>
    Connection? Connection { get; }

    /// <summary>Puts a target in a batch.</summary>
    /// <returns>False when it repeats an earlier one.</returns>
    bool TryAdd(Ipv6Target target);

    /// <summary>Hands over the batches that are not full.</summary>
    void TakeRest();
}
