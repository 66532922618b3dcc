using EniTools.Api.Errors;
using EniTools.Localization;

namespace EniTools.Errors;

/// <summary>What the user can do about a failure: what the client says, and which cmdlet or parameter helps.</summary>
internal static class Remedies
{
    // By the code or the beginning of its family.
    internal static readonly (string Code, string Hint)[] Hints =
    [
        ("InvalidEniId.NotFound", "Get-EniIpv6Address -NetworkInterfaceId <id> shows what is there."),
        ("InvalidIp.IpAssigned", "Get-EniIpv6Address shows which. -IgnoreAssigned makes it no error where it is this one."),
        ("InvalidPrivateIpAddress.Duplicated", "Get-EniIpv6Address shows which. -IgnoreAssigned makes it no error where it is this one."),
        ("InvalidIp.IpUnassigned", "Get-EniIpv6Address shows what the ENI has now; -IgnoreUnassigned makes this no error."),
        (RuledOutException.NoBandwidthCode, "Get-EniIpv6Bandwidth shows what there is; -IgnoreMissing makes this no error."),
        (RuledOutException.OnAnotherInterfaceCode, "Get-EniIpv6Bandwidth shows it."),
        (RuledOutException.HasBandwidthCode, "-IgnoreExisting makes it no error where it is the same; Remove-EniIpv6Bandwidth ends it."),
        ("DependencyViolation.Ipv6InternetBandwidth", "Remove-EniIpv6Bandwidth does."),
        ("InvalidAccessKeyId", "Get-EniContext shows the id."),
        ("Forbidden.AccessKeyDisabled", "Get-EniContext shows the id."),
        ("IncompleteSignature", "Get-EniContext shows the id."),
        ("InvalidRegionId", "Get-EniRegion shows those of the account."),
        (NoAnswerException.ConnectionFailedCode, "Get-EniContext shows the effective ones."),
        (NoAnswerException.ProxyFailedCode, "Get-EniContext shows it."),
        (NoAnswerException.TimedOutCode, "-TimeoutSec sets it."),
    ];

    /// <summary>What to do about a failure.</summary>
    public static string For(ApiException failure) => failure switch
    {
        ServiceException { Denial: { } denial } => For(denial),
        // What is not sent because of another failure waits for the remedy of that one.
        { InnerException: ApiException cause } when failure.Remedy.StartsWith(cause.Remedy + " ", StringComparison.Ordinal) =>
            Localized.Join(For(cause), Localized.Text(failure.Remedy.Substring(cause.Remedy.Length + 1))),
        _ => For(failure.Code, failure.Remedy),
    };

    /// <summary>What to do about a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="remedy">What the client says of it.</param>
    public static string For(string code, string remedy)
    {
        if (OwnError.All.TryGetValue(code, out var own))
            return Localized.Text(own.Remedy);
        var hint = Hints.FirstOrDefault(entry => code == entry.Code || code.StartsWith(entry.Code + ".", StringComparison.Ordinal)).Hint;
        return hint is null ? Localized.Text(remedy) : Localized.Join(Localized.Text(remedy), Localized.Text(hint));
    }

    // The client has put the action and the resource into its text; they are its values.
    private static string For(AccessDenial denial)
    {
        var policy = denial.PolicyType ?? "";
        var text = denial.Remedy.Replace($"{denial}", "{0}");
        text = policy.Length == 0 ? text : text.Replace(policy, "{1}");
        var owner = Localized.Text(text, denial, policy);
        return denial.NoPermissionType == "ExplicitDeny"
            ? owner
            : Localized.Join(owner, Localized.Text("Get-EniRamPolicy writes the policy."));
    }
}
