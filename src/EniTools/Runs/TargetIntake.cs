using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Errors;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Takes targets from the input to their batches: reads, admits and batches them, alike for a plan, for -WhatIf and for a change.</summary>
internal sealed class TargetIntake<T>(
    EniServiceCmdlet cmdlet, ITargetParameters parameters, RunAccounts<T> accounts, Action<ErrorRecord> refuse) : IRun
    where T : class, ITargetAccount
{
    private readonly TargetReader _reader = new(cmdlet, parameters);

    /// <inheritdoc/>
    public void TakeRecord()
    {
        foreach (var (target, error) in _reader.ReadRecord())
        {
            if (error is not null)
                refuse(error);
            else if (Admit(() => EniError.Pipeable(target!, cmdlet.ProfileInForce)) is { } account && !account.TryAdd(target!))
                cmdlet.WriteVerbose($"{target} was given before and is taken once.");
        }
    }

    /// <summary>Admits what was read. What must not be touched, or is too much, is refused here, before anything is batched, asked about or sent.</summary>
    /// <param name="input">What the error is about.</param>
    /// <returns>The account that it is for; null when it was refused.</returns>
    public T? Admit(Func<object> input) => accounts.ForRecord(input, refuse);

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var account in accounts.All)
            account.TakeRest();
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
