
namespace EniTools.Errors;

/// <summary>The error ids that are EniTools' own; all others are codes of the service. The help takes each summary as the meaning and the remarks as what to do.</summary>
internal static class ErrorId
{
    /// <summary>The credential does not look like an AccessKey, or a security token is given without its credential.</summary>
    /// <remarks>Give the AccessKey id as the user name and its secret as the password, and a token together with them.</remarks>
    public const string BadCredential = nameof(BadCredential);

    /// <summary>An endpoint is not a host or URL, or is plain http to another machine.</summary>
    /// <remarks>Give a host such as ecs.cn-hangzhou.aliyuncs.com, or none for the region's own. It may come from a variable or a profile.</remarks>
    public const string BadEndpoint = nameof(BadEndpoint);

    /// <summary>A path is blank, or leads to something other than a file system, such as Env: or Cert:. Nothing was done.</summary>
    /// <remarks>Name a file; a relative name is looked for from the current location.</remarks>
    public const string BadPath = nameof(BadPath);

    /// <summary>The file that ENITOOLS_PROTECTION_FILE names cannot be read, or is not a protection file. Nothing is done without it.</summary>
    /// <remarks>Correct the file or the variable; about_EniTools_Runbooks shows one.</remarks>
    public const string BadProtection = nameof(BadProtection);

    /// <summary>Get-EniRamPolicy was asked about a name that is not one of the cmdlets that call the service.</summary>
    /// <remarks>Give one of those that the message lists.</remarks>
    public const string CmdletNotFound = nameof(CmdletNotFound);

    /// <summary>The emulator could not listen on the address and port, or its secret cannot be used.</summary>
    /// <remarks>Use another -Port, or leave it out for a free one; correct -ListenAddress and -ControlSecret.</remarks>
    public const string EmulatorDidNotStart = nameof(EmulatorDidNotStart);

    /// <summary>This session runs no emulator at that endpoint.</summary>
    /// <remarks>Get-EniEmulator shows those that run.</remarks>
    public const string EmulatorNotFound = nameof(EmulatorNotFound);

    /// <summary>A line of the journal was changed or is missing. Nothing is taken from it, and nothing was done.</summary>
    /// <remarks>Look at the line that the message names, and begin a new journal.</remarks>
    public const string JournalDamaged = nameof(JournalDamaged);

    /// <summary>Another run writes to the journal. Nothing was done.</summary>
    /// <remarks>Wait for its end, or use another -JournalPath.</remarks>
    public const string JournalInUse = nameof(JournalInUse);

    /// <summary>The journal is about another change, account or endpoint. Nothing was done.</summary>
    /// <remarks>Use another -JournalPath, or Resume-EniChange or Undo-EniChange for the change that it is about.</remarks>
    public const string JournalMismatch = nameof(JournalMismatch);

    /// <summary>The journal's latest change was cut off, and cannot be taken back before it is finished. Nothing was done.</summary>
    /// <remarks>Finish it with Resume-EniChange.</remarks>
    public const string JournalNotFinished = nameof(JournalNotFinished);

    /// <summary>The journal cannot be opened, is something else, or is of a later version; or another user could have written it. Nothing was done.</summary>
    /// <remarks>Name a journal, or a new file in a folder that exists and can be written. Where the message shows a command, it mends the rights.</remarks>
    public const string JournalNotUsable = nameof(JournalNotUsable);

    /// <summary>The journal could not be written any more. What was under way was settled and reported, and the rest is the error NotSent for each target.</summary>
    /// <remarks>Make room, and run the same command again or Resume-EniChange.</remarks>
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

    /// <summary>The key is of another account than -AccountId names. Nothing was done with it.</summary>
    /// <remarks>See with Get-EniContext -Verify whose key is in force, and where it comes from.</remarks>
    public const string WrongAccount = nameof(WrongAccount);
}
