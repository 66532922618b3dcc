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
        "A later change of the journal has changed a target of the one that is to be taken back. The target was left as it is.",
        "Take the later change back first, with Undo-EniChange -Change, or leave the target as it is.");

    public static readonly OwnError ChangeNotFound = new(
        nameof(ChangeNotFound),
        ErrorCategory.ObjectNotFound,
        "The journal has no change of that number.",
        "Get-EniChange -Summary shows the changes of the journal.");

    public static readonly OwnError CmdletNotFound = new(
        nameof(CmdletNotFound),
        ErrorCategory.InvalidArgument,
        "Get-EniRamPolicy was asked about a name that is not one of the cmdlets that call the service.",
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
        "Get-EniChange shows the lines before the damage. Repair-EniChange with a new file makes a journal of what is certain, with which "
            + "the same command goes on. Get-EniIpv6Address shows what the ENIs have.");

    public static readonly OwnError JournalInUse = new(
        nameof(JournalInUse),
        ErrorCategory.ResourceBusy,
        "Another run writes to the journal. Nothing was done.",
        "Wait for the end of the other run, or use another -JournalPath. Get-EniChange shows its progress.");

    public static readonly OwnError JournalMismatch = new(
        nameof(JournalMismatch),
        ErrorCategory.InvalidOperation,
        "The latest change of the journal is another one and did not come to its end, or the journal is about another account or "
            + "endpoint. Nothing was done.",
        "Use another -JournalPath. To use this one, finish its change first with Resume-EniChange or Undo-EniChange, or use the "
            + "credential, profile and -Endpoint of the journal.");

    public static readonly OwnError JournalNotFinished = new(
        nameof(JournalNotFinished),
        ErrorCategory.InvalidOperation,
        "The change asked the service for addresses of its choice, and an answer was lost: before it is taken back, it has to be known "
            + "which these are. Nothing was done.",
        "Finish the change with Resume-EniChange; then it can be taken back.");

    public static readonly OwnError JournalNotUsable = new(
        nameof(JournalNotUsable),
        ErrorCategory.OpenError,
        "The journal cannot be opened, is something else, or is of a later version; or another user could have written it. Nothing was "
            + "done.",
        "Name a journal, or a new file in a folder that exists and can be written. Where the message shows a command, it mends the "
            + "rights. Get-ChildItem *.jsonl | Get-EniChange -Summary shows the journals of a folder.");

    public static readonly OwnError JournalNotWritable = new(
        nameof(JournalNotWritable),
        ErrorCategory.WriteError,
        "The journal could not be written any more. What was under way was settled and reported, and the rest is the error NotSent for "
            + "each target.",
        "Make room, and run the same command again: the journal may not have all targets. The targets that it shows as Unknown are looked "
            + "up first.");

    public static readonly OwnError NoCredential = new(
        nameof(NoCredential),
        ErrorCategory.AuthenticationError,
        "No place gives a credential. The message names each one and why.",
        "Use Set-EniContext -Credential with the AccessKey id as the user name and its secret as the password, or Start-EniEmulator | "
            + "Set-EniContext to try without an account. about_EniTools_Credentials has the other ways.");

    public static readonly OwnError NobodyToAsk = new(
        nameof(NobodyToAsk),
        ErrorCategory.InvalidOperation,
        "A question had to be asked, and the host cannot ask: pwsh -NonInteractive. Nothing more is sent.",
        "Answer it beforehand with -Force or -Confirm:$false, or look with -WhatIf.");

    public static readonly OwnError OutcomeUnknown = new(
        nameof(OutcomeUnknown),
        ErrorCategory.ConnectionError,
        "It is not known whether the service did what was asked: a call had no answer, and a look did not tell.",
        "Look at the ENI with Get-EniIpv6Address before you ask again, or pipe the TargetObject back in: a removal may be repeated.");

    public static readonly OwnError PlannedToStay = new(
        nameof(PlannedToStay),
        ErrorCategory.InvalidArgument,
        "A row of a plan says that its target would not be removed, or says it in words that are not understood. It was not sent.",
        "Leave such rows out with Where-Object WouldRemove -eq 'True', or make a new plan.");

    public static readonly OwnError ProfileNotUsable = new(
        nameof(ProfileNotUsable),
        ErrorCategory.AuthenticationError,
        "The profile that was asked for gives no credential.",
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
        "Another emulator, which still runs, keeps its world in the file of -StatePath.",
        "Stop the other emulator, or name another file with -StatePath.");

    public static readonly OwnError StateNotReadable = new(
        nameof(StateNotReadable),
        ErrorCategory.InvalidData,
        "The file of -StatePath holds no world of an emulator.",
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
        "See whether the input is what was meant. If it is, run again with the same input and a higher -MaxTargets.");

    public static readonly OwnError UnknownProperty = new(
        nameof(UnknownProperty),
        ErrorCategory.InvalidArgument,
        "A record has no property that says what is looked for, and others beside its region. Nothing was searched for it: its region "
            + "alone would mean all that there is.",
        "Name the column of the ENI: Select-Object @{ n = 'NetworkInterfaceId'; e = 'ResourceId' }, RegionId. For all of a region, give "
            + "-RegionId alone or pipe Get-EniRegion.");

    public static readonly OwnError WrongAccount = new(
        nameof(WrongAccount),
        ErrorCategory.PermissionDenied,
        "The key, or the one that it was renewed with, is of another account than -AccountId names or the journal began with. Nothing was "
            + "done with it, and nothing more is sent for the account.",
        "Use the credential or profile of the account that is meant. Get-EniContext -Verify shows whose key is in force, and where it "
            + "comes from.");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyDictionary<string, OwnError> All { get; } = typeof(OwnError)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OwnError)field.GetValue(null)!)
        .ToDictionary(error => error.Id, StringComparer.Ordinal);
}
