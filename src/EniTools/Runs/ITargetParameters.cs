using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that takes addresses and prefixes with their ENIs.</summary>
internal interface ITargetParameters : IGuardParameters
{
    /// <summary>What came through the pipeline: text, an IPAddress, or an object whose properties are bound to the parameters below.</summary>
    PSObject? InputObject { get; }
    /// <summary>Addresses. A text with a slash is a prefix.</summary>
    string[]? Ipv6Address { get; }
    /// <summary>The ENI that they are about.</summary>
    string? NetworkInterfaceId { get; }
    /// <summary>Prefixes, in CIDR form with all bits after the mask zero.</summary>
    string[]? Ipv6Prefix { get; }
}
