namespace EniTools.Commands;

/// <summary>The page that Get-Help -Online opens.</summary>
internal static class HelpPage
{
    /// <summary>Its address.</summary>
    public const string Uri = "https://github.com/EniTools/EniTools#readme";
}
