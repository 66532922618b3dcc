using System.Management.Automation;
using EniTools.Binding;
using EniTools.Pipeline;

namespace EniTools.Parameters;

/// <summary>The parameters of a cmdlet with guard rails: one that changes something, or plans a change.</summary>
public abstract class GuardedCmdlet : EniServiceCmdlet
{
    /// <summary>For how many seconds after its first attempt a call that fails for a reason that passes by itself is sent again, from 0 to 86,400; the default is 300. Only the last attempt, and the look that it may need, can end later. What rarely passes by itself, such as an unknown name, is given up after 5 seconds. An endpoint that answers no call for that long, or for 5 seconds if that is longer, is given up for the whole run: what was not sent by then is the error NotSent.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public override int RetryTimeoutSec { get; set; } = DefaultRetryTimeoutSec;

    /// <summary>How many targets the input may hold, from 1 on. With it, the input is read to its end first, and where it holds more, nothing is done: the error TooManyTargets says how many there were. A repeated target is one. The default is that of Set-EniContext, or any number.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxTargets { get; set; }

    /// <summary>How many errors the run may have: a number from 0 on, or a share of its targets such as 10%, for which the input is read to its end first. When there are more, nothing more is sent, what is under way is settled, and each target that was not sent is the error NotSent, to be piped back in. Inputs that are refused count too. The default is that of Set-EniContext, or any number.</summary>
    [Parameter]
    [ErrorLimit]
    public string? MaxErrors { get; set; }

    /// <summary>The number of the account that the run is meant for. The service is asked once for each key, also for a renewed one, whose it is (STS GetCallerIdentity, also with -WhatIf), before the key is used; where it is of another account, nothing is done with it: the error WrongAccount. The default is that of Set-EniContext, or any account.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{1,32}$")]
    public string? AccountId { get; set; }
}
