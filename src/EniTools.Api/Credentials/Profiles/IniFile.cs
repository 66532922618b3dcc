using EniTools.Api.Transport;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>The credentials file of the vendor's SDKs, with a section for each profile. It is never written.</summary>
internal sealed class IniFile(HostEnvironment host, KeyCache cache, Uri? ecsEndpoint)
{
    // The vendor's SDKs do not agree on the name.
    private static readonly string[] Names = ["credentials", "credentials.ini"];

    private readonly ProfileKeys _keys = new(
        host,
        cache,
        ecsEndpoint,
        new SettingNames(
            Token: "security_token",
            Role: "role_arn",
            SessionName: "role_session_name",
            TokenFile: "oidc_token_file_path",
            InstanceRole: "role_name",
            Duration: null,
            StsEndpoint: null));

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
        var settings = new ProfileSettings(origin, text);
        return text("type") switch
        {
            null or "access_key" => _keys.Fixed(settings, withToken: false),
            "sts" => _keys.Fixed(settings, withToken: true),
            "ram_role_arn" => _keys.Role(settings, _keys.Fixed(settings, withToken: false)),
            "ecs_ram_role" => _keys.Metadata(settings),
            "oidc_role_arn" => _keys.Oidc(settings),
            // Any other text may be a secret in the wrong place.
            var type => KeyLookup.Nothing(
                origin,
                $"its type {(type is "rsa_key_pair" or "bearer" ? $"{type} is not usable here" : "is not known")}. "
                    + "Use access_key, sts, ram_role_arn, ecs_ram_role or oidc_role_arn."),
        };
    }
}
