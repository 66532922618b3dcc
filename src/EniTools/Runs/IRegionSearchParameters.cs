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

    /// <summary>For how many seconds after its first attempt a call that fails for a reason that passes by itself is sent again, from 0 to 86,400; the default is 300. Only the last attempt can end later. What rarely passes by itself, such as an unknown name, is given up after 5 seconds.</summary>
    int RetryTimeoutSec { get; }
}
