using System.Xml.Linq;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials.Profiles;

/// <summary>The profiles of the vendor's command line tool, from ~/.aliyun/config.json. The file is never written.</summary>
internal sealed class CliConfig
{
    private readonly List<CliProfile> _profiles = [];

    private CliConfig(string file) => File = file;

    public string File { get; }

    /// <summary>The names of the profiles, in the file's order.</summary>
    public IEnumerable<string> Names => _profiles.Select(profile => profile.Name);

    public IReadOnlyList<CliProfile> Profiles => _profiles;

    /// <summary>The profile that the file names as the current one; null if it names none.</summary>
    public string? Current { get; private set; }

    /// <summary>The reason why no profile could be read; null if the file was read.</summary>
    public string? Problem { get; private set; }

    /// <summary>True if the file exists but contains no readable profile.</summary>
    internal bool IsBroken => Problem is not null && System.IO.File.Exists(File);

    /// <summary>Reads the file. A fault of it is a <see cref="Problem"/>, never an exception.</summary>
    public static CliConfig Read(HostEnvironment host)
    {
        var config = new CliConfig(Path.Combine(host.HomeFolder, ".aliyun", "config.json"));
        if (!System.IO.File.Exists(config.File))
        {
            config.Problem = "the file does not exist";
            return config;
        }

        try
        {
            if (JsonObject.TryParse(ReadLimits.TextOf(config.File), out var root))
                config.ReadProfiles(root);
            else
                config.Problem = "the file is not a JSON object";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            config.Problem = $"the file cannot be read: {exception.Message}";
        }

        return config;
    }

    public CliProfile? Find(string name) => _profiles.Find(profile => profile.Name == name);

    private void ReadProfiles(XElement root)
    {
        Current = root.Text("current");
        foreach (var profile in root.Element("profiles")?.Elements() ?? [])
        {
            if (profile.Text("name") is { } name)
                _profiles.Add(new CliProfile(name, File, profile));
        }
    }
}

internal sealed class CliProfile
{
    public const string StsEndpointName = "sts_endpoint";

    private readonly XElement _members;

    internal CliProfile(string name, string file, XElement members)
    {
        Name = name;
        Origin = $"profile {name} in {file}";
        _members = members;
    }

    public string Name { get; }
    public string Origin { get; }

    public string Mode => Text("mode") ?? "AK";

    public string? RegionId => Text("region_id");

    public string? RoleArn => Text("ram_role_arn");

    public string? Endpoint => Text("endpoint");

    /// <summary>The network of the endpoint: vpc, or null for the public one.</summary>
    public string? EndpointType => Text("endpoint_type");

    /// <summary>True if it has no key and nothing that leads to one, like a profile that only names a region.</summary>
    internal bool IsBare =>
        Mode.Equals("AK", StringComparison.OrdinalIgnoreCase)
        && Text("access_key_id") is null
        && Text("access_key_secret") is null;

    /// <summary>Gets the origin; nothing else of a profile is shown.</summary>
    public override string ToString() => Origin;

    internal string? Text(string key) => _members.Text(key);
}
