using EniTools.Api.Credentials.Sources;
using EniTools.Api.Operations.Sts;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>A profile or section: where it is, for messages, and its settings by name.</summary>
internal sealed record ProfileSettings(string Origin, Func<string, string?> Text);

/// <summary>The names that the two files of the vendor's tools give the same settings. A null name is a setting that the file does not have.</summary>
internal sealed record SettingNames(
    string Token, string Role, string SessionName, string TokenFile, string InstanceRole, string? Duration, string? StsEndpoint);

/// <summary>Turns the settings of a profile or section into a source of keys.</summary>
internal sealed class ProfileKeys(HostEnvironment host, KeyCache cache, Uri? ecsEndpoint, SettingNames names)
{
    public KeyLookup Fixed(ProfileSettings settings, bool withToken)
    {
        string[] needed = withToken ? ["access_key_id", "access_key_secret", names.Token] : ["access_key_id", "access_key_secret"];
        return Lacking(settings, needed) ?? KeyLookup.Fixed(
            settings.Text(needed[0])!, settings.Text(needed[1])!, withToken ? settings.Text(names.Token) : null, settings.Origin);
    }

    public KeyLookup Role(ProfileSettings settings, KeyLookup caller)
    {
        if (!caller.IsFound)
            return caller.Origin == settings.Origin ? caller : KeyLookup.Nothing(settings.Origin, caller.ToString());
        return Lacking(settings, names.Role)
            ?? OfSts(settings, sts => new AssumedRole(host, sts, caller.Keys, SessionOf(settings)));
    }

    public KeyLookup Oidc(ProfileSettings settings) => Lacking(settings, "oidc_provider_arn", names.TokenFile, names.Role) ?? OfSts(
        settings,
        sts => new OidcRole(
            host, sts, settings.Text("oidc_provider_arn")!, settings.Text(names.TokenFile)!, SessionOf(settings)));

    public KeyLookup Metadata(ProfileSettings settings) => host.IsOn(Variables.EcsMetadataDisabled)
        ? KeyLookup.Nothing(settings.Origin, $"it asks for the metadata service, which {Variables.EcsMetadataDisabled} forbids.")
        : Fetched(settings, new EcsMetadata(host, settings.Text(names.InstanceRole)));

    public KeyLookup Fetched(ProfileSettings settings, KeyFetch fetch) =>
        KeyLookup.Found(cache.SourceOf(fetch, host.Clock), settings.Origin);

    public static KeyLookup? Lacking(ProfileSettings settings, params string[] needed) =>
        needed.FirstOrDefault(name => settings.Text(name) is null) is { } missing
            ? KeyLookup.Nothing(settings.Origin, $"it has no {missing}.")
            : null;

    private KeyLookup OfSts(ProfileSettings settings, Func<Uri, KeyFetch> fetch)
    {
        var endpoint = names.StsEndpoint is { } name ? settings.Text(name) : null;
        return StsEndpoint.TryFind(host, endpoint, settings.Text("sts_region"), ecsEndpoint, out var sts, out var problem)
            ? Fetched(settings, fetch(sts))
            : KeyLookup.Nothing(settings.Origin, problem);
    }

    private RoleSession SessionOf(ProfileSettings settings) => new(
        settings.Text(names.Role)!,
        settings.Text(names.SessionName) ?? RoleSession.DefaultName,
        names.Duration is { } duration && settings.Text(duration) is { } seconds && seconds != "0" ? seconds : null,
        settings.Text("external_id"),
        settings.Text("policy"));
}
