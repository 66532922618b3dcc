using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>A run that takes in targets: admits and batches them, alike for a plan, for -WhatIf and for a change.</summary>
/// <param name="cmdlet">The cmdlet that it writes with.</param>
/// <param name="source">What gives the targets.</param>
/// <param name="guard">The guard rails.</param>
internal abstract class TargetRun(EniServiceCmdlet cmdlet, ITargetSource source, RunGuard guard) : IRun
{
    // By profile: no call is for two accounts. The errors are about no input.
    private readonly Dictionary<string, TargetAccount> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ErrorRecord> _wrongAccounts = new(StringComparer.Ordinal);
    private readonly ProtectedItems _protected = new(cmdlet, guard);
    private readonly TagCheck _tags = new(cmdlet, guard);

    // Targets that wait for the end of the input, where a rule needs to see all of it.
    private readonly List<(TargetAccount Account, Ipv6Target Target)> _held = [];
    private readonly HashSet<(TargetAccount Account, Ipv6Target Target)> _distinct = [];
    private long _targets;
    private long _refused;
    private bool _isConnected;

    /// <inheritdoc/>
    public void TakeRecord()
    {
        foreach (var (target, error) in source.Read())
        {
            if (error is not null)
                Refuse(error);
            else
                Take(target!);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        Count(_tags.TakeRest());
        guard.Errors.SetTotal(_targets + _refused);
        if (guard.MaxTargets > 0 && _targets > guard.MaxTargets)
            cmdlet.ThrowTerminatingError(EniError.TooManyTargets(_targets, guard.MaxTargets));
        foreach (var (account, target) in _held)
            HandTo(account, target);
        AllTaken();
        foreach (var account in _accounts.Values)
            account.TakeRest();
        AllHandedOver();
    }

    /// <summary>The guard rails.</summary>
    protected RunGuard Guard => guard;

    /// <summary>The accounts that targets were taken in for.</summary>
    protected IEnumerable<TargetAccount> Accounts => _accounts.Values;

    /// <summary>Ends the pipeline when no input can have a key.</summary>
    /// <param name="isConnected">True if the run calls the service: who only asks what would happen needs no credential.</param>
    protected void Connect(bool isConnected)
    {
        _isConnected = isConnected;
        if (isConnected)
            cmdlet.ConnectEarly();
    }

    /// <summary>Takes in a target, or refuses it before it is batched, asked about or sent: it must not be touched, or is too much.</summary>
    protected virtual void Take(Ipv6Target target)
    {
        if (guard.RuleAgainst(target) is { } rule)
            Refuse(EniError.Protected(target, rule));
        else if (Find(target, out var problem) is not { } account)
            Refuse(problem!);
        else if (guard.NeedsOwner && _protected.RefusalOf(account, target) is { } refusal)
            Refuse(refusal);
        else if (guard.NeedsTags)
            Count(_tags.Take(account, target));
        else
            Count(account, target);
    }

    /// <summary>Begins to work for an account.</summary>
    /// <param name="profileName">Its profile; null when none was asked for by name.</param>
    /// <param name="connection">How calls for it reach the service; null when the run makes none.</param>
    protected abstract TargetAccount Open(string? profileName, Connection? connection);

    /// <summary>Writes the error about an input that is not taken in.</summary>
    protected abstract void WriteRefusal(ErrorRecord error);

    /// <summary>Called when all targets are taken in, before the last batches are handed over.</summary>
    protected virtual void AllTaken()
    {
    }

    /// <summary>Called when all batches are handed over.</summary>
    protected virtual void AllHandedOver()
    {
    }

    private TargetAccount? Find(Ipv6Target target, out ErrorRecord? problem)
    {
        problem = null;
        var profile = target.ProfileName ?? "";
        if (_accounts.TryGetValue(profile, out var account))
            return account;
        var connection = _isConnected ? Connect(target, out problem) : null;
        if (problem is null)
            _accounts.Add(profile, account = Open(target.ProfileName, connection));
        return account;
    }

    private Connection? Connect(Ipv6Target target, out ErrorRecord? problem)
    {
        var input = EniError.Pipeable(target);
        var profile = target.ProfileName ?? "";
        Connection? connection = null;
        problem = null;
        if (!_wrongAccounts.TryGetValue(profile, out var wrong))
        {
            connection = cmdlet.Connect(target.ProfileName, input, out problem);
            wrong = connection is null ? null : guard.ProblemOf(connection, target.ProfileName);
        }

        if (wrong is null)
            return connection;
        _wrongAccounts[profile] = wrong;
        problem = EniError.About(input, wrong);
        cmdlet.EndUnlessOfRecord(target.ProfileName, problem);
        return null;
    }

    private void Refuse(ErrorRecord error)
    {
        _refused++;
        guard.Errors.Count(1);
        WriteRefusal(error);
    }

    private void Count(IEnumerable<(TargetAccount Account, Ipv6Target Target, ErrorRecord? Refusal)> decided)
    {
        foreach (var (account, target, refusal) in decided)
        {
            if (refusal is null)
                Count(account, target);
            else
                Refuse(refusal);
        }
    }

    private void Count(TargetAccount account, Ipv6Target target)
    {
        if (!guard.NeedsWholeInput)
        {
            HandTo(account, target);
            return;
        }

        // A repeated one is one target.
        if (_distinct.Add((account, target)))
            _targets += target.Size;
        _held.Add((account, target));
    }

    // Addresses and prefixes are never in one call.
    private static void HandTo(TargetAccount account, Ipv6Target target)
    {
        account.Take(target.Prefixes is null ? target : target with { Prefixes = null });
        if (target.Prefixes is { } prefixes)
            account.Take(prefixes);
    }
}
