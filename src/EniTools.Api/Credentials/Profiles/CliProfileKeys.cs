using System.Globalization;
using EniTools.Api.Credentials.Sources;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>Turns a profile of the vendor's command line tool into a source of keys, by its mode.</summary>
internal sealed class CliProfileKeys(HostEnvironment host, KeyCache cache, CliConfig config, Uri? ecsEndpoint)
{
    private readonly ProfileKeys _keys = new(
        host,
        cache,
        ecsEndpoint,
        new SettingNames(
            Token: "sts_token",
            Role: "ram_role_arn",
            SessionName: "ram_session_name",
            TokenFile: "oidc_token_file",
            InstanceRole: "ram_role_name",
            Duration: "expired_seconds",
            StsEndpoint: CliProfile.StsEndpointName));

    public KeyLookup KeyOf(string name) => KeyOf(name, []);

    // The names on the way here, to notice a chain of profiles that comes back to itself.
    private KeyLookup KeyOf(string name, IReadOnlyList<string> cameFrom)
    {
        if (config.Problem is { } problem)
            return KeyLookup.Nothing($"profile {name} in {config.File}", problem + ".");
        if (cameFrom.Contains(name))
        {
            return KeyLookup.Nothing(
                $"profile {name} in {config.File}",
                $"its chain of source profiles comes back to itself: {string.Join(" > ", cameFrom)} > {name}.");
        }
        if (config.Find(name) is not { } profile)
            return KeyLookup.Nothing($"profile {name} in {config.File}", "the file has no such profile.");

        var settings = new ProfileSettings(profile.Origin, profile.Text);
        var mode = profile.Mode;
        return mode.ToUpperInvariant() switch
        {
            "AK" => _keys.Fixed(settings, withToken: false),
            "STSTOKEN" => _keys.Fixed(settings, withToken: true),
            "RAMROLEARN" => _keys.Role(settings, _keys.Fixed(settings, withToken: profile.Text("sts_token") is not null)),
            "CHAINABLERAMROLEARN" => ProfileKeys.Lacking(settings, "source_profile")
                ?? _keys.Role(settings, KeyOf(profile.Text("source_profile")!, [.. cameFrom, name])),
            "ECSRAMROLE" => _keys.Metadata(settings),
            "RAMROLEARNWITHROLENAME" => _keys.Role(settings, _keys.Metadata(settings)),
            "OIDC" => _keys.Oidc(settings),
            "CREDENTIALSURI" => External(settings, "credentials_uri", uri => new CredentialsUri(host, uri)),
            "EXTERNAL" => External(settings, "process_command", command => new ExternalProcess(host, command)),
            "CLOUDSSO" or "OAUTH" => SignedIn(settings, profile.Name, mode),
            "BEARERTOKEN" => Unusable(settings, mode, "a bearer token does not sign ECS calls"),
            "ANONYMOUS" => Unusable(settings, mode, "ECS takes no unsigned calls"),
            "RSAKEYPAIR" => Unusable(settings, mode, "it is no longer offered"),
            _ => Unusable(settings, mode, "it is not known"),
        };
    }

    // These modes sign in with a browser, as only the vendor's tool can; the key that it keeps is good for a while.
    private KeyLookup SignedIn(ProfileSettings settings, string name, string mode)
    {
        var isGood = long.TryParse(settings.Text("sts_expiration"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > host.Clock.UtcNow.ToUnixTimeSeconds();
        return isGood && settings.Text("sts_token") is not null
            ? _keys.Fixed(settings, withToken: true)
            : KeyLookup.Nothing(
                settings.Origin, $"its temporary key has run out. Sign in again: aliyun configure --mode {mode} --profile {name}.");
    }

    private KeyLookup External(ProfileSettings settings, string name, Func<string, KeyFetch> fetch)
    {
        if (host.IsOn(Variables.ExternalProcessDisabled))
            return KeyLookup.Nothing(settings.Origin, $"its mode is forbidden by {Variables.ExternalProcessDisabled}.");
        return ProfileKeys.Lacking(settings, name) ?? _keys.Fetched(settings, fetch(settings.Text(name)!));
    }

    private static KeyLookup Unusable(ProfileSettings settings, string mode, string why) => KeyLookup.Nothing(
        settings.Origin,
        $"its mode {mode} is not usable here: {why}. Use a profile of the mode AK, StsToken, RamRoleArn, EcsRamRole or OIDC.");
}
