namespace EniTools.Api.Calls;

/// <summary>What a RAM policy can allow an operation on.</summary>
internal sealed record RamResource
{
    private readonly ApiService? _service;
    private readonly string _kind = "";

    private RamResource()
    {
    }

    private RamResource(ApiService service, string kind, string idParameter) =>
        (_service, _kind, IdParameter) = (service, kind, idParameter);

    /// <summary>Everything or nothing.</summary>
    public static RamResource All { get; } = new();

    /// <summary>Single ENIs.</summary>
    public static RamResource NetworkInterface { get; } = new(ApiService.Ecs, "eni", "NetworkInterfaceId");

    /// <summary>Single IPv6 addresses of a VPC.</summary>
    public static RamResource Ipv6Address { get; } = new(ApiService.Vpc, "ipv6address", "Ipv6AddressId");

    /// <summary>The Internet bandwidth of single IPv6 addresses.</summary>
    public static RamResource Ipv6Bandwidth { get; } = new(ApiService.Vpc, "ipv6bandwidth", "Ipv6InternetBandwidthId");

    /// <summary>The parameter of a call that names the resource; empty where all or none can be allowed.</summary>
    public string IdParameter { get; } = "";

    /// <summary>The resource as a policy names it. What is left out means any.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="accountId">The number of the Alibaba Cloud account.</param>
    /// <param name="id">The ENI, address or bandwidth.</param>
    public string NameFor(string? regionId, string? accountId, string? id) => _service is null
        ? "*"
        : $"acs:{_service}:{OrAny(regionId)}:{OrAny(accountId)}:{_kind}/{OrAny(id)}";

    private static string OrAny(string? text) => string.IsNullOrEmpty(text) ? "*" : text!;
}
