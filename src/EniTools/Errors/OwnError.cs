using System.Management.Automation;
using System.Reflection;

namespace EniTools.Errors;

/// <summary>
/// The errors that are EniTools' own as data, for the cmdlets and for the help; all others are codes of the service, which
/// <see cref="Api.Errors.ErrorCatalog"/> has. The ids are stable: scripts rely on them.
/// </summary>
/// <param name="Id">The first part of the FullyQualifiedErrorId.</param>
/// <param name="Category">The usual category. An error whose input is at fault is InvalidArgument.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Remedy">What the user can do.</param>
internal sealed record OwnError(string Id, ErrorCategory Category, string Meaning, string Remedy)
{
    public static readonly OwnError BadContext = new(
        nameof(BadContext),
        ErrorCategory.InvalidArgument,
        "The object piped to Set-EniContext is not a context, an emulator, a profile or a region, or holds a value that a context cannot "
            + "have. Nothing was set.",
        "Pipe the output of Get-EniContext, Get-EniContext -ListAvailable or Start-EniEmulator unchanged, or give parameters.");

    public static readonly OwnError BadCredential = new(
        nameof(BadCredential),
        ErrorCategory.AuthenticationError,
        "The credential does not look like an AccessKey, or a security token is given without its credential.",
        "Give the AccessKey id as the user name and its secret as the password, with nothing around them, and a security token together "
            + "with its AccessKey.");

    public static readonly OwnError BadEndpoint = new(
        nameof(BadEndpoint),
        ErrorCategory.InvalidArgument,
        "An endpoint is not a host or URL, or is plain http to another machine.",
        "Give a host such as ecs.cn-hangzhou.aliyuncs.com, or leave -Endpoint out for the region's own. Correct "
            + "ALIBABA_CLOUD_ENDPOINT, ALIBABA_CLOUD_STS_ENDPOINT or the profile if the endpoint comes from there.");

    public static readonly OwnError BadPath = new(
        nameof(BadPath),
        ErrorCategory.InvalidArgument,
        "A path is blank, or leads to something other than a file system, such as Env: or Cert:. Nothing was done.",
        "Name a file. A relative name begins at the current location.");

    public static readonly OwnError BadProtection = new(
        nameof(BadProtection),
        ErrorCategory.InvalidData,
        "The file that ENITOOLS_PROTECTION_FILE names cannot be read or is not a protection file, or -ProtectedRange or -ProtectedTag "
            + "holds something else. Nothing is done without it.",
        "Correct the file, or the variable ENITOOLS_PROTECTION_FILE that names it. about_EniTools_Runbooks shows a file.");

    public static readonly OwnError ChangedSince = new(
        nameof(ChangedSince),
        ErrorCategory.ResourceExists,
        "A later change of the journal has changed a target of the change to undo. The target was left as it is.",
        "Undo the later change first, with Undo-EniChange -Change, or leave the target as it is.");

    public static readonly OwnError ChangeNotFound = new(
        nameof(ChangeNotFound),
        ErrorCategory.ObjectNotFound,
        "The journal has no change of that number.",
        "Get-EniChange -Summary shows the changes of the journal.");

    public static readonly OwnError CmdletNotFound = new(
        nameof(CmdletNotFound),
        ErrorCategory.InvalidArgument,
        "The name given to Get-EniRamPolicy is not a cmdlet that calls the service.",
        "Name a cmdlet that calls the service.");

    public static readonly OwnError EmulatorDidNotStart = new(
        nameof(EmulatorDidNotStart),
        ErrorCategory.ResourceUnavailable,
        "The emulator could not listen on the address and port, or its secret cannot be used.",
        "Use another -Port, or leave it out for a free one. Correct -ListenAddress, -HostName and -ControlSecret.");

    public static readonly OwnError EmulatorNotFound = new(
        nameof(EmulatorNotFound),
        ErrorCategory.ObjectNotFound,
        "This session runs no emulator at that endpoint.",
        "Get-EniEmulator shows the emulators of this session.");

    public static readonly OwnError JournalDamaged = new(
        nameof(JournalDamaged),
        ErrorCategory.InvalidData,
        "A line of the journal was changed or is missing, or another program saved the file in its own way. Nothing was done.",
        "Get-EniChange shows the lines before the damage. Repair-EniChange writes a new journal of the lines that are certain, and the "
            + "same command continues with it. Get-EniIpv6Address shows what the ENIs have.");

    public static readonly OwnError JournalInUse = new(
        nameof(JournalInUse),
        ErrorCategory.ResourceBusy,
        "Another run writes to the journal. Nothing was done.",
        "Wait for the end of the other run, or use another -JournalPath. Get-EniChange shows its progress.");

    public static readonly OwnError JournalMismatch = new(
        nameof(JournalMismatch),
        ErrorCategory.InvalidOperation,
        "The latest change of the journal is a different one and is not completed, or the journal is for another account or endpoint. "
            + "Nothing was done.",
        "Use another -JournalPath. To use this one, finish its change first with Resume-EniChange or Undo-EniChange, or use the "
            + "credential, profile and -Endpoint of the journal.");

    public static readonly OwnError JournalNotFinished = new(
        nameof(JournalNotFinished),
        ErrorCategory.InvalidOperation,
        "The service chose the addresses of the change, and a response was lost. The addresses must be known before the change can be "
            + "undone. Nothing was done.",
        "Complete the change with Resume-EniChange; then it can be undone.");

    public static readonly OwnError JournalNotUsable = new(
        nameof(JournalNotUsable),
        ErrorCategory.OpenError,
        "The journal cannot be opened, is not a journal or has a later version, or another user could have written it. Nothing was done.",
        "Name a journal, or a new file in a folder that exists and can be written. If the message shows a command, the command corrects "
            + "the permissions. Get-ChildItem *.jsonl | Get-EniChange -Summary shows the journals of a folder.");

    public static readonly OwnError JournalNotWritable = new(
        nameof(JournalNotWritable),
        ErrorCategory.WriteError,
        "The journal could no longer be written. Requests in flight were completed and reported, and each target that was not sent is the "
            + "error NotSent.",
        "Free disk space, and run the same command again: the journal may lack some targets. Targets with the status Unknown are looked "
            + "up first.");

    public static readonly OwnError NoCredential = new(
        nameof(NoCredential),
        ErrorCategory.AuthenticationError,
        "No source has a credential. The message names each source and the reason.",
        "Use Set-EniContext -Credential with the AccessKey id as the user name and its secret as the password, or Start-EniEmulator | "
            + "Set-EniContext to try without an account. about_EniTools_Credentials has the other ways.");

    public static readonly OwnError NobodyToAsk = new(
        nameof(NobodyToAsk),
        ErrorCategory.InvalidOperation,
        "A confirmation was required, and the host cannot prompt, such as pwsh -NonInteractive. Nothing more is sent.",
        "Confirm beforehand with -Force or -Confirm:$false, or preview with -WhatIf.");

    public static readonly OwnError OutcomeUnknown = new(
        nameof(OutcomeUnknown),
        ErrorCategory.ConnectionError,
        "The outcome is not known: a request got no response, and reading the ENI did not show whether it took effect.",
        "Read the ENI with Get-EniIpv6Address before you repeat the command, or pipe the TargetObject back in: a removal may be repeated.");

    public static readonly OwnError PlannedToStay = new(
        nameof(PlannedToStay),
        ErrorCategory.InvalidArgument,
        "A row of a plan says that its target would not be removed, or its WouldRemove is neither True nor False. The target was not "
            + "sent.",
        "Leave such rows out with Where-Object WouldRemove -eq 'True', or make a new plan.");

    public static readonly OwnError ProfileNotUsable = new(
        nameof(ProfileNotUsable),
        ErrorCategory.AuthenticationError,
        "The profile that was named has no usable credential.",
        "Correct the profile with the vendor's command line tool, or use another -ProfileName or a -Credential.");

    public static readonly OwnError Protected = new(
        nameof(Protected),
        ErrorCategory.PermissionDenied,
        "A rule of Set-EniContext or of the protection file keeps the target as it is. The message names the rule.",
        "Leave the target out, or change the rule where it is set. -Force does not override it.");

    public static readonly OwnError SnapshotNotFound = new(
        nameof(SnapshotNotFound),
        ErrorCategory.ObjectNotFound,
        "The emulator has no snapshot of that name.",
        "(Get-EniEmulator).Snapshots shows the snapshots that exist; case matters.");

    public static readonly OwnError StateInUse = new(
        nameof(StateInUse),
        ErrorCategory.ResourceBusy,
        "Another running emulator keeps its world in the file of -StatePath.",
        "Stop the other emulator, or name another file with -StatePath.");

    public static readonly OwnError StateNotReadable = new(
        nameof(StateNotReadable),
        ErrorCategory.InvalidData,
        "The file of -StatePath does not contain the world of an emulator.",
        "Correct or delete the file, or use another -StatePath.");

    public static readonly OwnError StateNotWritable = new(
        nameof(StateNotWritable),
        ErrorCategory.WriteError,
        "The file of -StatePath cannot be written.",
        "Name a file in a folder that exists and can be written with -StatePath.");

    public static readonly OwnError TooManyTargets = new(
        nameof(TooManyTargets),
        ErrorCategory.LimitsExceeded,
        "The input holds more targets than -MaxTargets allows. Nothing was done.",
        "Check that the input is what you meant. If so, run again with the same input and a higher -MaxTargets.");

    public static readonly OwnError UnknownProperty = new(
        nameof(UnknownProperty),
        ErrorCategory.InvalidArgument,
        "A record has no property that names what to search for, but has properties besides its region. Nothing was searched for the "
            + "record, since its region alone would mean all ENIs of the region.",
        "Name the column of the ENI: Select-Object @{ n = 'NetworkInterfaceId'; e = 'ResourceId' }, RegionId. For all of a region, give "
            + "-RegionId alone or pipe Get-EniRegion.");

    public static readonly OwnError WrongAccount = new(
        nameof(WrongAccount),
        ErrorCategory.PermissionDenied,
        "The key, or the key that replaced it, belongs to another account than that of -AccountId or of the journal. The key was not "
            + "used, and nothing more is sent for the account.",
        "Use the credential or profile of the intended account. Get-EniContext -Verify shows whose key is effective, and its source.");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyDictionary<string, OwnError> All { get; } = typeof(OwnError)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OwnError)field.GetValue(null)!)
        .ToDictionary(error => error.Id, StringComparer.Ordinal);
}
