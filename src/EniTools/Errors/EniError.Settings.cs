using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Localization;

namespace EniTools.Errors;

// Errors about the credential, the endpoint and the other settings of a run.
internal static partial class EniError
{
    /// <param name="whereWasLooked">Each place, and why it gives none.</param>
    /// <param name="elsewhere">That another runspace has a context; empty when none has.</param>
    public static ErrorRecord NoCredential(string whereWasLooked, string elsewhere) => Own(
        new InvalidOperationException(
            $"There is no credential to sign with. -Credential, -ProfileName and Set-EniContext: none given. {whereWasLooked}{elsewhere}"),
        OwnError.NoCredential,
        null);

    public static ErrorRecord BadCredential(string problem) =>
        Own(new InvalidOperationException($"The credential is not an AccessKey. {problem}"), OwnError.BadCredential, null);

    public static ErrorRecord TokenWithoutCredential() => Input(
        OwnError.BadCredential, "-SecurityToken is given without -Credential, and belongs to the AccessKey of one.", null);

    public static ErrorRecord NoContext(PSObject? input, string? unknown) => Input(
        OwnError.BadContext,
        unknown is null
            ? $"The input '{input}' is no context, emulator, profile or region."
            : $"The input is no whole context, emulator, profile or region, and has the property '{unknown}', which is no setting.",
        input);

    public static ErrorRecord BadContext(FormatException problem) =>
        Input(OwnError.BadContext, $"The context cannot be taken over. {problem.Message}", null);

    public static ErrorRecord BadLimit(string parameter, string text, string rule) => Input(
        "InvalidParameter", $"-{parameter} is '{text}'.", Localized.Text("Give {0}, or $null to remove the limit.", rule), text);

    public static ErrorRecord NobodyToAsk(string problem, Exception refusal) => Own(
        new InvalidOperationException($"The change needs a Yes, and the host cannot ask. {problem}", refusal), OwnError.NobodyToAsk, null);

    public static ErrorRecord EmptyProfileName() => Input(
        OwnError.ProfileNotUsable.Id, "-ProfileName is empty.", Localized.Text("Name a profile, or leave -ProfileName out."), null);

    public static ErrorRecord EmptyRegion() => Input(
        "MissingParameter",
        "-RegionId is empty.",
        Localized.Text("Name a region, or leave -RegionId out for the effective one."),
        null);

    public static ErrorRecord ProfileNotUsable(KeyLookup lookup, object? target) =>
        Own(new InvalidOperationException($"The profile gives no credential. {lookup}"), OwnError.ProfileNotUsable, target);

    /// <summary>What reading the settings in force threw, about something that is not an AccessKey or not an endpoint.</summary>
    public static ErrorRecord BadSetting(Exception problem, object? target = null) =>
        problem is FormatException ? BadEndpointSetting(problem.Message, problem, target) : BadCredential(problem.Message);

    public static ErrorRecord BadEndpointSetting(string problem, Exception? exception = null, object? target = null) =>
        Own(new ArgumentException($"{problem} It comes from a variable or a profile.", exception), OwnError.BadEndpoint, target);

    public static ErrorRecord BadEndpoint(string endpoint, string problem) =>
        Input(OwnError.BadEndpoint, $"The endpoint '{Endpoints.Shown(endpoint)}' {problem}.", null);

    public static ErrorRecord NoSuchCmdlet(string name, IEnumerable<string> known) => Input(
        OwnError.CmdletNotFound.Id,
        $"'{name}' is not a cmdlet of EniTools that calls the service.",
        $"{Localized.Text(OwnError.CmdletNotFound.Remedy)} {string.Join(", ", known)}",
        name);

    public static ErrorRecord BadProtectedTag(string text, string problem) => Input(
        OwnError.BadProtection.Id,
        $"-ProtectedTag holds '{text}', which {problem}.",
        Localized.Text("Write @{ env = 'prod' }, several values as @{ env = 'prod', 'live' }, and any value as @{ env = '*' }."),
        text);

    public static ErrorRecord BadProtectionFile(FormatException problem) =>
        Own(new InvalidDataException(problem.Message, problem), OwnError.BadProtection, null);

    public static ErrorRecord BadPath(string given, string origin, string problem) =>
        Input(OwnError.BadPath, $"{origin} is '{given}', which {problem}. Nothing was done.", null);

    public static ErrorRecord BadProtectedRange(string text, string problem) => Input(
        OwnError.BadProtection.Id,
        $"-ProtectedRange is '{text}', which {problem}.",
        Localized.Text("Write an address, or a range such as 2001:db8:1234:1a00::/64."),
        text);
}
