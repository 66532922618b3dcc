using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Planning;
using EniTools.Localization;
using EniTools.Output;

namespace EniTools.Errors;

/// <summary>
/// Every error that a cmdlet writes. The ids are the service's own codes where it has one, and are stable: scripts rely on them.
/// </summary>
internal static partial class EniError
{
    public static ErrorRecord RegionNotFound(string regionId, string? profileName) => Missing(
        "InvalidRegionId.NotFound",
        $"{OfProfile(profileName)}The account has no region '{regionId}'.",
        Localized.Text("Get-EniRegion without -RegionId shows those that it has."),
        Searched(profileName, regionId)!);

    public static ErrorRecord NotFound(string networkInterfaceId, string regionId, string? requestId, string? profileName) => Missing(
        "InvalidEniId.NotFound",
        $"{OfProfile(profileName)}There is no ENI '{networkInterfaceId}' in {regionId} (request id {requestId}).",
        Localized.Text("Check the id and -RegionId."),
        Searched(profileName, regionId, networkInterfaceId)!);

    public static ErrorRecord OwnerNotFound(Ipv6Target target, string? requestId) => Missing(
        "InvalidIp.IpUnassigned",
        $"{OfProfile(target.ProfileName)}No ENI in {target.RegionId} has {target.Item} (request id {requestId}).",
        Localized.Text("Check the address and -RegionId."),
        Pipeable(target));

    public static ErrorRecord CallFailed(ApiException failure, object? target, string? profileName = null) =>
        Failed(OfProfile(profileName) + failure.Message, failure, target);

    public static ErrorRecord NotRemoved(ChangeOutcome outcome) =>
        NotChanged(outcome, "removed", isRemoval: true);

    // Where the first step failed, the second was not begun.
    public static ErrorRecord NotRemovedWithBandwidth(ChangeOutcome outcome) => outcome.OtherStep is { } ended
        ? NotChanged(outcome, $"removed{AndEnded(ended)}", isRemoval: true)
        : BandwidthNotChanged(outcome, BandwidthOf(outcome), "ended", ", so that the address was left where it is");

    // Where bandwidth was to be bought, the other step is the address, which is there.
    public static ErrorRecord NotAssigned(ChangeOutcome outcome) => outcome.Target.Count is not null ? NotGiven(outcome)
        : outcome.OtherStep is null ? NotChanged(outcome, "assigned", isRemoval: false)
        : BandwidthNotChanged(outcome, $"{outcome.Target} is assigned, and its Internet bandwidth", "bought");

    public static ErrorRecord BandwidthNotEnded(ChangeOutcome outcome) => outcome.OtherStep is { } ended
        ? BandwidthNotChanged(outcome, $"{outcome.Target}", $"given up{AndEnded(ended)}")
        : BandwidthNotChanged(outcome, BandwidthOf(outcome), "ended");

    private static string AndEnded(ChangeOutcome step) =>
        step.Status == ChangeStatus.Removed ? $"; its Internet bandwidth{Had(step)} was ended" : "";

    private static string BandwidthOf(ChangeOutcome outcome) => $"The Internet bandwidth of {outcome.Target}{Had(outcome)}";

    private static string Had(ChangeOutcome outcome) => $"{outcome.Had}";

    public static ErrorRecord BandwidthNotBought(ChangeOutcome outcome) =>
        BandwidthNotChanged(outcome, $"Internet bandwidth for {outcome.Target}", "bought");

    private static ErrorRecord BandwidthNotChanged(ChangeOutcome outcome, string subject, string done, string result = "") => NotDone(
        outcome,
        $"this was {done}{result}: {subject}. It was sent",
        Localized.Text("Run Get-EniIpv6Bandwidth {0} -RegionId {1} to see what there is.", outcome.Target.Item, outcome.Target.RegionId),
        $"{subject} was not {done}{result}");

    private static ErrorRecord NotGiven(ChangeOutcome outcome)
    {
        var (missing, failure) = (outcome.Target, outcome.Failure!);
        return NotDone(
            outcome,
            $"{missing} were assigned: they were asked for",
            failure.Code == RuledOutException.TokenForgottenCode
                ? Localized.Join(
                    Localized.Text(failure.Remedy),
                    Localized.Text("If the call assigned none, the same command asks anew; Remove-EniIpv6Address unassigns the surplus."))
                : Localized.Text(
                    "Run Get-EniIpv6Address -NetworkInterfaceId {0} -RegionId {1} to see what is there before asking again.",
                    missing.NetworkInterfaceId,
                    missing.RegionId),
            $"{missing} were not assigned");
    }

    private static ErrorRecord NotChanged(ChangeOutcome outcome, string done, bool isRemoval) => NotDone(
        outcome,
        $"{outcome.Target} was {done}: it was sent",
        Localized.Text(
            isRemoval
                ? "Run Get-EniIpv6Address -NetworkInterfaceId {0} -RegionId {1} to see whether it is still there."
                : "Run Get-EniIpv6Address -NetworkInterfaceId {0} -RegionId {1} to see whether it is now there.",
            outcome.Target.NetworkInterfaceId,
            outcome.Target.RegionId),
        $"{outcome.Target} was not {done}{OwnReason(outcome)}");

    // "It is not known whether ... was removed: it was sent 3 times, ..." with a command that shows it, or "... was not removed. ...".
    private static ErrorRecord NotDone(ChangeOutcome outcome, string unknown, string lookRemedy, string refused)
    {
        var (failure, pipeable) = (outcome.Failure!, Pipeable(outcome.Target));
        if (failure.Code == RuledOutException.NoteLostCode)
            return NoteLost(failure, pipeable);
        return outcome.Status == ChangeStatus.Unknown
            ? Unknown(
                $"It is not known whether {unknown} {Times(outcome.Attempts)}, last at {outcome.LastSent:u}. {failure.Message}",
                failure,
                pipeable,
                lookRemedy)
            : Failed($"{refused}. {failure.Message}", failure, pipeable);
    }

    // The service refuses a whole call with a message about one of its targets, perhaps a different one.
    private static string OwnReason(ChangeOutcome outcome) => outcome.Status switch
    {
        _ when outcome.Failure!.Message.Contains($"\"{outcome.Target.Item}\"") => "",
        ChangeStatus.NotAssigned => ": it is not on the ENI. Its call was refused",
        ChangeStatus.AlreadyAssigned => ": the ENI has it already. Its call was refused",
        _ => "",
    };

    public static ErrorRecord NotPlanned(PlannedTarget planned) => Failed(
        $"It could not be found out what would become of {planned.Target}. {planned.Failure!.Message}",
        planned.Failure,
        Pipeable(planned.Target));

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

    /// <summary>A target as it can be piped back in.</summary>
    public static object Pipeable(Ipv6Target target) => target.Count is null
        ? new EniIpv6Target
        {
            ProfileName = target.ProfileName,
            RegionId = target.RegionId,
            NetworkInterfaceId = target.NetworkInterfaceId is { Length: > 0 } networkInterfaceId ? networkInterfaceId : null,
            Ipv6Address = target.Item.AddressText(),
            Ipv6Prefix = target.Item.PrefixText(),
            Bandwidth = target.Purchase?.Mbps,
            InternetChargeType = target.Purchase?.ChargeType,
        }
        : new EniIpv6CountTarget
        {
            ProfileName = target.ProfileName,
            RegionId = target.RegionId,
            NetworkInterfaceId = target.NetworkInterfaceId,
            Ipv6AddressCount = target.IsPrefix ? null : target.Count,
            Ipv6PrefixCount = target.IsPrefix ? target.Count : target.Prefixes?.Count,
        };

    /// <summary>An error that is about an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="error">The error, about nothing.</param>
    public static ErrorRecord About(object? input, ErrorRecord error) =>
        new(error.Exception, error.FullyQualifiedErrorId, error.CategoryInfo.Category, input) { ErrorDetails = error.ErrorDetails };

    private static ErrorRecord Failed(string message, ApiException failure, object? target) =>
        Record(new EniServiceException(message, failure), failure.Code, CategoryOf(failure), target, Remedies.For(failure));

    private static ErrorRecord Unknown(string message, ApiException failure, object target, string remedy) =>
        Record(new EniServiceException(message, failure), OwnError.OutcomeUnknown.Id, CategoryOf(failure), target, remedy);

    /// <summary>The beginning of a message about a profile; empty when none was named.</summary>
    /// <param name="profileName">The profile.</param>
    public static string OfProfile(string? profileName) => profileName is null ? "" : $"Profile {profileName}: ";

    private static string For(object? input) => input switch
    {
        null or string => "",
        IEnumerable<string> texts => $" for {string.Join(", ", texts)}",
        PSObject { BaseObject: PSCustomObject } record => $" for '@{{{string.Join("; ", record.Properties.Select(TextOf))}}}'",
        _ => $" for '{input}'",
    };

    // The engine writes the type of a list in place of what it holds.
    private static string TextOf(PSPropertyInfo property) =>
        $"{property.Name}={(property.Value is IEnumerable<string> texts ? string.Join(", ", texts) : property.Value)}";

    private static string Times(int attempts) => attempts == 1 ? "once" : $"{attempts} times";

    private static ErrorRecord Input(OwnError error, string message, object? target) =>
        Input(error.Id, message, Localized.Text(error.Remedy), target);

    private static ErrorRecord Input(string id, string message, string remedy, object? target) =>
        Record(new ArgumentException(WrittenText.Shown(message)), id, ErrorCategory.InvalidArgument, target, remedy);

    private static ErrorRecord Missing(string id, string message, string remedy, object target) =>
        Record(new ItemNotFoundException(message), id, ErrorCategory.ObjectNotFound, target, remedy);

    private static ErrorRecord Own(Exception exception, OwnError error, object? target) =>
        Record(exception, error.Id, error.Category, target, Localized.Text(error.Remedy));

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
