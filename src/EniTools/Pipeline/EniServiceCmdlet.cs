using System.Management.Automation;
using System.Security;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that calls the service. Each value comes from its parameter, the session, the environment or a profile, in this order.</summary>
public abstract class EniServiceCmdlet : EniCmdlet
{
    private SettingsInForce? _settings;

    /// <summary>The region, such as cn-hangzhou. Without it, that of the session, the environment or the profile.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(EniCompleter))]
    public virtual string? RegionId { get; set; }

    /// <summary>A profile of the vendor's command line tool, from ~/.aliyun/config.json, or a section of the credentials file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The AccessKey: its id as the user name, its secret as the password.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The security token that belongs to a temporary AccessKey given as -Credential.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? SecurityToken { get; set; }

    /// <summary>Where to call: a host or URL. Plain http is taken for this machine only. The default is the region's own endpoint.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>How long one attempt at a call may take, in seconds, from 1 to 3600. The default is 30.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The region in force for the current record; null when there is none.</summary>
    private protected string? RegionInForce => string.IsNullOrWhiteSpace(RegionId) ? Settings.RegionId?.Value : RegionId!.Trim();

    /// <summary>What is in force beside the region of a record.</summary>
    private protected SettingsInForce Settings => _settings ??= new SettingsInForce(Given(), EniSession.Current);

    /// <summary>Lets what is in force take in the region of the current record.</summary>
    private protected void ReadSettings() => _settings = new SettingsInForce(Given(), EniSession.Current);

    private protected Connection Connect()
    {
        try
        {
            var endpoint = Settings.FindEndpoint()?.Value;
            var lookup = Settings.FindKeys(endpoint);
            if (!lookup.IsFound)
                ThrowTerminatingError(Settings.NamesProfile ? EniError.ProfileNotUsable(lookup) : EniError.NoCredential(lookup.Reason!));
            return new Connection(lookup.Keys!, endpoint, Settings.UsesVpc, TimeSpan.FromSeconds(TimeoutSec)) { OnClockCorrected = WarnOfClock };
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(EniError.BadCredential(exception));
            throw;
        }
        catch (FormatException exception)
        {
            ThrowTerminatingError(EniError.BadEndpointSetting(exception));
            throw;
        }
    }

    private protected void WriteRetry(Retry retry) => Queue.Post(() => WriteVerbose(retry.ToString()));

    private SessionDefaults Given()
    {
        if (SecurityToken is not null && Credential is null)
            ThrowTerminatingError(EniError.TokenWithoutCredential());
        Uri? endpoint = null;
        if (Endpoint is not null && !Endpoints.TryParse(Endpoint, out endpoint, out var problem))
            ThrowTerminatingError(EniError.BadEndpoint(Endpoint, problem));
        return new SessionDefaults
        {
            // By property name it is each record's own, and is not here yet.
            RegionId = MyInvocation.BoundParameters.ContainsKey(nameof(RegionId)) && !string.IsNullOrWhiteSpace(RegionId) ? RegionId!.Trim() : null,
            Endpoint = endpoint,
            ProfileName = ProfileName,
            Credential = Credential,
            SecurityToken = SecurityToken,
        };
    }

    private void WarnOfClock(Uri endpoint, TimeSpan ahead) => Queue.Post(() => WriteWarning(
        $"This machine's clock is {ahead.Duration():d\\.hh\\:mm\\:ss} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} {endpoint.Authority}. Calls are signed with the time of the service; set the clock."));
}
