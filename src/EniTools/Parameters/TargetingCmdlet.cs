using System.Management.Automation;
using EniTools.Binding;
using EniTools.Completion;

namespace EniTools.Parameters;

/// <summary>The parameters of a cmdlet that takes addresses and prefixes with their ENIs.</summary>
public abstract class TargetingCmdlet : GuardedCmdlet
{
    /// <summary>What came through the pipeline: text, an IPAddress, or an object whose properties are bound to the parameters below.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>Addresses. A text with a slash is a prefix.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public virtual string[]? Ipv6Address { get; set; }

    /// <summary>The ENI that they are about.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString, OneText]
    [ArgumentCompleter(typeof(EniCompleter))]
    public virtual string? NetworkInterfaceId { get; set; }

    /// <summary>Prefixes, in CIDR form with all bits after the mask zero.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public virtual string[]? Ipv6Prefix { get; set; }
}
