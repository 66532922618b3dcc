using System.Management.Automation;
using EniTools.Completion;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Searching;

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
[Cmdlet(VerbsCommon.Get, "EniRegion", HelpUri = HelpPage.Uri)]
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

    /// <summary>What came through the pipeline: region ids as text, or objects with RegionId or ProfileName. A record with neither is an error, and so is an empty RegionId.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>The language of the names: en-US, the default, zh-CN, ja, de or fr.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string AcceptLanguage { get; set; } = "en-US";

    /// <summary>For how many seconds the call is sent again when it fails for a reason that passes by itself, from 0 to 86,400. The default is 300. What rarely passes by itself, such as an unknown name, is given up after 5.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public override int RetryTimeoutSec { get; set; } = DefaultRetryTimeoutSec;

    private protected override IRun NewRun() => new RegionSearch(this, AcceptLanguage);
}
