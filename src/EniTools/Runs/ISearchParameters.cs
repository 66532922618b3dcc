using System.Collections;
using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that looks for ENIs, by ids or by filters.</summary>
internal interface ISearchParameters : IShardParameters
{
    /// <summary>What came through the pipeline: ids, or objects with NetworkInterfaceId, InstanceId (the ENIs of an instance), or Ipv6Address and Ipv6Prefix (the ENIs that have them). An object of Get-EniRegion, or a record with RegionId and nothing else, stands for all ENIs of the region. A record without any of these names is an error and widens nothing. Answers of the vendor's command line tool, read with ConvertFrom-Json, are taken as they are. Blank lines of text and those that begin with # are passed over.</summary>
    PSObject? InputObject { get; }
    /// <summary>The ENIs to look at. Many ids from the pipeline become few calls. Without it, all ENIs of the region.</summary>
    string[]? NetworkInterfaceId { get; }
    /// <summary>Only ENIs that have one of these addresses. A text with a slash is a prefix. The service finds the owner of an address at once; for a prefix, all ENIs are read.</summary>
    string[]? Ipv6Address { get; }
    /// <summary>Only ENIs that have one of these prefixes, or one of the addresses given with -Ipv6Address. All ENIs are read.</summary>
    string[]? Ipv6Prefix { get; }
    /// <summary>Only addresses and prefixes that lie in one of these ranges, such as 2001:db8:1234:1a00::/64, and their ENIs. All ENIs are read.</summary>
    string[]? Range { get; }
    /// <summary>Only ENIs that are attached to this instance.</summary>
    string? InstanceId { get; }
    /// <summary>Only ENIs in this VPC.</summary>
    string? VpcId { get; }
    /// <summary>Only ENIs in this vSwitch.</summary>
    string? VSwitchId { get; }
    /// <summary>Only ENIs in this security group. The service can filter secondary ENIs only: with -Type Secondary it does, otherwise all ENIs are read.</summary>
    string? SecurityGroupId { get; }
    /// <summary>Only ENIs in this resource group.</summary>
    string? ResourceGroupId { get; }
    /// <summary>Only ENIs that have one of these private IPv4 addresses, primary or secondary.</summary>
    string[]? PrivateIpAddress { get; }
    /// <summary>Only ENIs with this name. With a wildcard, case does not matter and the names are compared here; without one, the service compares, case included.</summary>
    string? NetworkInterfaceName { get; }
    /// <summary>Only ENIs in one of these statuses: Available, Attaching, InUse, Detaching, Deleting.</summary>
    string[]? Status { get; }
    /// <summary>Only ENIs of one of these types: Primary, Secondary, Trunk, Member.</summary>
    string[]? Type { get; }
    /// <summary>Only ENIs that a cloud service owns; with -ServiceManaged:$false, only those that none of them owns.</summary>
    SwitchParameter ServiceManaged { get; }
    /// <summary>Only ENIs that have all of these tags, such as @{ env = 'prod'; team = '*' }. '*' alone stands for any value; an empty table and an empty value, such as a variable that is not set, are errors.</summary>
    Hashtable? Tag { get; }
    /// <summary>For how many seconds after its first attempt a call that fails for a reason that passes by itself is sent again, from 0 to 86,400; the default is 300. Only the last attempt can end later. What rarely passes by itself, such as an unknown name, is given up after 5 seconds. An endpoint that answers no call for that long, or for 5 seconds if that is longer, is given up for the whole run: what was not asked by then is the error NotSent.</summary>
    int RetryTimeoutSec { get; }
}
