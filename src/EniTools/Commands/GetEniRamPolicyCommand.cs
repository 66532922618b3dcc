using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Permissions;

namespace EniTools.Commands;

/// <summary>Writes the RAM policy that allows chosen cmdlets, on chosen ENIs, and nothing else: JSON text to paste into the RAM console. It makes no call.</summary>
/// <remarks>
/// <para>A policy is for all parameters of a cmdlet: it has vpc:ReleaseIpv6Address for -Release and vpc:DescribeIpv6Addresses for -IncludeBandwidth, too. Without parameters, the policy allows all cmdlets that call the service, on all ENIs. With a list of ENIs, changes are allowed on these only.</para>
/// </remarks>
/// <note>RAM cannot limit the listing of ENIs to some of them.</note>
/// <example>
/// <para>Allow removals from one ENI</para>
/// <code>
/// Get-EniRamPolicy Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web01b -RegionId cn-hangzhou
/// </code>
/// <output>
/// {
///   "Version": "1",
///   "Statement": [
///     {
///       "Effect": "Allow",
///       "Action": [
///         "ecs:DescribeNetworkInterfaces"
///       ],
///       "Resource": [
///         "*"
///       ]
///     },
///     {
///       "Effect": "Allow",
///       "Action": [
///         "ecs:UnassignIpv6Addresses"
///       ],
///       "Resource": [
///         "acs:ecs:cn-hangzhou:*:eni/eni-bp1web01b"
///       ]
///     }
///   ]
/// }
/// </output>
/// </example>
/// <example>
/// <para>Allow a look only</para>
/// <code>
/// Get-EniRamPolicy Get-Eni, Get-EniIpv6Address, Get-EniIpv6RemovalPlan
/// </code>
/// <output>
/// {
///   "Version": "1",
///   "Statement": [
///     {
///       "Effect": "Allow",
///       "Action": [
///         "ecs:DescribeInstanceStatus",
///         "ecs:DescribeNetworkInterfaces",
///         "vpc:DescribeIpv6Addresses"
///       ],
///       "Resource": [
///         "*"
///       ]
///     }
///   ]
/// }
/// </output>
/// </example>
/// <example>
/// <para>Allow changes on the ENIs of an instance</para>
/// <code>
/// Get-Eni -InstanceId i-bp1web01 | Get-EniRamPolicy Remove-EniIpv6Address, Add-EniIpv6Address
/// </code>
/// </example>
/// <seealso>about_EniTools_Credentials</seealso>
[Cmdlet(VerbsCommon.Get, "EniRamPolicy", HelpUri = HelpPage.Uri)]
[OutputType(typeof(string))]
public sealed class GetEniRamPolicyCommand : PSCmdlet
{
    private RamPolicy? _policy;
    private bool _isAllowed;

    /// <summary>The cmdlets to allow. The default is all that call the service.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[] CommandName { get; set; } = [.. CmdletOperations.All.Keys];

    /// <summary>The ENIs that may be changed. The default is any. Looking is allowed at all ENIs: the service has no list of some.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? NetworkInterfaceId { get; set; }

    /// <summary>The regions of those ENIs. The default is any.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? RegionId { get; set; }

    /// <summary>The number of the Alibaba Cloud account that has them. The default is any: a policy counts in its own account only.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{1,32}$")]
    public string? AccountId { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        foreach (var unknown in CommandName.Where(name => !CmdletOperations.All.ContainsKey(name)))
            ThrowTerminatingError(EniError.NoSuchCmdlet(unknown, CmdletOperations.All.Keys));
        _policy = new RamPolicy(CommandName.SelectMany(name => CmdletOperations.All[name]));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var regionId in (IReadOnlyList<string?>?)RegionId ?? [null])
        {
            if (regionId is not null && !ResourceId.IsRegionId(regionId))
            {
                WriteError(EniError.BadRegion(regionId, regionId));
                continue;
            }

            foreach (var networkInterfaceId in (IReadOnlyList<string?>?)NetworkInterfaceId ?? [null])
            {
                if (networkInterfaceId is not null && !ResourceId.IsNetworkInterfaceId(networkInterfaceId))
                {
                    WriteError(EniError.BadNetworkInterfaceId(networkInterfaceId, networkInterfaceId));
                    continue;
                }

                _policy!.Allow(regionId, AccountId, networkInterfaceId);
                _isAllowed = true;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Where each input was an error, a policy would not be the one that was asked for.
        if (_isAllowed)
            WriteObject(_policy!.ToString());
    }
}
