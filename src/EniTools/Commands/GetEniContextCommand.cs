using System.Management.Automation;
using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Operations;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows which region, endpoint and credential are in force, and where each came from, without any secret. It asks nobody, unless -Verify is given.</summary>
[Cmdlet(VerbsCommon.Get, "EniContext")]
[OutputType(typeof(EniContext))]
public sealed class GetEniContextCommand : EniServiceCmdlet
{
    /// <summary>Asks the service (STS GetCallerIdentity) whose credential it is.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!Verify)
        {
            WriteObject(Shown());
            return;
        }

        var connection = Connect();
        var context = Shown();
        if (!StsEndpoint.TryFind(EniSession.Current.Host, Settings.Profile, Settings.FindEndpoint()?.Value, out var sts, out var problem))
            ThrowTerminatingError(EniError.BadEndpointSetting(new FormatException(problem)));
        try
        {
            context.Caller = Await(Begun(connection.ClientAt(sts!).GetCallerIdentityAsync(StopToken)));
            context.AccessKeyId = Await(Begun(connection.KeyAsync(StopToken))).ShortId;
            WriteObject(context);
        }
        catch (ApiException failure)
        {
            WriteError(EniError.CallFailed(failure, context.CredentialSource));
        }
    }

    private EniContext Shown()
    {
        try
        {
            return EniContext.Of(Settings);
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
}
