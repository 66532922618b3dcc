namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet that looks for regions.</summary>
internal interface IRegionSearchParameters
{
    /// <summary>The regions to show, with wildcards; all without.</summary>
    string? RegionId { get; }

    /// <summary>The language of the names.</summary>
    string AcceptLanguage { get; }

    /// <summary>For how many seconds the call is sent again.</summary>
    int RetryTimeoutSec { get; }
}
