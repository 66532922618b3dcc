using System.Collections;
using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Guards;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Api.Planning;
using EniTools.Binding;
using EniTools.Output;

namespace EniTools.Errors;

/// <summary>
/// Every error that a cmdlet writes. The ids are the service's own codes where it has one, and are stable: scripts rely on them.
/// </summary>
internal static class EniError
{
    /// <param name="whereWasLooked">Each place, and why it gives none.</param>
    /// <param name="elsewhere">That another runspace has a context; empty when none has.</param>
    public static ErrorRecord NoCredential(string whereWasLooked, string elsewhere) => Record(
        new InvalidOperationException(
            $"There is no credential to sign with. -Credential, -ProfileName and Set-EniContext: none given. {whereWasLooked}{elsewhere}"),
        ErrorId.NoCredential,
        ErrorCategory.AuthenticationError,
        null,
        "Use Set-EniContext -Credential with the AccessKey id as the user name and its secret as the password, "
            + "or Start-EniEmulator | Set-EniContext to try without an account.");

    public static ErrorRecord BadCredential(string problem) => Record(
        new InvalidOperationException($"The credential is not an AccessKey. {problem}"),
        ErrorId.BadCredential,
        ErrorCategory.AuthenticationError,
        null,
        "Give the AccessKey id as the user name and its secret as the password, without anything around them.");

    public static ErrorRecord TokenWithoutCredential() => Input(
        ErrorId.BadCredential,
        "-SecurityToken is given without -Credential, and belongs to the AccessKey of one.",
        "Give both: the temporary AccessKey as -Credential, and its token as -SecurityToken.",
        null);

    public static ErrorRecord NoContext(PSObject? input, string? unknown) => Input(
        ErrorId.BadContext,
        unknown is null
            ? $"The input '{input}' is no context, emulator, profile or region."
            : $"The input is no whole context, emulator, profile or region, and has the property '{unknown}', which is no setting.",
        "Pipe Get-EniContext, Start-EniEmulator or Get-EniContext -ListAvailable as they are, or give parameters.",
        input);

    public static ErrorRecord BadContext(FormatException problem) => Input(
        ErrorId.BadContext,
        $"The context cannot be taken over. {problem.Message}",
        "Pipe what Get-EniContext wrote, as it was.",
        null);

    public static ErrorRecord BadLimit(string parameter, string text, string rule) => Input(
        "InvalidParameter", $"-{parameter} is '{text}'.", $"Give {rule}, or $null to take the limit back.", text);

    public static ErrorRecord NobodyToAsk(string problem, Exception refusal) => Record(
        new InvalidOperationException($"The change needs a Yes, and the host cannot ask. {problem}", refusal),
        ErrorId.NobodyToAsk,
        ErrorCategory.InvalidOperation,
        null,
        "Answer it beforehand with -Force or -Confirm:$false, or look with -WhatIf.");

    public static ErrorRecord EmptyProfileName() =>
        Input(ErrorId.ProfileNotUsable, "-ProfileName is empty.", "Name a profile, or leave -ProfileName out.", null);

    public static ErrorRecord EmptyRegion() =>
        Input("MissingParameter", "-RegionId is empty.", "Name a region, or leave -RegionId out for the one in force.", null);

    public static ErrorRecord ProfileNotUsable(KeyLookup lookup, object? target) => Record(
        new InvalidOperationException($"The profile gives no credential. {lookup}"),
        ErrorId.ProfileNotUsable,
        ErrorCategory.AuthenticationError,
        target,
        "Correct the profile with the vendor's command line tool, or use another -ProfileName or a -Credential.");

    /// <summary>What reading the settings in force threw, about something that is not an AccessKey or not an endpoint.</summary>
    public static ErrorRecord BadSetting(Exception problem, object? target = null) =>
        problem is FormatException ? BadEndpointSetting(problem.Message, problem, target) : BadCredential(problem.Message);

    public static ErrorRecord BadEndpointSetting(string problem, Exception? exception = null, object? target = null) => Record(
        new ArgumentException($"{problem} It comes from a variable or a profile.", exception),
        ErrorId.BadEndpoint,
        ErrorCategory.InvalidArgument,
        target,
        "Correct ALIBABA_CLOUD_ENDPOINT, ALIBABA_CLOUD_STS_ENDPOINT or the profile, or give -Endpoint.");

    public static ErrorRecord BadEndpoint(string endpoint, string problem) => Input(
        ErrorId.BadEndpoint,
        $"The endpoint '{Endpoints.Shown(endpoint)}' {problem}.",
        "Give a host such as ecs.cn-hangzhou.aliyuncs.com, or leave -Endpoint out for the region's own.",
        null);

    public static ErrorRecord BadRegion(string? regionId, object? target) => string.IsNullOrEmpty(regionId)
        ? Input(
            "MissingParameter",
            $"No region is given{For(target)}.",
            "Give -RegionId, a RegionId property, or Set-EniContext -RegionId.",
            target)
        : Written(
            "InvalidRegionId",
            regionId!,
            "is not a region id: it has lower-case letters, digits and inner hyphens",
            "Give an id such as cn-hangzhou.",
            target,
            IsLikeRegionId,
            "region id");

    public static ErrorRecord BadNetworkInterfaceId(string? networkInterfaceId, object? target) => string.IsNullOrEmpty(networkInterfaceId)
        ? Input("MissingParameter", $"No ENI is given{For(target)}.", "Give -NetworkInterfaceId or a NetworkInterfaceId property.", target)
        : Written(
            "InvalidEniId.Malformed",
            networkInterfaceId!,
            "is not an ENI id: it is 'eni-' and lower-case letters or digits",
            "Give the id as Get-EniIpv6Address shows it.",
            target,
            ResourceId.IsNetworkInterfaceId,
            "ENI id");

    public static ErrorRecord NotOneText(string property, object input) => Input(
        property.StartsWith("Region", StringComparison.OrdinalIgnoreCase) ? "InvalidRegionId"
            : property.Equals(nameof(EniIpv6Target.ProfileName), StringComparison.OrdinalIgnoreCase) ? ErrorId.ProfileNotUsable
            : "InvalidEniId.Malformed",
        $"The property {property} of the input '{input}' is a list, and one text was expected.",
        "Give an object for each region and ENI.",
        input);

    public static ErrorRecord Contradiction(string parameter, string given, string ofRecord, object input) => Input(
        "InvalidParameter.Conflict",
        $"The input '{input}' has the {parameter} '{ofRecord}', and '{given}' is given beside it.",
        $"Leave one of them out, or pipe only what belongs to '{given}'.",
        input);

    public static ErrorRecord RepeatedColumn(string names, object input) => Input(
        "InvalidParameter.Conflict",
        $"The input '{input}' has more than one value for {names}.",
        "Leave one column for each, with one name.",
        input);

    public static ErrorRecord NotReadable(GetValueException problem, PSObject? input) => Record(
        new InvalidDataException($"A property of the input cannot be read: {problem.Message}", problem),
        ErrorId.UnknownProperty,
        ErrorCategory.InvalidData,
        input,
        "Pipe objects whose properties are values.");

    /// <summary>A record by which a search cannot be limited, while its region alone would mean everything.</summary>
    public static ErrorRecord UnknownProperties(PipedRecord record)
    {
        var names = string.Join(", ", record.Names);
        return Input(
            ErrorId.UnknownProperty,
            $"The input '{record.Input}' does not say what is looked for. It has {(names.Length == 0 ? "no properties" : names)}; "
                + "NetworkInterfaceId, InstanceId, Ipv6Address and Ipv6Prefix count, or RegionId and ProfileName with nothing beside them.",
            DelimiterOf(record) is { } delimiter
                ? $"Read the table with -Delimiter {delimiter}."
                : "Name the column of the ENI: Select-Object @{ n = 'NetworkInterfaceId'; e = 'ResourceId' }, RegionId. "
                    + "For all of a region, give -RegionId alone or pipe Get-EniRegion.",
            record.Input);
    }

    public static ErrorRecord InstanceWithoutInterface(string instanceId, object input) => Input(
        "MissingParameter",
        $"No ENI is given{For(input)}, only the instance '{instanceId}'.",
        $"Find the addresses of its ENIs first: Get-EniIpv6Address -InstanceId {instanceId}, or pipe the table to Get-EniIpv6Address.",
        input);

    public static ErrorRecord PlannedToStay(PipedRecord record)
    {
        var verdict = record.Text(nameof(EniIpv6PlannedRemoval.WouldRemove));
        var isNo = bool.FalseString.Equals(verdict, StringComparison.OrdinalIgnoreCase);
        return Input(
            isNo ? record.Text(nameof(EniIpv6PlannedRemoval.Code)) ?? ErrorId.PlannedToStay : ErrorId.PlannedToStay,
            isNo
                ? $"The plan says that '{record.Input}' would not be removed: "
                    + (record.Text(nameof(EniIpv6PlannedRemoval.Reason)) ?? "it names no reason")
                : $"WouldRemove of the input '{record.Input}' is '{verdict}', and True or False was expected.",
            "Leave such rows out with Where-Object WouldRemove -eq 'True', or make a new plan.",
            record.Input);
    }

    // A table that was read with another delimiter has one column, whose name holds all names.
    private static string? DelimiterOf(PipedRecord? record) => record is not { Names.Count: 1 } ? null
        : record.Names.First().IndexOf(';') >= 0 ? "';'"
        : record.Names.First().IndexOf('\t') >= 0 ? "\"`t\""
        : null;

    public static ErrorRecord NothingGiven(PSObject? input, PipedRecord? record, object? target)
    {
        var (problem, remedy) = input?.BaseObject switch
        {
            _ when DelimiterOf(record) is { } delimiter => (
                $"The input '{input}' has one column, '{record!.Names.First()}', which holds all of its names.",
                $"Read the table with -Delimiter {delimiter}."),
            _ when record?.Text(PipedRecord.InstanceNames) is { } instanceId => (
                $"The input '{input}' names the instance '{instanceId}', and neither an address nor a prefix.",
                "Pipe it to Get-EniIpv6Address first, which finds the addresses of its ENIs."),
            null => (
                "Neither an address nor a prefix is given.",
                "Give -Ipv6Address or -Ipv6Prefix, or pipe text or objects with such a property."),
            IDictionary => ("The input is a hashtable, whose keys are no properties.", "Make an object of it: [pscustomobject]$table."),
            ICollection list => (
                $"The input is a list of {list.Count} objects, taken as one object.",
                "Pipe them one by one: $list | ForEach-Object { $_ } | ..."),
            _ => (
                $"The input '{input}' holds neither an address nor a prefix.",
                "Pipe text, or objects with an Ipv6Address or Ipv6Prefix property."),
        };
        return Input("MissingParameter", problem, remedy, target);
    }

    public static ErrorRecord BadAddress(string text, string problem, object target) => Written(
        "InvalidIp.Address",
        text,
        problem,
        "Write an IPv6 address such as 2001:db8::1, or a prefix such as 2001:db8:0:0:1::/80.",
        target,
        IsItem,
        "address");

    public static ErrorRecord BadPrefix(string text, Ipv6PrefixFault fault, string problem, object target)
    {
        var code = fault switch
        {
            Ipv6PrefixFault.MaskOutOfRange => "InvalidIp.IpPrefixMaskInvalid",
            Ipv6PrefixFault.HostBitsSet => "InvalidIp.IpPrefixNotStrict",
            _ => "InvalidIp.IpPrefixIllegal",
        };
        return Written(code, text, problem, ErrorCatalog.MeaningOf(code, 0).Remedy, target, IsItem, "prefix");
    }

    public static ErrorRecord NotForInterface(string text, bool isPrefix, string problem, object target) => Input(
        isPrefix ? "InvalidIp.IpPrefixIllegal" : "InvalidIp.Address",
        $"'{text}' {problem}.",
        "Give what the ENI has, as Get-EniIpv6Address shows it: global unicast (2000::/3) or unique-local (fc00::/7).",
        target);

    public static ErrorRecord BadPrivateIpAddress(string text, Func<string, bool> isOne) => Written(
        "InvalidIp.Address",
        text,
        "is not an IPv4 address",
        "Write the four numbers with dots between them, such as 192.168.0.1.",
        text,
        isOne,
        "IPv4 address");

    public static ErrorRecord WildcardNotTaken(string parameter, string text) => Input(
        "InvalidParameter",
        $"-{parameter} is '{text}', and takes no wildcard.",
        $"Give a whole value, or pipe to Where-Object {parameter} -like '{text}'.",
        text);

    public static ErrorRecord NoSuchCmdlet(string name, IEnumerable<string> known) => Input(
        ErrorId.CmdletNotFound,
        $"'{name}' is not a cmdlet of EniTools that calls the service.",
        $"Give one of {string.Join(", ", known)}.",
        name);

    public static ErrorRecord RegionNotFound(string regionId, string? profileName) => Missing(
        "InvalidRegionId.NotFound",
        $"{OfProfile(profileName)}The account has no region '{regionId}'.",
        "Get-EniRegion without -RegionId shows those that it has.",
        Searched(profileName, regionId)!);

    public static ErrorRecord NotFound(string networkInterfaceId, string regionId, string? requestId, string? profileName) => Missing(
        "InvalidEniId.NotFound",
        $"{OfProfile(profileName)}There is no ENI '{networkInterfaceId}' in {regionId} (request id {requestId}).",
        "Check the id and -RegionId.",
        Searched(profileName, regionId, networkInterfaceId)!);

    public static ErrorRecord OwnerNotFound(Ipv6Target target, string? requestId, string? profileName) => Missing(
        "InvalidIp.IpUnassigned",
        $"{OfProfile(profileName)}No ENI in {target.RegionId} has {target.Item} (request id {requestId}).",
        "Check the address and -RegionId.",
        Pipeable(target, profileName));

    public static ErrorRecord Protected(Candidate candidate, string rule, object input) => Record(
        new InvalidOperationException($"{candidate} is not touched: {rule}."),
        ErrorId.Protected,
        ErrorCategory.PermissionDenied,
        input,
        "Leave it out, or change the rule where it is set. -Force does not override it.");

    /// <param name="candidate">What is not touched.</param>
    /// <param name="failure">Why its ENI could not be looked up; null when the service showed none.</param>
    /// <param name="requestId">The request that did not show it.</param>
    /// <param name="input">What the error is about.</param>
    public static ErrorRecord TagsNotSeen(Candidate candidate, ApiException? failure, string? requestId, object input)
    {
        const string Rule = "is not touched, since tags are protected and those of its ENI could not be seen";
        return failure is null
            ? Missing(
                "InvalidEniId.NotFound",
                $"{candidate} {Rule}: there is no such ENI (request id {requestId}).",
                "Check the id and -RegionId.",
                input)
            : Record(
                new EniServiceException($"{candidate} {Rule}. {failure.Message}", failure),
                failure.Code,
                CategoryOf(failure),
                input,
                Remedies.For(failure));
    }

    public static ErrorRecord OwnerNotSeen(Candidate candidate, ApiException failure, object input) => Record(
        new EniServiceException(
            $"{candidate} is not touched, since ENIs are protected and it could not be seen what they have. {failure.Message}", failure),
        failure.Code,
        CategoryOf(failure),
        input,
        Remedies.For(failure));

    public static ErrorRecord BadProtectedTag(string text, string problem) => Input(
        ErrorId.BadProtection,
        $"-ProtectedTag holds '{text}', which {problem}.",
        "Write @{ env = 'prod' }, several values as @{ env = 'prod', 'live' }, and any value as @{ env = '*' }.",
        text);

    public static ErrorRecord TooManyTargets(long targets, int maxTargets) => Record(
        new InvalidOperationException($"The input holds {targets} targets, and -MaxTargets allows {maxTargets}. Nothing was done."),
        ErrorId.TooManyTargets,
        ErrorCategory.LimitsExceeded,
        null,
        $"See whether the input is what was meant. If it is, run again with the same input and -MaxTargets {targets}.");

    public static ErrorRecord BadProtectionFile(FormatException problem) => Record(
        new InvalidDataException(problem.Message, problem),
        ErrorId.BadProtection,
        ErrorCategory.InvalidData,
        null,
        $"Correct the file, or the variable {ProtectionFile.Variable} that names it.");

    public static ErrorRecord BadPath(string given, string origin, string problem) => Input(
        ErrorId.BadPath,
        $"{origin} is '{given}', which {problem}. Nothing was done.",
        "Name a file. A relative name is looked for from the current location.",
        null);

    public static ErrorRecord JournalIsFolder(string path, IReadOnlyList<string> journals) => Record(
        new InvalidOperationException($"'{path}' is a folder, and not a journal. {Listed(journals)}"),
        ErrorId.JournalNotUsable,
        ErrorCategory.InvalidArgument,
        path,
        $"Name a journal. Get-ChildItem '{path}' -Filter *{JournalFolder.Ending} | Get-EniChange -Summary shows what each one holds.");

    /// <param name="problem">What is wrong with the journal.</param>
    /// <param name="input">The path, where it is the input of a cmdlet that reads journals; null where a run writes one.</param>
    public static ErrorRecord Journal(JournalException problem, string? input = null)
    {
        var (id, category, remedy) = problem.Problem switch
        {
            JournalProblem.Damaged => (
                ErrorId.JournalDamaged, ErrorCategory.InvalidData,
                $"{RepairHint(problem.Path)} Get-EniIpv6Address shows what the ENIs have."),
            JournalProblem.InUse => (
                ErrorId.JournalInUse, ErrorCategory.ResourceBusy,
                "Wait for the end of the other run, or use another -JournalPath. Get-EniChange shows how far it is."),
            JournalProblem.OtherChange => (
                ErrorId.JournalMismatch, ErrorCategory.InvalidOperation,
                "Use another -JournalPath, or finish that change first with Resume-EniChange."),
            JournalProblem.NoSuchChange => (
                ErrorId.ChangeNotFound, ErrorCategory.ObjectNotFound,
                "Get-EniChange -Summary shows the changes of the journal."),
            JournalProblem.OtherAccount => (
                ErrorId.JournalMismatch, ErrorCategory.InvalidOperation,
                "Use the credential, profile and -Endpoint of the journal, or another -JournalPath."),
            JournalProblem.NotFinished => (
                ErrorId.JournalNotFinished, ErrorCategory.InvalidOperation,
                "Finish it with Resume-EniChange; then it can be taken back."),
            JournalProblem.CannotWrite => (
                ErrorId.JournalNotWritable, ErrorCategory.WriteError,
                "Make room, and run the same command again: the journal may not have all targets. What became of those that it shows as "
                    + "Unknown is found out first."),
            JournalProblem.Displaced => (
                ErrorId.JournalNotWritable, ErrorCategory.WriteError,
                "See what moves, deletes or writes that file. Keep the results and errors of this run: the file does not show them. "
                    + "Get-EniIpv6Address shows what the ENIs have. Use another -JournalPath."),
            JournalProblem.CannotOpen when problem.InnerException is UnauthorizedAccessException => (
                ErrorId.JournalNotUsable, ErrorCategory.OpenError,
                "Mend the rights as the message says, or use another -JournalPath."),
            _ when input is not null => (
                ErrorId.JournalNotUsable, ErrorCategory.OpenError,
                $"Name a journal that exists: Get-ChildItem *{JournalFolder.Ending} | Get-EniChange -Summary shows those of a folder."),
            _ => (
                ErrorId.JournalNotUsable, ErrorCategory.OpenError,
                "Name a journal, or a new file in a folder that exists and can be written."),
        };
        return Record(problem, id, category, input, remedy);
    }

    public static ErrorRecord BadRange(string text, string problem) => Input(
        "InvalidParameter",
        $"-Range is '{text}', which {problem}.",
        "Write an address, or a range such as 2001:db8:1234:1a00::/64.",
        text);

    public static ErrorRecord BadTag(string problem, Hashtable tags) => Input(
        "InvalidParameter",
        $"-Tag {problem}.",
        "Write @{ env = 'prod' }, and @{ env = '*' } for any value.",
        tags);

    /// <summary>The way on from a damaged journal.</summary>
    public static string RepairHint(string path) =>
        $"Repair-EniChange '{path}' with a new file makes a journal of what is certain, with which the same command goes on.";

    public static ErrorRecord NoJournalGiven() => Input(
        ErrorId.JournalNotUsable,
        "No journal is given: neither -JournalPath nor Set-EniContext -JournalPath nor the variable ENITOOLS_JOURNAL_PATH names one.",
        "Name a journal.",
        null);

    public static ErrorRecord ChangedSince(JournalTarget target, string path, int other) => Record(
        new InvalidOperationException(
            $"{target.Target} is left as it is: change {other} of the journal '{path}' has changed it since change {target.Change}."),
        ErrorId.ChangedSince,
        ErrorCategory.ResourceExists,
        Pipeable(target.Target!, target.Account.Profile),
        $"Take change {other} back first, with Undo-EniChange -Change {other}, or leave the target as it is.");

    public static ErrorRecord GivenNotKnown(JournalTarget target, string path) => Record(
        new InvalidOperationException(
            $"{target.Missing} cannot be taken back: the journal '{path}' does not know which the service gave, as the answer was lost."),
        ErrorId.OutcomeUnknown,
        ErrorCategory.OperationStopped,
        // Piped on, it would add as many again.
        null,
        $"Run Get-EniIpv6Address -NetworkInterfaceId {target.Missing!.NetworkInterfaceId} -RegionId {target.Missing.RegionId} "
            + "to see what is there, and take off what is too many with Remove-EniIpv6Address.");

    public static ErrorRecord JournalOfBandwidth(object input) => Input(
        "InvalidParameter",
        $"The input{For(input)} is what a journal knows of Internet bandwidth, and this cmdlet changes what is on an ENI.",
        "Pipe it to Remove-EniIpv6Bandwidth or Add-EniIpv6Bandwidth. To change the address itself, give it and its ENI.",
        input);

    public static ErrorRecord BadProtectedRange(string text, string problem) => Input(
        ErrorId.BadProtection,
        $"-ProtectedRange is '{text}', which {problem}.",
        "Write an address, or a range such as 2001:db8:1234:1a00::/64.",
        text);

    public static ErrorRecord EmulatorDidNotStart(int port, Exception exception) => Record(
        new InvalidOperationException($"The emulator could not listen on port {port}: {exception.Message.TrimEnd('.')}.", exception),
        ErrorId.EmulatorDidNotStart,
        ErrorCategory.ResourceUnavailable,
        port,
        "Use another -Port, or leave it out for a free one.");

    public static ErrorRecord BadEmulatorOption(ArgumentException problem) => Input(
        ErrorId.EmulatorDidNotStart,
        problem.Message,
        "Correct -ControlSecret, -HostName or -ListenAddress.",
        null);

    public static ErrorRecord StateNotReadable(string path, Exception exception) => Record(
        new InvalidDataException($"No world can be read from '{path}': {exception.Message}", exception),
        ErrorId.StateNotReadable,
        ErrorCategory.InvalidData,
        path,
        "Correct or delete the file, or use another -StatePath.");

    public static ErrorRecord StateNotWritable(string path, Exception exception) => Record(
        exception,
        ErrorId.StateNotWritable,
        ErrorCategory.WriteError,
        path,
        "Name a file in a folder that exists and can be written with -StatePath.");

    public static ErrorRecord StateInUse(string path, Exception exception) => Record(
        exception,
        ErrorId.StateInUse,
        ErrorCategory.ResourceBusy,
        path,
        "Stop the other emulator, or name another file with -StatePath.");

    public static ErrorRecord NoSnapshot(string name, Uri endpoint) => Missing(
        ErrorId.SnapshotNotFound,
        $"The emulator at {endpoint} has no snapshot '{name}'.",
        "(Get-EniEmulator).Snapshots shows those that there are; case matters.",
        name);

    public static ErrorRecord NoEmulatorAt(Uri endpoint) =>
        Missing(
            ErrorId.EmulatorNotFound,
            $"This session runs no emulator at {endpoint}.",
            "Get-EniEmulator shows those that run.",
            endpoint);

    public static ErrorRecord CallFailed(ApiException failure, object? target, string? profileName = null) => Record(
        new EniServiceException(OfProfile(profileName) + failure.Message, failure),
        failure.Code,
        CategoryOf(failure),
        target,
        Remedies.For(failure));

    public static ErrorRecord NotRemoved(ChangeOutcome outcome, string? profileName) =>
        NotChanged(outcome, profileName, "removed", "still");

    // Where the first step failed, the second was not begun.
    public static ErrorRecord NotRemovedWithBandwidth(ChangeOutcome outcome, string? profileName) => outcome.OtherStep is { } ended
        ? NotChanged(outcome, profileName, $"removed{AndEnded(ended)}", "still")
        : BandwidthNotChanged(outcome, profileName, BandwidthOf(outcome), "ended", ", so that the address was left where it is");

    // Where bandwidth was to be bought, the other step is the address, which is there.
    public static ErrorRecord NotAssigned(ChangeOutcome outcome, string? profileName) => outcome.OtherStep is null
        ? NotChanged(outcome, profileName, "assigned", "now")
        : BandwidthNotChanged(outcome, profileName, $"{outcome.Target} is assigned, and its Internet bandwidth", "bought");

    public static ErrorRecord BandwidthNotEnded(ChangeOutcome outcome, string? profileName) => outcome.OtherStep is { } ended
        ? BandwidthNotChanged(outcome, profileName, $"{outcome.Target}", $"given up{AndEnded(ended)}")
        : BandwidthNotChanged(outcome, profileName, BandwidthOf(outcome), "ended");

    private static string AndEnded(ChangeOutcome step) =>
        step.Status == ChangeStatus.Removed ? $"; its Internet bandwidth{Had(step)} was ended" : "";

    private static string BandwidthOf(ChangeOutcome outcome) => $"The Internet bandwidth of {outcome.Target}{Had(outcome)}";

    private static string Had(ChangeOutcome outcome) => $"{outcome.Had}";

    public static ErrorRecord BandwidthNotBought(ChangeOutcome outcome, string? profileName) =>
        BandwidthNotChanged(outcome, profileName, $"Internet bandwidth for {outcome.Target}", "bought");

    public static ErrorRecord BadBandwidth(string property, string? text, string rule, object? input) => string.IsNullOrWhiteSpace(text)
        ? Input("MissingParameter", $"No {property} is given{For(input)}.", $"Give -{property}: {rule}.", input)
        : Input("InvalidParameter", $"{property}{For(input)} is '{text}'.", $"Give {rule}.", input);

    public static ErrorRecord SubscriptionNotBought(object? input) => Input(
        RuledOutException.SubscriptionCode,
        $"The Internet bandwidth was a subscription{For(input)}, which cannot be bought back the same.",
        "Leave InstanceChargeType out to buy it as pay-as-you-go, or buy the subscription in the console.",
        input);

    private static ErrorRecord BandwidthNotChanged(
        ChangeOutcome outcome, string? profileName, string subject, string done, string result = "")
    {
        var target = outcome.Target;
        var failure = outcome.Failure!;
        var pipeable = Pipeable(target, profileName);
        return outcome.Status == ChangeStatus.Unknown
            ? Unknown(
                $"It is not known whether this was {done}{result}: {subject}. "
                    + $"It was sent {Times(outcome.Attempts)}, last at {outcome.LastSent:u}. {failure.Message}",
                failure,
                pipeable,
                $"Run Get-EniIpv6Bandwidth {target.Item} -RegionId {target.RegionId} to see what there is.")
            : Record(
                new EniServiceException($"{subject} was not {done}{result}. {failure.Message}", failure),
                failure.Code,
                CategoryOf(failure),
                pipeable,
                Remedies.For(failure));
    }

    public static ErrorRecord NotAssigned(CountShortfall shortfall, string? profileName)
    {
        var missing = shortfall.Missing;
        var failure = shortfall.Failure;
        var pipeable = Pipeable(missing, profileName);
        return shortfall.Status == ChangeStatus.Unknown
            ? Unknown(
                $"It is not known whether {missing} were assigned: "
                    + $"they were asked for {Times(shortfall.Attempts)}, last at {shortfall.LastSent:u}. {failure.Message}",
                failure,
                pipeable,
                failure.Code == RuledOutException.TokenForgottenCode
                    ? $"{failure.Remedy} If the call gave none, the same command asks anew; Remove-EniIpv6Address takes off what is "
                        + "too many."
                    : $"Run Get-EniIpv6Address -NetworkInterfaceId {missing.NetworkInterfaceId} -RegionId {missing.RegionId} "
                        + "to see what is there before asking again.")
            : Record(
                new EniServiceException($"{missing} were not assigned. {failure.Message}", failure),
                failure.Code,
                CategoryOf(failure),
                pipeable,
                Remedies.For(failure));
    }

    public static ErrorRecord CountAndNames(object? input) => Input(
        "InvalidParameter.Conflict",
        $"A count and addresses or prefixes are given together{For(input)}: with a count, the service chooses them.",
        "Give either a count, or the addresses and prefixes.",
        input);

    public static ErrorRecord BadCount(string parameter, string text, object? input) => Input(
        "InvalidParameter",
        $"{parameter}{For(input)} is '{text}', and a count is a whole number from 1 on.",
        "Give a number, or leave it out.",
        input);

    private static ErrorRecord NotChanged(ChangeOutcome outcome, string? profileName, string done, string stillOrNow)
    {
        var target = outcome.Target;
        var failure = outcome.Failure!;
        var pipeable = Pipeable(target, profileName);
        return outcome.Status == ChangeStatus.Unknown
            ? Unknown(
                $"It is not known whether {target} was {done}: "
                    + $"it was sent {Times(outcome.Attempts)}, last at {outcome.LastSent:u}. {failure.Message}",
                failure,
                pipeable,
                $"Run Get-EniIpv6Address -NetworkInterfaceId {target.NetworkInterfaceId} -RegionId {target.RegionId} "
                    + $"to see whether it is {stillOrNow} there.")
            : Record(
                new EniServiceException($"{target} was not {done}{OwnReason(outcome)}. {failure.Message}", failure),
                failure.Code,
                CategoryOf(failure),
                pipeable,
                Remedies.For(failure));
    }

    // The service refuses a whole call with a message about one of its targets, perhaps a different one.
    private static string OwnReason(ChangeOutcome outcome) => outcome.Status switch
    {
        _ when outcome.Failure!.Message.Contains($"\"{outcome.Target.Item}\"") => "",
        ChangeStatus.NotAssigned => ": it is not on the ENI. Its call was refused",
        ChangeStatus.AlreadyAssigned => ": the ENI has it already. Its call was refused",
        _ => "",
    };

    public static ErrorRecord NotPlanned(PlannedTarget planned, string? profileName)
    {
        var failure = planned.Failure!;
        return Record(
            new EniServiceException($"It could not be found out what would become of {planned.Target}. {failure.Message}", failure),
            failure.Code,
            CategoryOf(failure),
            Pipeable(planned.Target, profileName),
            Remedies.For(failure));
    }

    /// <summary>What was searched for, as it can be piped back in: the text alone, or with the profile that it was searched with.</summary>
    /// <param name="profileName">The profile; null when none was named.</param>
    /// <param name="regionId">The region; null for all.</param>
    /// <param name="networkInterfaceId">The ENI; null for all of the region.</param>
    public static object? Searched(string? profileName, string? regionId, string? networkInterfaceId = null)
    {
        if (profileName is null)
            return networkInterfaceId ?? regionId;
        var searched = new PSObject();
        searched.Properties.Add(new PSNoteProperty(nameof(EniIpv6Target.ProfileName), profileName));
        if (regionId is not null)
            searched.Properties.Add(new PSNoteProperty(nameof(EniIpv6Target.RegionId), regionId));
        if (networkInterfaceId is not null)
            searched.Properties.Add(new PSNoteProperty(nameof(EniIpv6Target.NetworkInterfaceId), networkInterfaceId));
        return searched;
    }

    public static EniIpv6Target Pipeable(Ipv6Target target, string? profileName) => new()
    {
        ProfileName = profileName,
        RegionId = target.RegionId,
        NetworkInterfaceId = target.NetworkInterfaceId is { Length: > 0 } networkInterfaceId ? networkInterfaceId : null,
        Ipv6Address = target.Item.AddressText(),
        Ipv6Prefix = target.Item.PrefixText(),
        Bandwidth = target.Purchase?.Mbps,
        InternetChargeType = target.Purchase?.ChargeType,
    };

    public static EniIpv6CountTarget Pipeable(CountRequest request, string? profileName) => new()
    {
        ProfileName = profileName,
        RegionId = request.RegionId,
        NetworkInterfaceId = request.NetworkInterfaceId,
        Ipv6AddressCount = request.AsPrefixes ? null : request.Count,
        Ipv6PrefixCount = request.AsPrefixes ? request.Count : null,
    };

    private static ErrorRecord Unknown(string message, ApiException failure, object target, string remedy) =>
        Record(new EniServiceException(message, failure), ErrorId.OutcomeUnknown, CategoryOf(failure), target, remedy);

    /// <summary>The beginning of a message about a profile; empty when none was named.</summary>
    /// <param name="profileName">The profile.</param>
    public static string OfProfile(string? profileName) => profileName is null ? "" : $"Profile {profileName}: ";

    private static string For(object? input) => input switch
    {
        null or string => "",
        IEnumerable<string> texts => $" for {string.Join(", ", texts)}",
        _ => $" for '{input}'",
    };

    private static string Times(int attempts) => attempts == 1 ? "once" : $"{attempts} times";

    // A text that is not what was expected; it may hold that and more.
    private static ErrorRecord Written(
        string id, string text, string problem, string remedy, object? target, Func<string, bool> isOne, string noun)
    {
        var meant = WrittenText.Diagnose(text, isOne, noun);
        remedy = meant?.Found.Count switch
        {
            null => remedy,
            0 => $"Write one row for each {noun}, as Get-EniIpv6Address | Export-Csv does.",
            1 => $"Write {meant.Found[0]} alone.",
            _ => "Give each as a text of its own, or split the text: -split '[\\s,;]+'.",
        };
        return Input(id, $"'{text}' {meant?.Problem ?? problem}.", remedy, target);
    }

    private static bool IsItem(string text) => Ipv6Address.TryParse(text, out _, out _) || Ipv6Prefix.TryParse(text, out _, out _, out _);

    // Any lower-case word looks like one.
    private static bool IsLikeRegionId(string text) => text.IndexOf('-') > 0 && ResourceId.IsRegionId(text);

    private static string Listed(IReadOnlyList<string> journals)
    {
        const int shown = 10;
        return journals.Count == 0 ? "No journals are in it."
            : journals.Count <= shown ? $"Its journals: {string.Join(", ", journals)}."
            : $"It has {journals.Count} journals; the last of them: {string.Join(", ", journals.Skip(journals.Count - shown))}.";
    }

    private static ErrorRecord Input(string id, string message, string remedy, object? target) =>
        Record(new ArgumentException(WrittenText.Shown(message)), id, ErrorCategory.InvalidArgument, target, WrittenText.Shown(remedy));

    private static ErrorRecord Missing(string id, string message, string remedy, object target) =>
        Record(new ItemNotFoundException(message), id, ErrorCategory.ObjectNotFound, target, remedy);

    private static ErrorRecord Record(Exception exception, string id, ErrorCategory category, object? target, string remedy) =>
        new(exception, id, category, target)
        {
            ErrorDetails = new ErrorDetails(WrittenText.Visible(exception.Message)) { RecommendedAction = WrittenText.Visible(remedy) },
        };

    private static ErrorCategory CategoryOf(ApiException failure) => failure.Kind switch
    {
        ErrorKind.InvalidParameter => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound or ErrorKind.NotAssigned => ErrorCategory.ObjectNotFound,
        ErrorKind.WrongState or ErrorKind.NotSupported or ErrorKind.Dependency => ErrorCategory.InvalidOperation,
        ErrorKind.AccessDenied => ErrorCategory.PermissionDenied,
        ErrorKind.Authentication or ErrorKind.ExpiredToken or ErrorKind.ClockSkew => ErrorCategory.AuthenticationError,
        ErrorKind.AlreadyAssigned => ErrorCategory.ResourceExists,
        ErrorKind.Throttled or ErrorKind.LimitReached => ErrorCategory.LimitsExceeded,
        ErrorKind.Conflict => ErrorCategory.ResourceBusy,
        ErrorKind.ServiceFault => ErrorCategory.ResourceUnavailable,
        ErrorKind.NoAnswer when failure.Code == NoAnswerException.TimedOutCode => ErrorCategory.OperationTimeout,
        ErrorKind.Other when failure is NotSentException => ErrorCategory.OperationStopped,
        ErrorKind.Unreachable or ErrorKind.NoAnswer => ErrorCategory.ConnectionError,
        ErrorKind.InvalidAnswer => ErrorCategory.ProtocolError,
        _ => ErrorCategory.NotSpecified,
    };
}
