using System.Management.Automation;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that calls the service. A parameter goes before the session's default.</summary>
public abstract class EniServiceCmdlet : EniCmdlet
{
    /// <summary>The region, such as cn-hangzhou.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(EniCompleter))]
    public virtual string? RegionId { get; set; }

    /// <summary>The AccessKey: its id as the user name, its secret as the password.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Where to call: a host or URL. Plain http is taken for this machine only. The default is the region's own endpoint.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>How long one attempt at a call may take, in seconds, from 1 to 3600. The default is 30.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The region in force for the current record; null when there is none.</summary>
    private protected string? RegionInForce =>
        string.IsNullOrWhiteSpace(RegionId) ? EniSession.Current.Defaults.RegionId : RegionId!.Trim();

    private protected Connection Connect()
    {
        var defaults = EniSession.Current.Defaults;
        var credential = Credential ?? defaults.Credential;
        if (credential is null)
            ThrowTerminatingError(EniError.NoCredential());
        var endpoint = EndpointInForce(defaults);
        try
        {
            return new Connection(credential!, endpoint, TimeSpan.FromSeconds(TimeoutSec)) { OnClockCorrected = WarnOfClock };
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(EniError.BadCredential(exception));
            throw;
        }
    }

    private protected void WriteRetry(Retry retry) => Queue.Post(() => WriteVerbose(retry.ToString()));

    private void WarnOfClock(Uri endpoint, TimeSpan ahead) => Queue.Post(() => WriteWarning(
        $"This machine's clock is {ahead.Duration():d\\.hh\\:mm\\:ss} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} {endpoint.Authority}. Calls are signed with the time of the service; set the clock."));

    private Uri? EndpointInForce(SessionDefaults defaults)
    {
        if (Endpoint is null)
            return defaults.Endpoint;
        if (!Endpoints.TryParse(Endpoint, out var endpoint, out var problem))
            ThrowTerminatingError(EniError.BadEndpoint(Endpoint, problem));
        return endpoint;
    }
}
