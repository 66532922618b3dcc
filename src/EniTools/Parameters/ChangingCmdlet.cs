using System.Management.Automation;
using EniTools.Api.Changes;

namespace EniTools.Parameters;

/// <summary>The parameters of a cmdlet that changes something.</summary>
public abstract class ChangingCmdlet : TargetingCmdlet
{
    /// <summary>How many calls may be under way at a time, from 1 to 256; never more than one for an ENI. It counts for each region of each profile that the input names. The default is 16.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = ChangeSettings.DefaultThrottleLimit;

    /// <summary>How many calls may leave in a second at most, from 0.001 to 10,000; it may be a fraction. Without it, the run finds the pace that the account's flow control allows.</summary>
    [Parameter]
    [ValidateRange(0.001, 10_000.0)]
    public double MaxCallsPerSecond { get; set; }

    /// <summary>How many times a call is sent at most when it fails for a reason that passes by itself, from 1 to 1000. By default only -RetryTimeoutSec limits it.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? MaxAttempts { get; set; }

    /// <summary>For how many seconds a call is sent again that finds the ENI or its instance in a passing state, such as Attaching, from 0 to 86,400. The default is 0: such a target is an error at once.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int StateTimeoutSec { get; set; }

    /// <summary>By how many seconds what the service shows may lag behind what it did, from 0 to 600. A look before that is not trusted for the outcome of a call without an answer. The default is 2.</summary>
    [Parameter]
    [ValidateRange(0, 600)]
    public int ReadLagSec { get; set; } = 2;

    /// <summary>Gives a result only when the service shows the change, or after RetryTimeoutSec.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>A file that takes note of each call before it leaves and of what becomes of each target, so that the same command or Resume-EniChange can go on after a crash, and Undo-EniChange can take back; docs/journal.md of the project describes it. A run that was cut off or stopped is gone on with: what it did is not sent again and comes out with DoneBefore. After a run that came to its end, the same command is a new change. For a folder, the run makes a file of its own in it. The default is that of Set-EniContext or of the variable ENITOOLS_JOURNAL_PATH, or none. The service is asked once for each key whose it is (STS GetCallerIdentity).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? JournalPath { get; set; }

    /// <summary>Does not ask for confirmation. It never overrides -WhatIf or a given -Confirm.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }
}
