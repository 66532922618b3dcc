using System.Collections;
using System.Management.Automation;
using System.Security;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Sets defaults for the cmdlets of this session. What is not given stays as it is; $null takes a setting back.</summary>
/// <remarks>
/// <para>The defaults and guard rails count in this session (runspace) only: a job and each run of ForEach-Object -Parallel has a session of its own. $context = Get-EniContext, and $using:context | Set-EniContext in the other runspace, hands over all that is effective but secrets: where the credential was given to this session, give -Credential there, too. Loading the module again keeps the session. What holds for the whole process and its children is the file that ENITOOLS_PROTECTION_FILE names.</para>
/// <para>Protected ENIs, ranges and tags add up, here and with the file. A warning says when a guard rail is taken back. Nothing is written to a file.</para>
/// </remarks>
/// <example>
/// <para>Use a region and an AccessKey</para>
/// <code>
/// $key = [pscredential]::new('EniEmulatorAccessKeyId', (ConvertTo-SecureString 'EniEmulatorAccessKeySecret' -AsPlainText -Force))
/// Set-EniContext cn-hangzhou -Credential $key
/// </code>
/// <para>For a real account, Get-Credential asks for both and no secret stands in a script.</para>
/// </example>
/// <example>
/// <para>Work with an emulator</para>
/// <code>
/// Start-EniEmulator | Set-EniContext -PassThru
/// </code>
/// <output>
/// Region      : cn-hangzhou (session)
/// Endpoint    : http://127.0.0.1:40123/ (session)
/// AccessKeyId : EniE...eyId
/// Credential  : session
/// </output>
/// </example>
/// <example>
/// <para>Take one setting back</para>
/// <code>
/// Set-EniContext -MaxTargets 100 -ProtectedRange 2001:db8:1234:1a00::/64
/// Set-EniContext -MaxTargets $null -ProtectedRange @()
/// </code>
/// <para>Each setting is taken back by $null, and a list by an empty one, too.</para>
/// </example>
/// <seealso>Get-EniContext</seealso>
/// <seealso>Clear-EniContext</seealso>
/// <seealso>about_EniTools_Credentials</seealso>
[Cmdlet(VerbsCommon.Set, "EniContext", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniContext))]
public sealed class SetEniContextCommand : PSCmdlet
{
    private static readonly Type[] TakenWhole = [typeof(EniContext), typeof(EmulatorInstance), typeof(EniProfile), typeof(EniRegion)];

    private static readonly string[] SettableNames =
        [.. PipedRecord.RegionNames, .. PipedRecord.ProfileNames, nameof(Endpoint), nameof(Credential)];

    private HashSet<string> _onCommandLine = [];

    /// <summary>A context of Get-EniContext, also from another runspace or a job, whose settings become those of this session; or an emulator, a profile or a region, or a row with nothing but RegionId, ProfileName, Endpoint and Credential. Part of a context is an error, as its guard rails would be lost.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The region, such as cn-hangzhou.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? RegionId { get; set; }

    /// <summary>The AccessKey: its id as the user name, its secret as the password. It takes the place of a profile set before.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [CredentialOrNull]
    public PSCredential? Credential { get; set; }

    /// <summary>The security token that belongs to a temporary AccessKey given as -Credential.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? SecurityToken { get; set; }

    /// <summary>A profile of the vendor's command line tool, from ~/.aliyun/config.json, a section of the credentials file, or the ARN of a RAM role. It takes the place of a credential set before.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Where to call: a host or URL. Plain http is allowed for this machine only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? Endpoint { get; set; }

    /// <summary>How many targets a run of a changing or planning cmdlet may have, from 1 on; its -MaxTargets goes before it.</summary>
    [Parameter]
    [AllowNull]
    public int? MaxTargets { get; set; }

    /// <summary>How many errors a run of these cmdlets may have, such as 10 or 10%; their -MaxErrors goes before it.</summary>
    [Parameter]
    [AllowNull, AllowEmptyString]
    public string? MaxErrors { get; set; }

    /// <summary>The number of the account that runs of these cmdlets are meant for; their -AccountId goes before it.</summary>
    [Parameter]
    [AllowNull, AllowEmptyString]
    public string? AccountId { get; set; }

    /// <summary>ENIs that no run may change: each target on one is the error Protected. They are added to those set before; an empty list takes all of them back.</summary>
    [Parameter]
    [AllowNull, AllowEmptyCollection]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? ProtectedNetworkInterfaceId { get; set; }

    /// <summary>Addresses, and ranges in CIDR form, that no run may change: each target in one, and each prefix that overlaps one, is the error Protected. It says nothing about new addresses that the service chooses. They are added to those set before; an empty list takes all of them back.</summary>
    [Parameter]
    [AllowNull, AllowEmptyCollection]
    public string[]? ProtectedRange { get; set; }

    /// <summary>Tags whose ENIs no run may change, such as @{ env = 'prod', 'live'; keep = '*' }: each target on an ENI that has one of them is the error Protected. '*' alone, $null and an empty text stand for any value, and case does not matter. The runs ask the service for the tags, -WhatIf too; what it does not show is not touched. They are added to those set before; an empty table takes all of them back.</summary>
    [Parameter]
    [AllowNull]
    public Hashtable? ProtectedTag { get; set; }

    /// <summary>The journal of the runs that remove and add addresses and bandwidth, or a folder, in which each run makes a file of its own; their -JournalPath goes before it. Get-EniChange shows it without a path.</summary>
    [Parameter]
    [AllowNull, AllowEmptyString]
    public string? JournalPath { get; set; }

    /// <summary>Returns the context.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _onCommandLine = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = EniSession.Current;
        var before = session.Defaults;
        var record = ReadInput();
        // The properties of a context say more than its values: where each came from.
        var defaults = record?.Is(typeof(EniContext)) == true ? Read(record, before) : WithValuesOf(record, before);
        defaults = WithGuards(WithKey(WithPlace(defaults)));
        CheckKey(defaults);

        if (ShouldProcess(Localized.Text("this session"), Localized.Text("Set the EniTools context")))
        {
            session.Defaults = defaults;
            foreach (var rail in defaults.RailsLostSince(before))
                WriteWarning($"The runs of this session have no {rail} any more.");
        }

        if (PassThru)
            WriteObject(new EffectiveSettings(GivenSettings.None, session, EffectiveSettings.ReadLater(session)).ToContext());
    }

    // Half a context would leave its guard rails behind: it is one of these as it was written, or it says nothing but settings.
    private PipedRecord? ReadInput()
    {
        if (InputObject is null && !MyInvocation.ExpectingInput && !_onCommandLine.Contains(nameof(InputObject)))
            return null;
        var record = PipedRecord.Of(InputObject);
        if (record is null || record.Names.Count == 0)
            ThrowTerminatingError(EniError.NoContext(InputObject, null));
        if (record!.RepeatedName is { } repeated)
            ThrowTerminatingError(EniError.RepeatedColumn(repeated, record.Input));
        var others = record.Names.Except(SettableNames, StringComparer.OrdinalIgnoreCase);
        if (!TakenWhole.Any(record.Is) && others.FirstOrDefault() is { } unknown)
            ThrowTerminatingError(EniError.NoContext(InputObject, unknown));
        return record;
    }

    private GivenSettings Read(PipedRecord context, GivenSettings before)
    {
        try
        {
            return HandedContext.Read(context, before);
        }
        catch (FormatException problem)
        {
            ThrowTerminatingError(EniError.BadContext(problem));
            throw;
        }
    }

    // An emulator, a profile, a region, or a row: what has no value there stays as it is.
    private GivenSettings WithValuesOf(PipedRecord? record, GivenSettings defaults)
    {
        if (record is null)
            return defaults;
        if (record.Text(PipedRecord.RegionNames) is { } regionId)
            defaults = WithRegion(defaults, regionId);
        if (record.Text(nameof(Endpoint)) is { } endpoint)
            defaults = WithEndpoint(defaults, endpoint);
        if (record.Text(PipedRecord.ProfileNames) is { } profileName)
            defaults = WithProfile(defaults, profileName);
        var credential = record.Value(nameof(Credential));
        if (credential is not (null or PSCredential))
            ThrowTerminatingError(EniError.BadContext(new FormatException("Its Credential is no PSCredential.")));
        return credential is null ? defaults : WithCredential(defaults, (PSCredential)credential, null);
    }

    private GivenSettings WithPlace(GivenSettings defaults)
    {
        defaults = With(defaults, nameof(RegionId), RegionId, WithRegion);
        defaults = With(defaults, nameof(Endpoint), Endpoint, WithEndpoint);
        return With(defaults, nameof(JournalPath), JournalPath, (all, path) =>
            all with { JournalPath = path is null ? null : FilePath.Of(this, path, RunJournal.Parameter) });
    }

    private GivenSettings WithRegion(GivenSettings defaults, string? regionId)
    {
        if (regionId is not null && !ResourceId.IsRegionId(regionId))
            ThrowTerminatingError(EniError.BadRegion(regionId, regionId));
        return defaults with { RegionId = regionId };
    }

    private GivenSettings WithEndpoint(GivenSettings defaults, string? text)
    {
        Uri? endpoint = null;
        if (text is not null && !Endpoints.TryParse(text, out endpoint, out var problem))
            ThrowTerminatingError(EniError.BadEndpoint(text, problem));
        return defaults with { Endpoint = endpoint };
    }

    private GivenSettings WithKey(GivenSettings defaults)
    {
        if (SecurityToken is not null && Credential is null)
            ThrowTerminatingError(EniError.TokenWithoutCredential());
        defaults = With(defaults, nameof(ProfileName), ProfileName, WithProfile);
        return _onCommandLine.Contains(nameof(Credential)) ? WithCredential(defaults, Credential, SecurityToken) : defaults;
    }

    // The one that was set last counts: a profile brings its own credential.
    private GivenSettings WithProfile(GivenSettings defaults, string? name)
    {
        if (name is not null && name.Trim().Length == 0)
            ThrowTerminatingError(EniError.EmptyProfileName());
        return name is null
            ? defaults with { ProfileName = null }
            : defaults with { ProfileName = name, Credential = null, SecurityToken = null, LacksCredential = false };
    }

    private static GivenSettings WithCredential(GivenSettings defaults, PSCredential? credential, SecureString? token) =>
        defaults with { Credential = credential, SecurityToken = token, LacksCredential = false };

    // The engine binds the properties of an input, too; what those say is read from the record.
    private GivenSettings With(
        GivenSettings defaults, string parameter, string? value, Func<GivenSettings, string?, GivenSettings> set)
    {
        // Blanks alone are a mistake, which the setting itself refuses.
        var text = string.IsNullOrEmpty(value) ? null : value!.Trim() is { Length: > 0 } bare ? bare : value;
        return _onCommandLine.Contains(parameter) ? set(defaults, text) : defaults;
    }

    private GivenSettings WithGuards(GivenSettings defaults)
    {
        defaults = With(defaults, nameof(MaxErrors), MaxErrors, (all, text) =>
        {
            if (text is not null && ErrorLimit.TryParse(text) is null)
                ThrowTerminatingError(EniError.BadLimit(
                    nameof(MaxErrors), text, Localized.Text(ErrorLimitAttribute.Rule, ErrorLimit.MaxNumber)));
            return all with { MaxErrors = text };
        });
        defaults = With(defaults, nameof(AccountId), AccountId, (all, text) =>
        {
            if (text is not null && !HandedContext.IsAccountId(text))
            {
                var rule = Localized.Text("the number of an account, such as 1000000000000001");
                ThrowTerminatingError(EniError.BadLimit(nameof(AccountId), text, rule));
            }

            return all with { AccountId = text };
        });
        if (MaxTargets < 1)
            ThrowTerminatingError(EniError.BadLimit(nameof(MaxTargets), $"{MaxTargets}", Localized.Text("a whole number from 1 on")));
        if (_onCommandLine.Contains(nameof(MaxTargets)))
            defaults = defaults with { MaxTargets = MaxTargets ?? 0 };
        return defaults with { Protection = WithRules(defaults.Protection) };
    }

    private Protection WithRules(Protection protection)
    {
        if (_onCommandLine.Contains(nameof(ProtectedNetworkInterfaceId)))
        {
            var ids = (ProtectedNetworkInterfaceId ?? []).Select(id => id?.Trim() ?? "").ToList();
            if (ids.Find(id => !ResourceId.IsNetworkInterfaceId(id)) is { } bad)
                ThrowTerminatingError(EniError.BadNetworkInterfaceId(bad, bad));
            protection = protection with { NetworkInterfaceIds = Added(protection.NetworkInterfaceIds, ids) };
        }

        if (_onCommandLine.Contains(nameof(ProtectedRange)))
            protection = protection with { Ranges = Added(protection.Ranges, [.. (ProtectedRange ?? []).Select(ReadRange)]) };
        if (_onCommandLine.Contains(nameof(ProtectedTag)))
        {
            List<ProtectedTag> tags = [.. (ProtectedTag ?? []).Cast<DictionaryEntry>().SelectMany(ReadTags)];
            protection = protection with { Tags = Added(protection.Tags, tags) };
        }

        return protection;
    }

    private static IReadOnlyList<T> Added<T>(IReadOnlyList<T> before, List<T> added) => added.Count == 0 ? [] : [.. before.Union(added)];

    private Ipv6Prefix ReadRange(string text)
    {
        if (!Ipv6Prefix.TryParseRange(text?.Trim(), out var range, out var problem))
            ThrowTerminatingError(EniError.BadProtectedRange(text ?? "", problem));
        return range;
    }

    private List<ProtectedTag> ReadTags(DictionaryEntry entry)
    {
        var values = LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>().ToList() ?? [entry.Value];
        // An empty list would protect nothing, and was hardly meant to.
        if (values.Count == 0)
            ThrowTerminatingError(EniError.BadProtectedTag($"{entry.Key}", "has a list without a value"));
        return values.ConvertAll(value => ReadTag($"{entry.Key}", value));
    }

    private ProtectedTag ReadTag(string key, object? value)
    {
        if (value is not null && PSObject.AsPSObject(value).BaseObject is not IConvertible)
            ThrowTerminatingError(EniError.BadProtectedTag(key, "has a value that is not a text"));
        var text = LanguagePrimitives.ConvertTo<string>(value);
        if (!Api.Guards.ProtectedTag.TryParse(key, text, out var tag, out var problem))
            ThrowTerminatingError(EniError.BadProtectedTag($"{key}={text}", problem));
        return tag!;
    }

    // Now, when it was typed, and not when it is used.
    private void CheckKey(GivenSettings defaults)
    {
        try
        {
            _ = defaults.Key();
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(EniError.BadCredential(exception.Message));
        }
    }
}
