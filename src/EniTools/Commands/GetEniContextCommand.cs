using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows which region, endpoint and credential are in force, and where each came from, without any secret. It makes no call, unless -Verify is given.</summary>
/// <remarks>
/// <para>Each value comes from a parameter, the session, an environment variable or a profile, in this order; the context names the place. about_EniTools_Credentials says more.</para>
/// </remarks>
/// <note>With -Verify it calls STS, which needs no permission.</note>
/// <example>
/// <para>See what is in force</para>
/// <code>
/// Get-EniContext
/// </code>
/// <output>
/// Region      : cn-hangzhou (session)
/// Endpoint    : http://127.0.0.1:40123/ (session)
/// AccessKeyId : EniE...eyId
/// Credential  : session
/// </output>
/// </example>
/// <example>
/// <para>Ask whose credential it is</para>
/// <code>
/// Get-EniContext -Verify | Select-Object AccountId, IdentityType, Arn
/// </code>
/// <output>
/// AccountId        IdentityType Arn
/// ---------        ------------ ---
/// 1000000000000001 Account      acs:ram::1000000000000001:root
/// </output>
/// </example>
/// <seealso>Set-EniContext</seealso>
/// <seealso>Clear-EniContext</seealso>
/// <seealso>about_EniTools_Credentials</seealso>
[Cmdlet(VerbsCommon.Get, "EniContext")]
[OutputType(typeof(EniContext))]
public sealed class GetEniContextCommand : EniServiceCmdlet
{
    /// <summary>Asks the service (STS GetCallerIdentity) whose credential it is.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ReadSettings();
        if (!Verify)
        {
            WriteObject(Shown());
            return;
        }

        var connection = Connect();
        var context = Shown();
        if (!StsEndpoint.TryFind(EniSession.Current.Host, Settings.Profile, Settings.FindEndpoint()?.Value, out var sts, out var problem))
            ThrowTerminatingError(EniError.BadEndpointSetting(problem));
        try
        {
            context.Caller = Await(connection.ClientAt(sts!).SendAsync(GetCallerIdentity.Call(), StopToken));
            context.AccessKeyId = Await(connection.KeyAsync(StopToken)).ShortId;
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
            return Settings.Shown();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            ThrowTerminatingError(EniError.BadSetting(exception));
            throw;
        }
    }
}
