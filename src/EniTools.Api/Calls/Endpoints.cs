using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Model;

namespace EniTools.Api.Calls;

/// <summary>Where the services answer.</summary>
public static class Endpoints
{
    // The regions for which the vendor's SDK (7.11.6) does not follow the rule.
    private static readonly Dictionary<string, string> EcsExceptions = new[]
    {
        ("ecs-cn-hangzhou", "cn-hangzhou cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-fujian cn-beijing-nu16-b01 cn-haidian-cm12-c01 "
            + "cn-hangzhou-bj-b01 cn-hangzhou-internal-prod-1 cn-hangzhou-internal-test-1 cn-hangzhou-internal-test-2 "
            + "cn-hangzhou-internal-test-3 cn-hangzhou-test-306 cn-shanghai-et15-b01 cn-shanghai-et2-b01 "
            + "cn-shanghai-internal-test-1 cn-shenzhen-st4-d01 cn-shenzhen-su18-b01 cn-zhangbei-na61-b01"),
        ("ecs", "ap-northeast-2-pop cn-beijing-finance-pop cn-beijing-gov-1 cn-hangzhou-finance cn-hongkong-finance-pop cn-north-2-gov-1 "
            + "cn-shanghai-inner cn-shenzhen-inner cn-wuhan cn-yushanfang cn-zhangbei rus-west-1-pop"),
        ("ecs.cn-qingdao-nebula", "cn-edge-1 cn-huhehaote-nebula-1 cn-zhengzhou-nebula-1"),
        ("ecs.cn-zhangjiakou", "cn-zhangjiakou-na62-a01"),
        ("ecs.cn-shenzhen-cloudstone", "eu-west-1-oxs"),
    }
        .SelectMany(entry => entry.Item2.Split(' ').Select(region => (Region: region, Host: entry.Item1)))
        .ToDictionary(entry => entry.Region, entry => entry.Host);

    /// <summary>The endpoint of a service that belongs to no region.</summary>
    public static Uri Central(ApiService service) => new($"https://{service.Name}.aliyuncs.com");

    /// <summary>The endpoint of a service in a region, as the vendor's SDK finds it: https://SERVICE.REGION.aliyuncs.com, but for some regions of ECS.</summary>
    /// <param name="service">The service.</param>
    /// <param name="regionId">The region.</param>
    /// <param name="inVpc">Whether to use the endpoint inside the VPC, https://SERVICE-vpc.REGION.aliyuncs.com.</param>
    /// <exception cref="ArgumentException">The text does not have the form of a region id.</exception>
    public static Uri OfRegion(ApiService service, string regionId, bool inVpc = false)
    {
        if (!ResourceId.IsRegionId(regionId))
            throw new ArgumentException($"'{regionId}' is not a region id.", nameof(regionId));
        if (inVpc)
            return new Uri($"https://{service.Name}-vpc.{regionId}.aliyuncs.com");
        var exception = service == ApiService.Ecs && EcsExceptions.TryGetValue(regionId, out var host) ? host : null;
        return new Uri($"https://{exception ?? $"{service.Name}.{regionId}"}.aliyuncs.com");
    }

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
            problem = "has port 0, where nothing answers";
        else if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            problem = $"has the scheme '{uri.Scheme}'; the API is called over https";
        else if (uri.UserInfo.Length > 0)
            problem = "holds a user name; an endpoint has none";
        else if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
            problem = "holds a path or a query; an endpoint has neither";
        else if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
            problem = "is plain http, which is allowed only for this machine (localhost, 127.0.0.1, [::1]): use https";
        else
            problem = null;

        if (problem is not null)
            return false;

        // Spelled as on the wire in Host, because the signature covers it.
        var host = uri!.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host;
        endpoint = new UriBuilder(uri.Scheme, host, uri.Port).Uri;
        return true;
    }

    /// <summary>Reads an endpoint that a user wrote.</summary>
    /// <exception cref="FormatException">The text is not an endpoint; the message says which rule it breaks.</exception>
    public static Uri Parse(string text) =>
        TryParse(text, out var endpoint, out var problem) ? endpoint : throw new FormatException($"The endpoint '{text}' {problem}.");
}
