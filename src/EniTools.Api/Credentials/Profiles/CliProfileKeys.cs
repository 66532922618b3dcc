using System.Globalization;
using EniTools.Api.Credentials.Sources;
using EniTools.Api.Operations.Sts;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>Turns a profile of the vendor's command line tool into a source of keys, by its mode.</summary>
internal sealed class CliProfileKeys(HostEnvironment host, KeyCache cache, CliConfig config, Uri? ecsEndpoint)
{
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

        var mode = profile.Mode;
        return mode.ToUpperInvariant() switch
        {
            "AK" => Key(profile, withToken: false),
            "STSTOKEN" => Key(profile, withToken: true),
            "RAMROLEARN" => Role(profile, Key(profile, withToken: profile.Text("sts_token") is not null)),
            "CHAINABLERAMROLEARN" => profile.Text("source_profile") is { } source
                ? Role(profile, KeyOf(source, [.. cameFrom, name]))
                : Missing(profile, "source_profile"),
            "ECSRAMROLE" => Metadata(profile),
            "RAMROLEARNWITHROLENAME" => Role(profile, Metadata(profile)),
            "OIDC" => Oidc(profile),
            "CREDENTIALSURI" => Forbidden(profile) ?? (profile.Text("credentials_uri") is { } uri
                ? Fetched(profile, new CredentialsUri(host, uri))
                : Missing(profile, "credentials_uri")),
            "EXTERNAL" => Forbidden(profile) ?? (profile.Text("process_command") is { } command
                ? Fetched(profile, new ExternalProcess(host, command))
                : Missing(profile, "process_command")),
            "CLOUDSSO" => Cached(profile, mode),
            "OAUTH" => Cached(profile, mode),
            "BEARERTOKEN" => Unusable(profile, mode, "a bearer token does not sign ECS calls"),
            "ANONYMOUS" => Unusable(profile, mode, "ECS takes no unsigned calls"),
            "RSAKEYPAIR" => Unusable(profile, mode, "it is no longer offered"),
            _ => Unusable(profile, mode, "it is not known"),
        };
    }

    private static KeyLookup Key(CliProfile profile, bool withToken)
    {
        if (profile.Text("access_key_id") is not { } id)
            return Missing(profile, "access_key_id");
        if (profile.Text("access_key_secret") is not { } secret)
            return Missing(profile, "access_key_secret");
        if (withToken && profile.Text("sts_token") is null)
            return Missing(profile, "sts_token");
        return KeyLookup.Fixed(id, secret, withToken ? profile.Text("sts_token") : null, profile.Origin);
    }

    private KeyLookup Role(CliProfile profile, KeyLookup caller)
    {
        if (!caller.IsFound)
            return KeyLookup.Nothing(profile.Origin, caller.Origin == profile.Origin ? caller.Reason : caller.ToString());
        if (profile.Text("ram_role_arn") is null)
            return Missing(profile, "ram_role_arn");
        return StsEndpoint.TryFind(host, profile, ecsEndpoint, out var sts, out var problem)
            ? Fetched(profile, new AssumedRole(host, sts, caller.Keys, Session(profile)))
            : KeyLookup.Nothing(profile.Origin, problem);
    }

    private KeyLookup Oidc(CliProfile profile)
    {
        foreach (var key in new[] { "oidc_provider_arn", "oidc_token_file", "ram_role_arn" })
        {
            if (profile.Text(key) is null)
                return Missing(profile, key);
        }

        return StsEndpoint.TryFind(host, profile, ecsEndpoint, out var sts, out var problem)
            ? Fetched(
                profile,
                new OidcRole(host, sts, profile.Text("oidc_provider_arn")!, profile.Text("oidc_token_file")!, Session(profile)))
            : KeyLookup.Nothing(profile.Origin, problem);
    }

    private KeyLookup Metadata(CliProfile profile) => host.IsOn(Variables.EcsMetadataDisabled)
        ? KeyLookup.Nothing(profile.Origin, $"it asks for the metadata service, which {Variables.EcsMetadataDisabled} forbids.")
        : Fetched(profile, new EcsMetadata(host, profile.Text("ram_role_name")));

    // These two sign in with a browser, as only the vendor's tool can; the key that it keeps is good for a while.
    private KeyLookup Cached(CliProfile profile, string mode)
    {
        var isGood = long.TryParse(profile.Text("sts_expiration"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > host.Clock.UtcNow.ToUnixTimeSeconds();
        return isGood && profile.Text("sts_token") is not null
            ? Key(profile, withToken: true)
            : KeyLookup.Nothing(
                profile.Origin,
                $"its temporary key has run out. Sign in again: aliyun configure --mode {mode} --profile {profile.Name}.");
    }

    private KeyLookup? Forbidden(CliProfile profile) => host.IsOn(Variables.ExternalProcessDisabled)
        ? KeyLookup.Nothing(profile.Origin, $"its mode is forbidden by {Variables.ExternalProcessDisabled}.")
        : null;

    private KeyLookup Fetched(CliProfile profile, KeyFetch fetch) => KeyLookup.Found(cache.SourceOf(fetch, host.Clock), profile.Origin);

    private static RoleSession Session(CliProfile profile) => new(
        profile.Text("ram_role_arn")!,
        profile.Text("ram_session_name") ?? RoleSession.DefaultName,
        profile.Text("expired_seconds") is { } seconds && seconds != "0" ? seconds : null,
        profile.Text("external_id"),
        profile.Text("policy"));

    private static KeyLookup Missing(CliProfile profile, string key) => KeyLookup.Nothing(profile.Origin, $"it has no {key}.");

    private static KeyLookup Unusable(CliProfile profile, string mode, string why) =>
        KeyLookup.Nothing(
            profile.Origin,
            $"its mode {mode} is not usable here: {why}. Use a profile of the mode AK, StsToken, RamRoleArn, EcsRamRole or OIDC.");
}
