using System.Collections;
using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Completion;
using EniTools.Pipeline;

namespace EniTools.Parameters;

/// <summary>The parameters of a cmdlet that looks for ENIs, by ids or by filters.</summary>
public abstract class SearchingCmdlet : EniServiceCmdlet
{
    /// <summary>What came through the pipeline: ids, or objects with NetworkInterfaceId, InstanceId (the ENIs of an instance), or Ipv6Address and Ipv6Prefix (the ENIs that have them). An object of Get-EniRegion, or a record with RegionId and nothing else, stands for all ENIs of the region. A record without any of these names is an error and widens nothing. Answers of the vendor's command line tool, read with ConvertFrom-Json, are taken as they are. Blank lines of text and those that begin with # are passed over.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>The ENIs to look at. Many ids from the pipeline become few calls. Without it, all ENIs of the region.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? NetworkInterfaceId { get; set; }

    /// <summary>Only ENIs that have one of these addresses. A text with a slash is a prefix. The service finds the owner of an address at once; for a prefix, all ENIs are read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Ipv6Address { get; set; }

    /// <summary>Only ENIs that have one of these prefixes, or one of the addresses given with -Ipv6Address. All ENIs are read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Ipv6Prefix { get; set; }

    /// <summary>Only addresses and prefixes that lie in one of these ranges, such as 2001:db8:1234:1a00::/64, and their ENIs. All ENIs are read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Range { get; set; }

    /// <summary>Only ENIs that are attached to this instance.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? InstanceId { get; set; }

    /// <summary>Only ENIs in this VPC.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? VpcId { get; set; }

    /// <summary>Only ENIs in this vSwitch.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? VSwitchId { get; set; }

    /// <summary>Only ENIs in this security group. The service can filter secondary ENIs only: with -Type Secondary it does, otherwise all ENIs are read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? SecurityGroupId { get; set; }

    /// <summary>Only ENIs in this resource group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? ResourceGroupId { get; set; }

    /// <summary>Only ENIs that have one of these private IPv4 addresses, primary or secondary.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PrivateIpAddress { get; set; }

    /// <summary>Only ENIs with this name. With a wildcard, case does not matter and the names are compared here; without one, the service compares, case included.</summary>
    [Parameter]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? NetworkInterfaceName { get; set; }

    /// <summary>Only ENIs in one of these statuses: Available, Attaching, InUse, Detaching, Deleting.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only ENIs of one of these types: Primary, Secondary, Trunk, Member.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Only ENIs that a cloud service owns; with -ServiceManaged:$false, only those that none of them owns.</summary>
    [Parameter]
    public SwitchParameter ServiceManaged { get; set; }

    /// <summary>Only ENIs that have all of these tags, such as @{ env = 'prod'; team = '*' }. '*' alone stands for any value; an empty table and an empty value, such as a variable that is not set, are errors.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Tag { get; set; }

    /// <summary>Only ENIs of this shard, such as 3/16: the number of the shard, from 0 on, and how many there are. Workers with 0/16 to 15/16 share one list, or one account, without talking to each other: an ENI with all that is on it is of one shard, and always of the same, in any order, on any machine and in any version. What is of another shard is passed over without a word; an input without a valid ENI is an error in one of them. A Kubernetes indexed Job gives the number as "$env:JOB_COMPLETION_INDEX/16".</summary>
    [Parameter]
    [ShardText]
    public Shard? Shard { get; set; }

    /// <summary>For how many seconds after its first attempt a call that fails for a reason that passes by itself is sent again, from 0 to 86,400; the default is 300. Only the last attempt can end later. What rarely passes by itself, such as an unknown name, is given up after 5 seconds. An endpoint that answers no call for that long, or for 5 seconds if that is longer, is given up for the whole run: what was not asked by then is the error NotSent.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public override int RetryTimeoutSec { get; set; } = DefaultRetryTimeoutSec;
}
