using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Credentials.Sources;
using EniTools.Api.Model;
using EniTools.Api.Operations.Sts;

namespace EniTools.Api.Credentials;

/// <summary>Looks for a source of keys where the vendor's own tools look. Looking reads files and variables, and makes no call.</summary>
internal sealed class CredentialChain
{
    private const string Credential = "credential";
    private const string MetadataService = "ECS metadata service";

    private readonly HostEnvironment _host;
    private readonly KeyCache _cache;
    private readonly CliConfig _config;
    private readonly Uri? _ecsEndpoint;
    private readonly CliProfileKeys _profiles;
    private readonly IniFile _sections;

    public CredentialChain(HostEnvironment host, KeyCache cache, CliConfig config, Uri? ecsEndpoint)
    {
        _host = host;
        _cache = cache;
        _config = config;
        _ecsEndpoint = ecsEndpoint;
        _profiles = new CliProfileKeys(host, cache, config, ecsEndpoint);
        _sections = new IniFile(host, cache, ecsEndpoint);
    }

    /// <summary>Finds the profile that was asked for by name: that one or none.</summary>
    public KeyLookup Named(string profile)
    {
        var found = _profiles.KeyOf(profile);
        if (found.IsFound || _config.IsBroken || _config.Find(profile) is not null)
            return found;
        var section = _sections.Section(profile);
        return section.IsFound ? section : KeyLookup.Nothing(found.Origin, $"{found.Reason} {section}");
    }

    /// <summary>Finds a role that is assumed with another key; the profile names the STS to ask.</summary>
    public KeyLookup Role(RamRole role, KeyLookup caller, CliProfile? profile)
    {
        var origin = $"role {role}";
        if (!caller.IsFound)
            return KeyLookup.NothingFor(origin, caller);
        var session = new RoleSession(role.ToString(), _host.Variable(Variables.RoleSessionName) ?? RoleSession.DefaultName, null);
        return StsEndpoint.TryFind(_host, profile, _ecsEndpoint, out var sts, out var problem)
            ? KeyLookup.Found(
                _cache.SourceOf(new AssumedRole(_host, sts, caller.Keys, session), _host.Clock), $"{origin}, assumed with {caller.Origin}")
            : KeyLookup.Nothing(origin, problem);
    }

    /// <summary>True if there is any profile on this machine, usable or not.</summary>
    public bool HasProfiles => _config.Names.Any() || _sections.Exists;

    /// <summary>
    /// The first place where something is set. If that cannot be used, no place after it is looked at: another identity never takes its
    /// place unasked. If nothing is set, the reason names each place; the metadata service may still have to be asked.
    /// </summary>
    public KeyLookup Find()
    {
        var reasons = new List<string>();
        foreach (var place in new Func<KeyLookup>[] { Variable, OidcVariables, Profile, Section, Metadata, CredentialsUri })
        {
            var lookup = place();
            if (lookup.IsFound)
                return lookup;
            if (lookup.IsGiven)
                return KeyLookup.Nothing(Credential, $"{lookup} Nothing else takes the place of what is set.");
            reasons.Add(lookup.ToString());
        }

        return InstanceRole(reasons);
    }

    private KeyLookup Variable()
    {
        foreach (var (id, secret, token) in Variables.Keys)
        {
            var (idValue, secretValue) = (_host.Variable(id), _host.Variable(secret));
            if (idValue is not null && secretValue is not null)
                return KeyLookup.Fixed(idValue, secretValue, _host.Variable(token), $"variables {id} and {secret}");
            if (idValue is not null || secretValue is not null)
            {
                var (isSet, isMissing) = idValue is null ? (secret, id) : (id, secret);
                return KeyLookup.Nothing($"variable {isSet}", $"{isMissing} is not set beside it.");
            }
        }

        return KeyLookup.Absent($"variable {Variables.Keys[0].Id}", "not set.");
    }

    private KeyLookup OidcVariables()
    {
        const string Origin = "variables " + Variables.RoleArn + ", " + Variables.OidcProviderArn + " and " + Variables.OidcTokenFile;
        if (_host.Variable(Variables.RoleArn) is not { } role
            || _host.Variable(Variables.OidcProviderArn) is not { } provider
            || _host.Variable(Variables.OidcTokenFile) is not { } file)
        {
            string[] all = [Variables.RoleArn, Variables.OidcProviderArn, Variables.OidcTokenFile];
            var missing = all.Where(name => _host.Variable(name) is null).ToList();
            return missing.Count == all.Length
                ? KeyLookup.Absent(Origin, "not set.")
                : KeyLookup.Nothing(Origin, $"{string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set.");
        }

        var session = new RoleSession(role, _host.Variable(Variables.RoleSessionName) ?? RoleSession.DefaultName, null);
        return StsEndpoint.TryFind(_host, profile: null, _ecsEndpoint, out var sts, out var problem)
            ? KeyLookup.Found(_cache.SourceOf(new OidcRole(_host, sts, provider, file, session), _host.Clock), Origin)
            : KeyLookup.Nothing(Origin, problem);
    }

    private KeyLookup Profile()
    {
        if (Variables.ProfilesDisabled.FirstOrDefault(_host.IsOn) is { } switchedOff)
            return KeyLookup.Absent(_config.File, $"{switchedOff} says not to read it.");
        if (ProfileName is not { } name)
        {
            return _config.IsBroken
                ? KeyLookup.Nothing(_config.File, _config.Problem + ".")
                : KeyLookup.Absent(_config.File, (_config.Problem ?? "it names no current profile") + ".");
        }
        var lookup = _profiles.KeyOf(name);
        return IsForSection(name) || _config.Find(name) is { IsBare: true } ? KeyLookup.Absent(lookup.Origin, lookup.Reason!) : lookup;
    }

    // The variable of the profile can mean a section of the other file, too.
    private bool IsForSection(string name) =>
        VariableValue(Variables.Profile) is not null && !_config.IsBroken && _config.Find(name) is null;

    private KeyLookup Section()
    {
        var named = _host.FirstSet(Variables.Profile);
        var name = VariableValue(Variables.Profile) ?? "default";
        var section = _sections.Section(name);
        if (section.IsFound || section.IsGiven)
            return section;
        if (named is not null)
        {
            return KeyLookup.Nothing(
                $"variable {named} names {name}", $"no profile or section of that name gives a key. {Profile()} {section}");
        }
        return _host.Variable(Variables.CredentialsFile) is null ? section : KeyLookup.Nothing(section.Origin, section.Reason!);
    }

    private KeyLookup Metadata()
    {
        if (_host.Variable(Variables.EcsMetadata) is not { } role)
            return KeyLookup.Absent($"variable {Variables.EcsMetadata}", "not set.");
        return _host.IsOn(Variables.EcsMetadataDisabled)
            ? KeyLookup.Nothing($"variable {Variables.EcsMetadata}", $"{Variables.EcsMetadataDisabled} forbids what it asks for.")
            : KeyLookup.Found(
                _cache.SourceOf(new EcsMetadata(_host, role), _host.Clock), $"{MetadataService}, variable {Variables.EcsMetadata}");
    }

    // The last place, and the only one that takes a call to know.
    private KeyLookup InstanceRole(IEnumerable<string> reasons)
    {
        string Reason(string reason) => string.Join(" ", [.. reasons, $"{MetadataService}: {reason}"]);
        if (_host.IsOn(Variables.EcsMetadataDisabled))
            return KeyLookup.Nothing(Credential, Reason($"{Variables.EcsMetadataDisabled} says not to ask it."));

        var role = _cache.SourceOf(new EcsMetadata(_host, RoleName: null) { FirstLimit = TimeSpan.FromSeconds(1) }, _host.Clock);
        if (role.HasGivenKey)
            return KeyLookup.Found(role, $"{MetadataService}, role of this instance");
        return role.Problem is { } problem
            ? KeyLookup.Nothing(Credential, Reason($"asked for the role of this instance. {problem}"))
            : KeyLookup.ToBeAsked(role, Credential, Reason("not asked yet for the role of this instance; the first call does."));
    }

    private KeyLookup CredentialsUri()
    {
        const string Origin = "variable " + Variables.CredentialsUri;
        if (_host.Variable(Variables.CredentialsUri) is not { } uri)
            return KeyLookup.Absent(Origin, "not set.");
        return _host.IsOn(Variables.ExternalProcessDisabled)
            ? KeyLookup.Nothing(Origin, $"{Variables.ExternalProcessDisabled} forbids it.")
            : KeyLookup.Found(_cache.SourceOf(new CredentialsUri(_host, uri), _host.Clock), Origin);
    }

    private string? ProfileName => VariableValue(Variables.Profile) ?? _config.Current;

    private string? VariableValue(IEnumerable<string> names) => _host.FirstSet(names) is { } name ? _host.Variable(name) : null;
}
