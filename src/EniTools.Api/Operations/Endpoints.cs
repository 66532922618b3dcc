using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Model;

namespace EniTools.Api.Operations;

/// <summary>Where the ECS API answers.</summary>
public static class Endpoints
{
    /// <summary>The endpoint that belongs to no region: it knows which regions there are.</summary>
    public static Uri Central { get; } = new("https://ecs.aliyuncs.com");

    /// <summary>The endpoint of a region: https://ecs.REGION.aliyuncs.com, as the vendor's endpoint page lists it.</summary>
    /// <exception cref="ArgumentException">The text does not have the form of a region id.</exception>
    public static Uri OfRegion(string regionId) => ResourceId.IsRegionId(regionId)
        ? new Uri($"https://ecs.{regionId}.aliyuncs.com")
        : throw new ArgumentException($"'{regionId}' is not a region id.", nameof(regionId));

    /// <summary>Reads an endpoint that a user wrote, or says which rule it breaks.</summary>
    /// <param name="text">A host, host and port, or URL. Without a scheme it is https.</param>
    /// <param name="endpoint">Scheme, host and port.</param>
    /// <param name="problem">The rule that the text breaks, as the end of a sentence that begins with the text.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? problem)
    {
        endpoint = null;
        var trimmed = text?.Trim() ?? "";
        var url = trimmed.IndexOf("://", StringComparison.Ordinal) < 0 ? "https://" + trimmed : trimmed;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            problem = "is not a host or a URL";
        else if (uri.Port == 0)
            problem = "has the port 0, at which nothing answers";
        else if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            problem = $"has the scheme '{uri.Scheme}', and the API is asked over https";
        else if (uri.UserInfo.Length > 0)
            problem = "holds a user name, which an endpoint has not";
        else if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
            problem = "holds a path or a query, which an endpoint has not";
        else if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
            problem = "is plain http, which is allowed to this machine only (localhost, 127.0.0.1, [::1]): use https";
        else
            problem = null;

        if (problem is not null)
            return false;

        // In the spelling that goes on the wire as Host, because the signature covers it.
        var host = uri!.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host;
        endpoint = new UriBuilder(uri.Scheme, host, uri.Port).Uri;
        return true;
    }

    /// <summary>Reads an endpoint that a user wrote.</summary>
    /// <exception cref="FormatException">The text is not an endpoint; the message says which rule it breaks.</exception>
    public static Uri Parse(string text) =>
        TryParse(text, out var endpoint, out var problem) ? endpoint : throw new FormatException($"The endpoint '{text}' {problem}.");
}
