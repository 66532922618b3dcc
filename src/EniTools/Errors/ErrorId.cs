
namespace EniTools.Errors;

/// <summary>The error ids that are EniTools' own; all others are codes of the service. The help takes each summary as the meaning and the remarks as what to do.</summary>
internal static class ErrorId
{
    /// <summary>What was piped to Set-EniContext is no context, emulator or profile, or holds a value that a context cannot have. Nothing was set.</summary>
    /// <remarks>Pipe what Get-EniContext or Start-EniEmulator wrote, as it was, or give parameters.</remarks>
    public const string BadContext = nameof(BadContext);

    /// <summary>The credential does not look like an AccessKey, or a security token is given without its credential.</summary>
    /// <remarks>Give the AccessKey id as the user name and its secret as the password, and a token together with them.</remarks>
    public const string BadCredential = nameof(BadCredential);

    /// <summary>An endpoint is not a host or URL, or is plain http to another machine.</summary>
    /// <remarks>Give a host such as ecs.cn-hangzhou.aliyuncs.com, or none for the region's own. It may come from a variable or a profile.</remarks>
    public const string BadEndpoint = nameof(BadEndpoint);

    /// <summary>A path is blank, or leads to something other than a file system, such as Env: or Cert:. Nothing was done.</summary>
    /// <remarks>Name a file; a relative name is looked for from the current location.</remarks>
    public const string BadPath = nameof(BadPath);

    /// <summary>The file that ENITOOLS_PROTECTION_FILE names cannot be read or is not a protection file, or -ProtectedRange or -ProtectedTag holds something else. Nothing is done without it.</summary>
    /// <remarks>Correct the file or the variable; about_EniTools_Runbooks shows one.</remarks>
    public const string BadProtection = nameof(BadProtection);

    /// <summary>A later change of the journal has changed a target of the one that is to be taken back. The target was left as it is.</summary>
    /// <remarks>Take the later change back first, with Undo-EniChange -Change, or leave the target as it is.</remarks>
    public const string ChangedSince = nameof(ChangedSince);

    /// <summary>The journal has no change of that number.</summary>
    /// <remarks>Get-EniChange -Summary shows those that it has.</remarks>
    public const string ChangeNotFound = nameof(ChangeNotFound);

    /// <summary>Get-EniRamPolicy was asked about a name that is not one of the cmdlets that call the service.</summary>
    /// <remarks>Give one of those that the message lists.</remarks>
    public const string CmdletNotFound = nameof(CmdletNotFound);

    /// <summary>The emulator could not listen on the address and port, or its secret cannot be used.</summary>
    /// <remarks>Use another -Port, or leave it out for a free one; correct -ListenAddress, -HostName and -ControlSecret.</remarks>
    public const string EmulatorDidNotStart = nameof(EmulatorDidNotStart);

    /// <summary>This session runs no emulator at that endpoint.</summary>
    /// <remarks>Get-EniEmulator shows those that run.</remarks>
    public const string EmulatorNotFound = nameof(EmulatorNotFound);

    /// <summary>A line of the journal was changed or is missing, or another program saved the file in its own way. Nothing was done.</summary>
    /// <remarks>Get-EniChange shows what stands before the line. Repair-EniChange makes a new journal of it, with which the same command goes on.</remarks>
    public const string JournalDamaged = nameof(JournalDamaged);

    /// <summary>Another run writes to the journal. Nothing was done.</summary>
    /// <remarks>Wait for its end, or use another -JournalPath.</remarks>
    public const string JournalInUse = nameof(JournalInUse);

    /// <summary>The latest change of the journal is another one and did not come to its end, or the journal is about another account or endpoint. Nothing was done.</summary>
    /// <remarks>Use another -JournalPath, or finish that change first with Resume-EniChange or Undo-EniChange.</remarks>
    public const string JournalMismatch = nameof(JournalMismatch);

    /// <summary>The change asked the service for addresses of its choice, and an answer was lost: before it is taken back, it has to be known which these are. Nothing was done.</summary>
    /// <remarks>Finish it with Resume-EniChange.</remarks>
    public const string JournalNotFinished = nameof(JournalNotFinished);

    /// <summary>The journal cannot be opened, is something else, or is of a later version; or another user could have written it. Nothing was done.</summary>
    /// <remarks>Name a journal, or a new file in a folder that exists and can be written. Where the message shows a command, it mends the rights.</remarks>
    public const string JournalNotUsable = nameof(JournalNotUsable);

    /// <summary>The journal could not be written any more. What was under way was settled and reported, and the rest is the error NotSent for each target.</summary>
    /// <remarks>Make room, and run the same command again.</remarks>
    public const string JournalNotWritable = nameof(JournalNotWritable);

    /// <summary>No place gives a credential. The message names each one and why.</summary>
    /// <remarks>Use Set-EniContext -Credential, or another of the ways in about_EniTools_Credentials.</remarks>
    public const string NoCredential = nameof(NoCredential);

    /// <summary>A question had to be asked, and the host cannot ask: pwsh -NonInteractive. Nothing more is sent.</summary>
    /// <remarks>Answer it beforehand with -Force or -Confirm:$false, or look with -WhatIf.</remarks>
    public const string NobodyToAsk = nameof(NobodyToAsk);

    /// <summary>It is not known whether the service did what was asked: a call had no answer, and a look did not tell.</summary>
    /// <remarks>Look at the ENI with Get-EniIpv6Address before you ask again, or pipe the TargetObject back in: a removal may be repeated.</remarks>
    public const string OutcomeUnknown = nameof(OutcomeUnknown);

    /// <summary>A row of a plan says that its target would not be removed, or says it in words that are not understood. It was not sent.</summary>
    /// <remarks>Leave such rows out with Where-Object WouldRemove -eq 'True', or make a new plan.</remarks>
    public const string PlannedToStay = nameof(PlannedToStay);

    /// <summary>The profile that was asked for gives no credential.</summary>
    /// <remarks>Correct it with the vendor's command line tool, or use another one.</remarks>
    public const string ProfileNotUsable = nameof(ProfileNotUsable);

    /// <summary>A rule of Set-EniContext or of the protection file keeps the target as it is. The message names the rule.</summary>
    /// <remarks>Leave the target out, or change the rule where it is set. -Force does not override it.</remarks>
    public const string Protected = nameof(Protected);

    /// <summary>The emulator has no snapshot of that name.</summary>
    /// <remarks>(Get-EniEmulator).Snapshots shows those that there are.</remarks>
    public const string SnapshotNotFound = nameof(SnapshotNotFound);

    /// <summary>Another emulator, which still runs, keeps its world in the file of -StatePath.</summary>
    /// <remarks>Stop it, or name another file.</remarks>
    public const string StateInUse = nameof(StateInUse);

    /// <summary>The file of -StatePath holds no world of an emulator.</summary>
    /// <remarks>Correct or delete the file, or use another -StatePath.</remarks>
    public const string StateNotReadable = nameof(StateNotReadable);

    /// <summary>The file of -StatePath cannot be written.</summary>
    /// <remarks>Name a file in a folder that exists and can be written.</remarks>
    public const string StateNotWritable = nameof(StateNotWritable);

    /// <summary>The input holds more targets than -MaxTargets allows. Nothing was done.</summary>
    /// <remarks>See whether the input is what was meant. If it is, give a higher -MaxTargets with the same input.</remarks>
    public const string TooManyTargets = nameof(TooManyTargets);

    /// <summary>A record has no property that says what is looked for, and others beside its region. Nothing was searched for it: its region alone would mean all that there is.</summary>
    /// <remarks>Name the column of the ENI NetworkInterfaceId. For all of a region, give -RegionId alone or pipe Get-EniRegion.</remarks>
    public const string UnknownProperty = nameof(UnknownProperty);

    /// <summary>The key, or the one that it was renewed with, is of another account than -AccountId names or the journal began with. Nothing was done with it, and nothing more is sent for the account.</summary>
    /// <remarks>See with Get-EniContext -Verify whose key is in force, and where it comes from.</remarks>
    public const string WrongAccount = nameof(WrongAccount);
}
