using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that looks for Internet bandwidth.</summary>
internal interface IBandwidthSearchParameters
{
    /// <summary>What came through the pipeline: addresses as text, or objects whose properties are bound to the parameters below. A record with NetworkInterfaceId or InstanceId and no address stands for what those ENIs have. An object of Get-EniRegion, or a record with RegionId and nothing else, stands for all of the region; a record without any of these names is an error.</summary>
    PSObject? InputObject { get; }
    /// <summary>Only these addresses. A text with a slash is a prefix. What has no bandwidth is left out.</summary>
    string[]? Ipv6Address { get; }
    /// <summary>Only these prefixes, or addresses given with -Ipv6Address.</summary>
    string[]? Ipv6Prefix { get; }
    /// <summary>Only addresses and prefixes that lie in one of these ranges, such as 2001:db8:1234:1a00::/64.</summary>
    string[]? Range { get; }
    /// <summary>Only what is on nothing, and billed all the same.</summary>
    SwitchParameter Unassociated { get; }
    /// <summary>For how many seconds after its first attempt a call that fails for a reason that passes by itself is sent again, from 0 to 86,400; the default is 300. Only the last attempt can end later. What rarely passes by itself, such as an unknown name, is given up after 5 seconds. An endpoint that answers no call for that long, or for 5 seconds if that is longer, is given up for the whole run: what was not asked by then is the error NotSent.</summary>
    int RetryTimeoutSec { get; }
}
