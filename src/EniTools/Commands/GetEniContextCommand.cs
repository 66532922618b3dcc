using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Sts;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows which region, endpoint and credential are in force, and where each came from, without any secret. It makes no call, unless -Verify is given.</summary>
/// <remarks>
/// <para>Each value comes from a parameter, the session, an environment variable or a profile, in this order, but a profile that a parameter or the session names goes before the variables; the context names the place. about_EniTools_Credentials says more.</para>
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
/// <example>
/// <para>Look at all accounts that there are profiles for</para>
/// <code>
/// Get-EniContext -ListAvailable -ProfileName prod-* | Get-EniRegion * | Get-EniIpv6Address
/// </code>
/// <para>The accounts do not wait for each other. The * says that all regions are meant, and not the one that a profile names.</para>
/// </example>
/// <example>
/// <para>Look at the accounts of an organisation with a role that each of them has</para>
/// <code>
/// Get-EniContext -AccountId 1000000000000001, 1000000000000011 -RoleName eni-operator
/// </code>
/// <output>
/// ProfileName                                 Mode                 RegionId
/// -----------                                 ----                 --------
/// acs:ram::1000000000000001:role/eni-operator RamRole              cn-hangzhou
/// acs:ram::1000000000000011:role/eni-operator RamRole              cn-hangzhou
/// </output>
/// <para>Piped to Get-EniRegion *, they give all regions of all accounts. Results carry the ARN as their ProfileName, so that what they are piped to, Undo-EniChange and Resume-EniChange reach the same account.</para>
/// </example>
/// <seealso>Set-EniContext</seealso>
/// <seealso>Clear-EniContext</seealso>
/// <seealso>about_EniTools_Credentials</seealso>
[Cmdlet(VerbsCommon.Get, "EniContext", DefaultParameterSetName = InForce, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniContext), ParameterSetName = [InForce])]
[OutputType(typeof(EniProfile), ParameterSetName = [Available, Role])]
public sealed class GetEniContextCommand : EniServiceCmdlet
{
    private const string InForce = nameof(InForce);
    private const string Available = nameof(Available);
    private const string Role = nameof(Role);

    /// <summary>A profile of the vendor's command line tool, from ~/.aliyun/config.json, a section of the credentials file, or the ARN of a role. With -ListAvailable, only profiles with this name; wildcards are taken.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public override string? ProfileName { get; set; }

    /// <summary>Asks the service (STS GetCallerIdentity) whose credential it is.</summary>
    [Parameter(ParameterSetName = InForce)]
    public SwitchParameter Verify { get; set; }

    /// <summary>Lists the profiles of the vendor's command line tool, an object for each, which can be piped to all cmdlets that call the service.</summary>
    [Parameter(ParameterSetName = Available, Mandatory = true)]
    public SwitchParameter ListAvailable { get; set; }

    /// <summary>The accounts, by their numbers, to sign in to with a role in each: an object for each, which can be piped on as a profile can. The key in force, such as that of an organisation's management account, assumes the role when a call is made.</summary>
    [Parameter(ParameterSetName = Role, Mandatory = true)]
    [ValidatePattern("^[0-9]{1,32}$")]
    public string[] AccountId { get; set; } = [];

    /// <summary>The name of the RAM role, which is the same in all of the accounts.</summary>
    [Parameter(ParameterSetName = Role, Mandatory = true)]
    [ValidatePattern(@"^[0-9A-Za-z.\-]{1,64}$")]
    public string RoleName { get; set; } = "";

    private protected override void TakeRecord()
    {
        ResetSettings();
        if (ParameterSetName == Available)
        {
            WriteObject(Profiles(), enumerateCollection: true);
            return;
        }

        if (ParameterSetName == Role)
        {
            WriteObject(AccountId.Select(id => new EniProfile(new RamRole(id, RoleName), EffectiveRegionId)), enumerateCollection: true);
            return;
        }

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

    private IEnumerable<EniProfile> Profiles()
    {
        var config = CliConfig.Read(EniSession.Current.Host);
        var pattern = new WildcardPattern(string.IsNullOrWhiteSpace(ProfileName) ? "*" : ProfileName!.Trim());
        return config.Profiles.Where(profile => pattern.IsMatch(profile.Name))
            .Select(profile => new EniProfile(profile, profile.Name == config.Current));
    }

    private EniContext Shown()
    {
        try
        {
            return Settings.ToContext();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            ThrowTerminatingError(EniError.BadSetting(exception));
            throw;
        }
    }
}
