using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Output;

namespace EniTools.Session;

/// <summary>The effective settings. Each comes from the first place that has it: the parameter, the session's context, a variable, a profile.</summary>
internal sealed class EffectiveSettings
{
    private const string JournalVariable = "ENITOOLS_JOURNAL_PATH";
    private const string Parameter = "parameter";

    /// <summary>The origin of a value that Set-EniContext gave.</summary>
    public const string Context = "session";

    /// <summary>The beginning of the origin of an endpoint that was not given.</summary>
    public const string OwnEndpoint = "the region's own";

    private readonly GivenSettings _given;
    private readonly EniSession _session;
    private readonly GivenSettings _defaults;
    private readonly Lazy<CliConfig> _config;
    private readonly Lazy<Setting<string>?> _profileName;
    private readonly Lazy<Setting<string>?> _source;
    private readonly Lazy<Setting<string>?> _region;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="session">The session.</param>
    /// <param name="config">The profiles.</param>
    public EffectiveSettings(GivenSettings given, EniSession session, Lazy<CliConfig> config)
    {
        _given = given;
        _session = session;
        _defaults = session.Defaults;
        _config = config;
        _profileName = new(() => FindProfileName(_given.ProfileName, _defaults.ProfileName));
        _source = new(() => FindProfileName(UnlessRole(_given.ProfileName), UnlessRole(_defaults.ProfileName)));
        _region = new(
            () => Given(_given.RegionId, _defaults.RegionId) ?? FromVariableOrProfile(Variables.Region, profile => profile.RegionId));
    }

    /// <summary>The profiles, read only when nothing else gives a value.</summary>
    public static Lazy<CliConfig> ReadLater(EniSession session) => new(() => CliConfig.Read(session.Host));

    public Setting<string>? ProfileName => _profileName.Value;

    public Setting<string>? RegionId => _region.Value;

    /// <summary>The journal of a run that names none, or a folder for one of each run.</summary>
    public Setting<string>? JournalPath => Given(_given.JournalPath, _defaults.JournalPath) ?? FromJournalVariable();

    // A blank one is a path that leads nowhere, and not "no journal".
    private Setting<string>? FromJournalVariable() => _session.Host.VariableAsGiven(JournalVariable) is { Length: > 0 } given
        ? new Setting<string>(given, $"variable {JournalVariable}")
        : null;

    /// <summary>The journal of a session, for cmdlets that need nothing else of its settings.</summary>
    public static Setting<string>? JournalPathOf(EniSession session) =>
        new EffectiveSettings(GivenSettings.None, session, ReadLater(session)).JournalPath;

    /// <summary>True to use a region's endpoint inside the VPC.</summary>
    public bool UsesVpc =>
        _session.Host.IsOn(Variables.VpcEndpoint)
        || FromVariableOrProfile([Variables.EndpointType], profile => profile.EndpointType)
            ?.Value.Equals("vpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The profile that fills in values that are given nowhere else. For a role, the profile that assumes it.</summary>
    public CliProfile? Profile => _source.Value is { } name ? _config.Value.Find(name.Value) : null;

    /// <summary>Gets the endpoint that was given; null for the region's own.</summary>
    /// <exception cref="FormatException">A variable or a profile holds something other than an endpoint.</exception>
    public Setting<Uri>? FindEndpoint()
    {
        if (Given(_given.Endpoint, _defaults.Endpoint) is { } given)
            return given;
        if (FromVariableOrProfile([Variables.Endpoint], profile => profile.Endpoint) is not { } text)
            return null;
        return new Setting<Uri>(Endpoints.Parse(text.Value), text.Origin);
    }

    /// <summary>Finds the source of keys without fetching a key.</summary>
    /// <exception cref="ArgumentException">The credential that was given is not an AccessKey.</exception>
    public KeyLookup FindKeys(Uri? endpoint)
    {
        var parameter = _given.Key() is { } key ? KeyLookup.Found(key, Parameter) : null;
        var role = RamRole.TryParse(_given.ProfileName, out var given) ? given : null;
        if (parameter is not null && role is null)
            return parameter;
        var chain = new CredentialChain(_session.Host, _session.Keys, _config.Value, endpoint);
        // A record may name what the session names: its role is not assumed by itself.
        var isOfSession = _given.ProfileName is null || (_given.ProfileName == _defaults.ProfileName && _defaults.Key() is null);
        if (parameter is null && isOfSession)
            return KeysOfSession(chain);
        return role is not null ? chain.Role(role, parameter ?? KeysOfSession(chain), Profile) : chain.Named(_given.ProfileName!);
    }

    private KeyLookup KeysOfSession(CredentialChain chain)
    {
        if (_defaults.Key() is { } context)
            return KeyLookup.Found(context, Context);
        if (_defaults.LacksCredential)
        {
            return KeyLookup.Nothing(
                Context, "The context was handed over without the credential of its session: give -Credential here, too.");
        }

        if (RamRole.TryParse(_defaults.ProfileName, out var role))
            return chain.Role(role, chain.Find(), Profile);
        return _defaults.ProfileName is { } profile ? chain.Named(profile) : chain.Find();
    }

    /// <summary>True if a profile was named, so that no other source may replace it.</summary>
    public bool NamesProfile => _given.ProfileName is not null || _defaults is { ProfileName: not null, Credential: null };

    // Not so a role, whose settings are those of what assumes it.
    private bool NamesSource => UnlessRole(_given.ProfileName) is not null
        || (_defaults.Credential is null && UnlessRole(_defaults.ProfileName) is not null);

    /// <summary>The named profile that the key comes from; null if the key comes from elsewhere.</summary>
    public string? NamedProfile => _given.Credential is not null
        ? (UnlessRole(_given.ProfileName) is null ? _given.ProfileName : null)
        : _given.ProfileName ?? (_defaults.Credential is null ? _defaults.ProfileName : null);

    /// <summary>True if there are profiles that an input could name.</summary>
    public bool HasProfiles => new CredentialChain(_session.Host, _session.Keys, _config.Value, null).HasProfiles;

    /// <summary>Gets the settings as Get-EniContext shows them.</summary>
    /// <exception cref="ArgumentException">The credential is not an AccessKey.</exception>
    /// <exception cref="FormatException">A variable or a profile holds something other than an endpoint.</exception>
    public EniContext ToContext()
    {
        var endpoint = FindEndpoint();
        if (endpoint is null && RegionId is { } region && ResourceId.IsRegionId(region.Value))
        {
            endpoint = new Setting<Uri>(
                Endpoints.OfRegion(ApiService.Ecs, region.Value, UsesVpc),
                UsesVpc ? $"{OwnEndpoint} in the VPC" : OwnEndpoint);
        }
        var lookup = FindKeys(endpoint?.Value);
        var proxy = endpoint is null ? null : EffectiveProxy.For(endpoint.Value);
        return new EniContext
        {
            RegionId = RegionId?.Value,
            RegionIdSource = RegionId?.Origin,
            Endpoint = endpoint?.Value,
            EndpointSource = endpoint?.Origin,
            Proxy = proxy?.Address,
            ProxySource = proxy?.Origin,
            ProfileName = ProfileName?.Value,
            ProfileNameSource = ProfileName?.Origin,
            AccessKeyId = (lookup.Keys as AccessKey)?.ShortId,
            CredentialSource = lookup.IsFound ? lookup.Origin : null,
            CredentialProblem = lookup.Reason,
            MaxTargets = _defaults.MaxTargets > 0 ? _defaults.MaxTargets : null,
            MaxErrors = _defaults.MaxErrors,
            ExpectedAccountId = _defaults.AccountId,
            JournalPath = JournalPath?.Value,
            JournalPathSource = JournalPath?.Origin,
            ProtectedNetworkInterfaceId = [.. _defaults.Protection.NetworkInterfaceIds],
            ProtectedRange = [.. _defaults.Protection.Ranges.Select(range => range.ToString())],
            ProtectedTag = [.. _defaults.Protection.Tags.Select(tag => tag.ToString())],
            ProtectionFile = _session.Host.VariableAsGiven(ProtectionFile.Variable),
        };
    }

    private static string? UnlessRole(string? profileName) => RamRole.TryParse(profileName, out _) ? null : profileName;

    private Setting<string>? FindProfileName(string? given, string? ofSession)
    {
        if ((Given(given, ofSession) ?? FromVariable(Variables.Profile)) is { } name)
            return name;
        var isOff = Variables.ProfilesDisabled.Any(_session.Host.IsOn);
        return !isOff && _config.Value.Current is { } current ? new Setting<string>(current, $"current in {_config.Value.File}") : null;
    }

    private static Setting<T>? Given<T>(T? parameter, T? context)
        where T : class =>
        parameter is not null ? new Setting<T>(parameter, Parameter) : context is not null ? new Setting<T>(context, Context) : null;

    // A profile that was asked for by name counts more than a variable that happens to be set.
    private Setting<string>? FromVariableOrProfile(IReadOnlyList<string> variables, Func<CliProfile, string?> member) => NamesSource
        ? FromProfile(member) ?? FromVariable(variables)
        : FromVariable(variables) ?? FromProfile(member);

    private Setting<string>? FromVariable(IReadOnlyList<string> names) =>
        _session.Host.FirstSet(names) is { } name ? new Setting<string>(_session.Host.Variable(name)!, $"variable {name}") : null;

    private Setting<string>? FromProfile(Func<CliProfile, string?> member) =>
        Profile is { } profile && member(profile) is { } value ? new Setting<string>(value, profile.Origin) : null;
}

/// <summary>A value and where it came from.</summary>
internal sealed record Setting<T>(T Value, string Origin);
