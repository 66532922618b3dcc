using System.Collections;
using System.Management.Automation;
using System.Security;
using EniTools.Api.Calls;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Runs;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Sets defaults for the cmdlets of this session. What is not given stays as it is.</summary>
/// <remarks>
/// <para>The defaults count in this session (runspace) only: a job and each run of ForEach-Object -Parallel has a session of its own. Nothing is written to a file.</para>
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
/// <seealso>Get-EniContext</seealso>
/// <seealso>Clear-EniContext</seealso>
/// <seealso>about_EniTools_Credentials</seealso>
[Cmdlet(VerbsCommon.Set, "EniContext", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(EniContext))]
public sealed class SetEniContextCommand : PSCmdlet
{
    /// <summary>The region, such as cn-hangzhou.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? RegionId { get; set; }

    /// <summary>The AccessKey: its id as the user name, its secret as the password.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The security token that belongs to a temporary AccessKey given as -Credential.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? SecurityToken { get; set; }

    /// <summary>A profile of the vendor's command line tool, from ~/.aliyun/config.json, a section of the credentials file, or the ARN of a RAM role. It takes the place of a credential set before.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Where to call: a host or URL. Plain http is allowed for this machine only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>How many targets a run of Remove-EniIpv6Address, Add-EniIpv6Address or Get-EniIpv6RemovalPlan may have, from 1 on; their -MaxTargets goes before it.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxTargets { get; set; }

    /// <summary>How many errors a run of these cmdlets may have, such as 10 or 10%; their -MaxErrors goes before it.</summary>
    [Parameter]
    [ValidatePattern(ErrorLimit.Form)]
    public string? MaxErrors { get; set; }

    /// <summary>The number of the account that runs of these cmdlets are meant for; their -AccountId goes before it.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{1,32}$")]
    public string? AccountId { get; set; }

    /// <summary>ENIs that no run may change: each target on one is the error Protected. An empty list ends the protection.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? ProtectedNetworkInterfaceId { get; set; }

    /// <summary>Addresses, and ranges in CIDR form, that no run may change: each target in one, and each prefix that overlaps one, is the error Protected. It says nothing about new addresses that the service chooses. An empty list ends the protection.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? ProtectedRange { get; set; }

    /// <summary>Tags whose ENIs no run may change, such as @{ env = 'prod', 'live'; keep = '*' }: each target on an ENI that has one of them is the error Protected. '*' alone, $null and an empty text stand for any value, and case does not matter. The runs ask the service for the tags, -WhatIf too; what it does not show is not touched. An empty table ends the protection.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? ProtectedTag { get; set; }

    /// <summary>The journal of the runs of Remove-EniIpv6Address and Add-EniIpv6Address, or a folder, in which each run makes a file of its own; their -JournalPath goes before it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Returns the context.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = EniSession.Current;
        var defaults = session.Defaults;
        if (RegionId is not null)
        {
            if (!ResourceId.IsRegionId(RegionId))
                ThrowTerminatingError(EniError.BadRegion(RegionId, RegionId));
            defaults = defaults with { RegionId = RegionId };
        }

        if (Endpoint is not null)
        {
            if (!Endpoints.TryParse(Endpoint, out var endpoint, out var problem))
                ThrowTerminatingError(EniError.BadEndpoint(Endpoint, problem));
            defaults = defaults with { Endpoint = endpoint };
        }

        if (SecurityToken is not null && Credential is null)
            ThrowTerminatingError(EniError.TokenWithoutCredential());
        // The one that was set last counts: a profile brings its own credential.
        if (ProfileName is not null)
            defaults = defaults with { ProfileName = ProfileName, Credential = null, SecurityToken = null };
        if (Credential is not null)
            defaults = defaults with { Credential = Credential, SecurityToken = SecurityToken };
        CheckKey(defaults);
        defaults = WithGuards(defaults);

        if (ShouldProcess("this session", "Set the EniTools context"))
            session.Defaults = defaults;
        if (PassThru)
            WriteObject(new SettingsInForce(SessionDefaults.None, session, SettingsInForce.ReadLater(session)).Shown());
    }

    private SessionDefaults WithGuards(SessionDefaults defaults)
    {
        var protection = defaults.Protection;
        if (ProtectedNetworkInterfaceId is not null)
        {
            if (ProtectedNetworkInterfaceId.FirstOrDefault(id => !ResourceId.IsNetworkInterfaceId(id)) is { } bad)
                ThrowTerminatingError(EniError.BadNetworkInterfaceId(bad, bad));
            protection = protection with { NetworkInterfaceIds = ProtectedNetworkInterfaceId };
        }

        if (ProtectedRange is not null)
            protection = protection with { Ranges = [.. ProtectedRange.Select(ReadRange)] };
        if (ProtectedTag is not null)
            protection = protection with { Tags = [.. ProtectedTag.Cast<DictionaryEntry>().SelectMany(ReadTags)] };
        return defaults with
        {
            MaxTargets = MaxTargets > 0 ? MaxTargets : defaults.MaxTargets,
            MaxErrors = MaxErrors ?? defaults.MaxErrors,
            AccountId = AccountId ?? defaults.AccountId,
            JournalPath = JournalPath is null ? defaults.JournalPath : FilePath.Of(this, JournalPath, RunJournal.Parameter),
            Protection = protection,
        };
    }

    private Ipv6Prefix ReadRange(string text)
    {
        if (!Protection.TryParseRange(text, out var range, out var problem))
            ThrowTerminatingError(EniError.BadProtectedRange(text, problem));
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
    private void CheckKey(SessionDefaults defaults)
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
