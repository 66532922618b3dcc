using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Errors;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>The way of a target from the input to its batch, the same for a plan, for -WhatIf and for a change: it is read, admitted, and batched.</summary>
internal sealed class TargetIntake<T>(EniServiceCmdlet cmdlet, ITargetParameters parameters, RunAccounts<T> accounts, Action<ErrorRecord> refuse) : IRun
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

    /// <summary>Lets what was read come in. What must not be touched, or is too much, is refused here: nothing is batched, asked about or sent yet.</summary>
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
    /// <returns>False when it repeats one that was taken already.</returns>
    bool TryAdd(Ipv6Target target);

    /// <summary>Lets go of the batches that are not full.</summary>
    void TakeRest();
}
