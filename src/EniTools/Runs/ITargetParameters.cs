using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that takes addresses and prefixes with their ENIs.</summary>
internal interface ITargetParameters
{
    /// <summary>What came through the pipeline: text, an IPAddress, or an object whose properties are bound to the parameters below.</summary>
    PSObject? InputObject { get; }
    /// <summary>Addresses. A text with a slash is a prefix.</summary>
    string[]? Ipv6Address { get; }
    /// <summary>The ENI that they are about.</summary>
    string? NetworkInterfaceId { get; }
    /// <summary>Prefixes, in CIDR form with all bits after the mask zero.</summary>
    string[]? Ipv6Prefix { get; }
    /// <summary>For how many seconds a call that fails for a reason that passes by itself is sent again, from 0 to 86,400. The default is 300. What rarely passes by itself, such as a name that nobody knows, is given up after 5.</summary>
    int RetryTimeoutSec { get; }
    /// <summary>How many targets the input may hold, from 1 on. With it, the input is read to its end first, and where it holds more, nothing is done: the error TooManyTargets says how many there were. A repeated target is one. The default is that of Set-EniContext, or any number.</summary>
    int MaxTargets { get; }
}
