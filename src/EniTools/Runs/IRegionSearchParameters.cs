using System.Management.Automation;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that looks for regions.</summary>
internal interface IRegionSearchParameters
{
    /// <summary>What came through the pipeline: region ids as text, or objects with RegionId or ProfileName. A record with neither is an error, and so is an empty RegionId.</summary>
    PSObject? InputObject { get; }

    /// <summary>The regions to show, with wildcards; all without.</summary>
    string? RegionId { get; }

    /// <summary>The language of the names.</summary>
    string AcceptLanguage { get; }

    /// <summary>For how many seconds the call is sent again.</summary>
    int RetryTimeoutSec { get; }
}
