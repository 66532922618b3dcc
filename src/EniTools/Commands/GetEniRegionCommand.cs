using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows the regions that the account can use. It needs a credential and no region; from then on, the session completes -RegionId with what it showed.</summary>
/// <example>
/// <para>Show the regions</para>
/// <code>
/// Get-EniRegion
/// </code>
/// <output>
/// RegionId               LocalName                                Status
/// --------               ---------                                ------
/// cn-hangzhou            China (Hangzhou)                         available
/// cn-beijing             China (Beijing)                          available
/// cn-zhangjiakou         China (Zhangjiakou)                      available
/// cn-shanghai            China (Shanghai)                         available
/// cn-shenzhen            China (Shenzhen)                         available
/// cn-hongkong            China (Hong Kong)                        available
/// ap-southeast-1         Singapore                                available
/// eu-central-1           Germany (Frankfurt)                      available
/// us-west-1              US (Silicon Valley)                      available
/// </output>
/// </example>
/// <example>
/// <para>Show the addresses of the regions in China, except the closed ones</para>
/// <code>
/// Get-EniRegion cn-* | Where-Object RegionId -NotLike '*-finance*' | Get-EniIpv6Address
/// </code>
/// </example>
/// <seealso>Get-Eni</seealso>
[Cmdlet(VerbsCommon.Get, "EniRegion")]
[OutputType(typeof(EniRegion))]
public sealed class GetEniRegionCommand : EniServiceCmdlet
{
    /// <summary>The regions to show, with wildcards. The default is all; the session's region does not count here.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [AllowNull, AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EniCompleter))]
    public override string? RegionId { get; set; }

    /// <summary>A profile of the vendor's command line tool, from ~/.aliyun/config.json, or a section of the credentials file. The regions carry it, so that what they are piped to goes to the same account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public override string? ProfileName { get; set; }

    /// <summary>The language of the names: en-US, the default, zh-CN, ja, de or fr.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string AcceptLanguage { get; set; } = "en-US";

    /// <summary>For how many seconds the call is sent again when it fails for a reason that passes by itself, from 0 to 86,400. The default is 300. What rarely passes by itself, such as an unknown name, is given up after 5.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int RetryTimeoutSec { get; set; } = DefaultRetryTimeoutSec;

    private IReadOnlyList<EniRegion> _regions = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var client = Repeating(Connect().CentralClient(), RetryTimeoutSec);
        try
        {
            var regions = Await(client.SendAsync(DescribeRegions.Call(AcceptLanguage), StopToken));
            EniSession.Current.Seen.SetRegions(regions);
            _regions = [.. regions.Select(region => new EniRegion(region, ProfileInForce))];
        }
        catch (ApiException failure)
        {
            // Without the list there is nothing that could be shown of any input.
            ThrowTerminatingError(EniError.CallFailed(failure, null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var wanted = string.IsNullOrWhiteSpace(RegionId) ? "*" : RegionId!.Trim();
        var pattern = new WildcardPattern(wanted, WildcardOptions.IgnoreCase);
        var fitting = _regions.Where(region => pattern.IsMatch(region.RegionId)).ToList();
        if (fitting.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            WriteError(EniError.RegionNotFound(wanted));
        WriteObject(fitting, enumerateCollection: true);
    }
}
