using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that looks for Internet bandwidth.</summary>
internal interface IBandwidthSearchParameters
{
    /// <summary>What came through the pipeline: addresses as text, or objects whose properties are bound to the parameters below. An object with a region and no address, such as that of Get-EniRegion, stands for the whole region.</summary>
    PSObject? InputObject { get; }
    /// <summary>Only these addresses. A text with a slash is a prefix. What has no bandwidth is left out.</summary>
    string[]? Ipv6Address { get; }
    /// <summary>Only these prefixes, or addresses given with -Ipv6Address.</summary>
    string[]? Ipv6Prefix { get; }
    /// <summary>Only what is on nothing, and billed all the same.</summary>
    SwitchParameter Unassociated { get; }
    /// <summary>For how many seconds after its first attempt a call that fails for a reason that passes by itself is sent again, from 0 to 86,400; the default is 300. Only the last attempt can end later. What rarely passes by itself, such as an unknown name, is given up after 5 seconds.</summary>
    int RetryTimeoutSec { get; }
}
