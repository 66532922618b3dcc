using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Model;

namespace EniTools.Api.Calls;

/// <summary>The addresses of the services.</summary>
internal static class Endpoints
{
    private const string Domain = ".aliyuncs.com";

    // The regions for which the vendor's SDKs (ECS 7.11.6, VPC 7.3.2) do not follow the rule.
    private static readonly Dictionary<(ApiService Service, string RegionId), string> Exceptions = new[]
    {
        (ApiService.Ecs, "ecs-cn-hangzhou", "cn-hangzhou cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-fujian cn-beijing-nu16-b01 "
            + "cn-haidian-cm12-c01 cn-hangzhou-bj-b01 cn-hangzhou-internal-prod-1 cn-hangzhou-internal-test-1 "
            + "cn-hangzhou-internal-test-2 cn-hangzhou-internal-test-3 cn-hangzhou-test-306 cn-shanghai-et15-b01 cn-shanghai-et2-b01 "
            + "cn-shanghai-internal-test-1 cn-shenzhen-st4-d01 cn-shenzhen-su18-b01 cn-zhangbei-na61-b01"),
        (ApiService.Ecs, "ecs", "ap-northeast-2-pop cn-beijing-finance-pop cn-beijing-gov-1 cn-hangzhou-finance cn-hongkong-finance-pop "
            + "cn-north-2-gov-1 cn-shanghai-inner cn-shenzhen-inner cn-wuhan cn-yushanfang cn-zhangbei rus-west-1-pop"),
        (ApiService.Ecs, "ecs.cn-qingdao-nebula", "cn-edge-1 cn-huhehaote-nebula-1 cn-zhengzhou-nebula-1"),
        (ApiService.Ecs, "ecs.cn-zhangjiakou", "cn-zhangjiakou-na62-a01"),
        (ApiService.Ecs, "ecs.cn-shenzhen-cloudstone", "eu-west-1-oxs"),
        (ApiService.Vpc, "vpc", "cn-hangzhou cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-north-2-gov-1 ap-northeast-2-pop "
            + "cn-beijing-finance-pop cn-beijing-gov-1 cn-beijing-nu16-b01 cn-fujian cn-haidian-cm12-c01 cn-hangzhou-bj-b01 "
            + "cn-hangzhou-finance cn-hangzhou-internal-prod-1 cn-hongkong-finance-pop cn-shanghai-et2-b01 cn-shanghai-inner "
            + "cn-shenzhen-inner cn-shenzhen-st4-d01 cn-shenzhen-su18-b01 cn-wuhan cn-yushanfang cn-zhangbei cn-zhangbei-na61-b01 "
            + "rus-west-1-pop"),
        (ApiService.Vpc, "vpc-pre.cn-hangzhou", "cn-hangzhou-internal-test-1 cn-hangzhou-internal-test-3 cn-hangzhou-test-306 "
            + "cn-shanghai-et15-b01 cn-shanghai-internal-test-1"),
        (ApiService.Vpc, "vpc-inner-pre.cn-hangzhou", "cn-hangzhou-internal-test-2"),
        (ApiService.Vpc, "vpc-nebula.cn-qingdao-nebula", "cn-edge-1 cn-huhehaote-nebula-1 cn-qingdao-nebula cn-zhengzhou-nebula-1"),
        (ApiService.Vpc, "vpc.cn-zhangjiakou", "cn-zhangjiakou-na62-a01"),
        (ApiService.Vpc, "vpc-nebula.cn-shenzhen-cloudstone", "eu-west-1-oxs"),
    }
        .SelectMany(entry => entry.Item3.Split(' ').Select(regionId => (Key: (entry.Item1, regionId), Host: entry.Item2)))
        .ToDictionary(entry => entry.Key, entry => entry.Host);

    public static Uri Central(ApiService service) => new($"https://{service.Name}{Domain}");

    /// <summary>The endpoint of a service in a region, as the vendor's SDK finds it: https://SERVICE.REGION.aliyuncs.com, but for some regions.</summary>
    /// <param name="service">The service.</param>
    /// <param name="regionId">The region.</param>
    /// <param name="inVpc">Whether to use the endpoint inside the VPC, https://SERVICE-vpc.REGION.aliyuncs.com.</param>
    /// <exception cref="ArgumentException">The text does not have the form of a region id.</exception>
    public static Uri OfRegion(ApiService service, string regionId, bool inVpc = false)
    {
        if (!ResourceId.IsRegionId(regionId))
            throw new ArgumentException($"'{regionId}' is not a region id.", nameof(regionId));
        if (inVpc)
            return new Uri($"https://{service.Name}-vpc.{regionId}{Domain}");
        return new Uri($"https://{(Exceptions.TryGetValue((service, regionId), out var host) ? host + Domain : service.HostIn(regionId))}");
    }

    /// <summary>Where the calls of a service go when an endpoint was given, which may be one of another service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="regionId">The region.</param>
    /// <param name="given">The endpoint that was given; null for none.</param>
    /// <param name="inVpc">Whether to use the region's endpoint inside the VPC.</param>
    /// <returns>The given endpoint, unless the vendor has another service there; otherwise the region's own.</returns>
    /// <exception cref="ArgumentException">The text does not have the form of a region id.</exception>
    public static Uri For(ApiService service, string regionId, Uri? given, bool inVpc) =>
        given is null || IsOfAnother(service, given) ? OfRegion(service, regionId, inVpc) : given;

    // ecs.aliyuncs.com, ecs-cn-hangzhou.aliyuncs.com, ecs-vpc.cn-hangzhou.aliyuncs.com.
    private static bool IsOfAnother(ApiService service, Uri endpoint) =>
        endpoint.Host.EndsWith(Domain, StringComparison.OrdinalIgnoreCase)
        && ApiService.All.Any(
            other => other != service && endpoint.Host.Split('.', '-')[0].Equals(other.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Reads an endpoint that a user wrote: a host, host and port, or URL, without a scheme https. The problem is the end of a sentence
    /// that begins with the text.
    /// </summary>
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

    /// <exception cref="FormatException">The text is not an endpoint; the message says which rule it breaks.</exception>
    public static Uri Parse(string text) =>
        TryParse(text, out var endpoint, out var problem)
            ? endpoint
            : throw new FormatException($"The endpoint '{Shown(text)}' {problem}.");

    /// <summary>Shows a text that was given as an endpoint without a user name and a password.</summary>
    public static string Shown(string text)
    {
        var end = text.LastIndexOf('@');
        if (end < 0)
            return text;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var start = scheme >= 0 && scheme < end ? scheme + 3 : 0;
        return text.Remove(start, end - start).Insert(start, "***");
    }
}
