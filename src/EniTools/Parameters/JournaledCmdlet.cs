using System.Management.Automation;

namespace EniTools.Parameters;

/// <summary>The parameters of a cmdlet that takes its targets from a journal. What the journal says for each target is no parameter.</summary>
public abstract class JournaledCmdlet : ChangingCmdlet
{
    /// <summary>The journal.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("FullName", "Path")]
    [ValidateNotNullOrEmpty]
    public override string? JournalPath { get; set; }

    /// <inheritdoc/>
    public override string? RegionId { get; set; }

    /// <inheritdoc/>
    public override string? ProfileName { get; set; }

    /// <inheritdoc/>
    public override PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    public override string[]? Ipv6Address { get; set; }

    /// <inheritdoc/>
    public override string? NetworkInterfaceId { get; set; }

    /// <inheritdoc/>
    public override string[]? Ipv6Prefix { get; set; }
}
