using EniTools.Api.Credentials.Sources;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>The credentials file of the vendor's SDKs, with a section for each profile. It is never written.</summary>
internal sealed class IniFile(HostEnvironment host, KeyCache cache, Uri? ecsEndpoint)
{
    // The vendor's SDKs do not agree on the name.
    private static readonly string[] Names = ["credentials", "credentials.ini"];

    private IEnumerable<string> Candidates => host.Variable(Variables.CredentialsFile) is { } file
        ? [file]
        : Names.Select(name => Path.Combine(host.HomeFolder, ".alibabacloud", name));

    public bool Exists => Candidates.Any(File.Exists);

    public KeyLookup Section(string name)
    {
        var file = Candidates.FirstOrDefault(File.Exists);
        if (file is null)
            return KeyLookup.Absent($"credentials file {Candidates.First()}", "the file does not exist.");

        var origin = $"section {name} in {file}";
        Func<string, string?>? text;
        try
        {
            text = IniText.Section(ReadLimits.TextOf(file).Split('\r', '\n'), name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return KeyLookup.Nothing(origin, $"the file cannot be read: {exception.Message}");
        }

        if (text is null)
            return KeyLookup.Absent(origin, "the file has no such section.");
        if (text("enable")?.Equals("false", StringComparison.OrdinalIgnoreCase) == true)
            return KeyLookup.Absent(origin, "it says enable = false.");
        return text("type") switch
        {
            null or "access_key" => Key(origin, text, withToken: false),
            "sts" => Key(origin, text, withToken: true),
            "ram_role_arn" => Role(origin, text),
            "ecs_ram_role" => host.IsOn(Variables.EcsMetadataDisabled)
                ? KeyLookup.Nothing(origin, $"it asks for the metadata service, which {Variables.EcsMetadataDisabled} forbids.")
                : Fetched(origin, new EcsMetadata(host, text("role_name"))),
            "oidc_role_arn" => Oidc(origin, text),
            // Any other text may be a secret in the wrong place.
            var type => KeyLookup.Nothing(
                origin,
                $"its type {(type is "rsa_key_pair" or "bearer" ? $"{type} is not usable here" : "is not known")}. "
                    + "Use access_key, sts, ram_role_arn, ecs_ram_role or oidc_role_arn."),
        };
    }

    private static KeyLookup Key(string origin, Func<string, string?> text, bool withToken)
    {
        string[] needed = withToken
            ? ["access_key_id", "access_key_secret", "security_token"]
            : ["access_key_id", "access_key_secret"];
        foreach (var key in needed)
        {
            if (text(key) is null)
                return KeyLookup.Nothing(origin, $"it has no {key}.");
        }

        return KeyLookup.Fixed(text("access_key_id")!, text("access_key_secret")!, withToken ? text("security_token") : null, origin);
    }

    private KeyLookup Role(string origin, Func<string, string?> text)
    {
        var caller = Key(origin, text, withToken: false);
        if (!caller.IsFound)
            return caller;
        if (text("role_arn") is null)
            return KeyLookup.Nothing(origin, "it has no role_arn.");
        return StsEndpoint.TryFind(host, text("sts_region"), ecsEndpoint, out var sts, out var problem)
            ? Fetched(origin, new AssumedRole(host, sts, caller.Keys, Session(text)))
            : KeyLookup.Nothing(origin, problem);
    }

    private KeyLookup Oidc(string origin, Func<string, string?> text)
    {
        foreach (var key in new[] { "oidc_provider_arn", "oidc_token_file_path", "role_arn" })
        {
            if (text(key) is null)
                return KeyLookup.Nothing(origin, $"it has no {key}.");
        }

        return StsEndpoint.TryFind(host, text("sts_region"), ecsEndpoint, out var sts, out var problem)
            ? Fetched(origin, new OidcRole(host, sts, text("oidc_provider_arn")!, text("oidc_token_file_path")!, Session(text)))
            : KeyLookup.Nothing(origin, problem);
    }

    private KeyLookup Fetched(string origin, KeyFetch fetch) => KeyLookup.Found(cache.SourceOf(fetch, host.Clock), origin);

    private static RoleSession Session(Func<string, string?> text) =>
        new(text("role_arn")!, text("role_session_name") ?? RoleSession.DefaultName, null, text("external_id"), text("policy"));
}
