using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that changes what is on ENIs.</summary>
internal interface IChangeParameters : IGuardParameters
{
    /// <summary>How many calls may be under way at a time, from 1 to 256; never more than one for an ENI. It counts for each region of each profile that the input names. The default is 16.</summary>
    int ThrottleLimit { get; }
    /// <summary>How many calls may leave in a second at most, from 0.001 to 10,000; it may be a fraction. Without it, the run finds the pace that the account's flow control allows.</summary>
    double MaxCallsPerSecond { get; }
    /// <summary>How many times a call is sent at most when it fails for a reason that passes by itself, from 1 to 1000. By default only -RetryTimeoutSec limits it.</summary>
    int? MaxAttempts { get; }
    /// <summary>For how many seconds a call is sent again that finds the ENI or its instance in a passing state, such as Attaching, from 0 to 86,400. The default is 0: such a target is an error at once.</summary>
    int StateTimeoutSec { get; }
    /// <summary>By how many seconds what the service shows may lag behind what it did, from 0 to 600. A look before that is not trusted for the outcome of a call without an answer. The default is 2.</summary>
    int ReadLagSec { get; }
    /// <summary>Gives a result only when the service shows the change, or after RetryTimeoutSec.</summary>
    SwitchParameter Wait { get; }
    /// <summary>A file that takes note of each call before it leaves and of what becomes of each target, so that the same command or Resume-EniChange can go on after a crash, and Undo-EniChange can take back; docs/journal.md of the project describes it. A run that was cut off or stopped is gone on with: what it did is not sent again and comes out with DoneBefore. After a run that came to its end, the same command is a new change. For a folder, the run makes a file of its own in it. The default is that of Set-EniContext or of the variable ENITOOLS_JOURNAL_PATH, or none. The service is asked once for each key whose it is (STS GetCallerIdentity).</summary>
    string? JournalPath { get; }
    /// <summary>Does not ask for confirmation. It never overrides -WhatIf or a given -Confirm.</summary>
    SwitchParameter Force { get; }
}
