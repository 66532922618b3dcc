using System.Net;
using System.Reflection;

namespace EniTools.Api.Transport;

/// <summary>The proxy that requests to an endpoint go through: its address without a user name and password, and where it is set.</summary>
internal sealed record EffectiveProxy(Uri Address, string Origin)
{
    // In the order in which .NET takes them for https.
    private static readonly string[] Variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    // Missing in netstandard2.0. .NET Framework does not have it and uses WebRequest's proxy.
    private static readonly PropertyInfo? OfHttpClient = typeof(HttpClient).GetProperty("DefaultProxy");

    /// <summary>Finds the proxy for an endpoint; null if there is none, as for this machine itself.</summary>
    public static EffectiveProxy? For(Uri endpoint)
    {
        var proxy = OfHttpClient is null ? WebRequest.DefaultWebProxy : (IWebProxy?)OfHttpClient.GetValue(null);
        if (endpoint.IsLoopback || proxy is null || proxy.IsBypassed(endpoint))
            return null;
        return proxy.GetProxy(endpoint) is { } address && address != endpoint
            ? new EffectiveProxy(new UriBuilder(address) { UserName = "", Password = "" }.Uri, OriginOf(proxy))
            : null;
    }

    public override string ToString() => $"{Address.Scheme}://{Address.Authority} ({Origin})";

    private static string OriginOf(IWebProxy proxy) => proxy.GetType().Name switch
    {
        "HttpEnvironmentProxy" =>
            $"variable {Array.Find(Variables, name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))}",
        nameof(WebProxy) when OfHttpClient is not null => "HttpClient.DefaultProxy",
        _ => "the system's settings",
    };
}
