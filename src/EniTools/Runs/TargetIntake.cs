using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Guards;
using EniTools.Errors;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Takes targets to their batches: admits and batches them, alike for a plan, for -WhatIf and for a change.</summary>
internal sealed class TargetIntake<T>(
    EniServiceCmdlet cmdlet, RunGuard guard, RunAccounts<T> accounts, Action<ErrorRecord> refuse) : ITargetSink
    where T : class, ITargetAccount
{
    // What was admitted and waits for the end of the input, where a rule needs to see all of it.
    private readonly List<(T Account, Action<T> TakeIn)> _held = [];
    private readonly HashSet<(T Account, Candidate Candidate)> _distinct = [];
    private long _targets;
    private long _refused;

    /// <inheritdoc/>
    public void Take(Ipv6Target target) => Admit(
        new Candidate(target.RegionId, target.NetworkInterfaceId, target.Item),
        () => EniError.Pipeable(target, cmdlet.ProfileInForce),
        account => Add(account, target));

    /// <summary>Admits what was read. What must not be touched, or is too much, is refused here, before anything is batched, asked about or sent.</summary>
    /// <param name="candidate">What was read.</param>
    /// <param name="input">What an error is about.</param>
    /// <param name="takeIn">Takes it in for its account, now or at the end of the input.</param>
    public void Admit(Candidate candidate, Func<object> input, Action<T> takeIn)
    {
        if (guard.RuleAgainst(candidate) is { } rule)
            Refuse(EniError.Protected(candidate, rule, input()));
        else if (accounts.ForRecord(input, Refuse) is { } account)
            Count(account, candidate, takeIn);
    }

    /// <inheritdoc/>
    public void Refuse(ErrorRecord error)
    {
        _refused++;
        guard.Errors.Count(1);
        refuse(error);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        guard.Errors.SetTotal(_targets + _refused);
        if (guard.MaxTargets > 0 && _targets > guard.MaxTargets)
            cmdlet.ThrowTerminatingError(EniError.TooManyTargets(_targets, guard.MaxTargets));
        foreach (var (account, takeIn) in _held)
            takeIn(account);
        foreach (var account in accounts.All)
            account.TakeRest();
    }

    private void Count(T account, Candidate candidate, Action<T> takeIn)
    {
        if (!guard.NeedsWholeInput)
        {
            takeIn(account);
            return;
        }

        // New addresses are asked for as often as they are given; a named one is one target.
        if (candidate.Item is null || _distinct.Add((account, candidate)))
            _targets += candidate.Count;
        _held.Add((account, takeIn));
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
    /// <summary>Puts a target in a batch.</summary>
    /// <returns>False when it repeats an earlier one.</returns>
    bool TryAdd(Ipv6Target target);

    /// <summary>Hands over the batches that are not full.</summary>
    void TakeRest();
}
