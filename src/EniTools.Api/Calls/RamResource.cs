namespace EniTools.Api.Calls;

/// <summary>The kinds of things that a RAM policy can allow an operation on.</summary>
internal sealed record RamResource
{
    private readonly ApiService? _service;
    private readonly string _kind = "";

    private RamResource()
    {
    }

    private RamResource(ApiService service, string kind, string idParameter) =>
        (_service, _kind, IdParameter) = (service, kind, idParameter);

    public static RamResource All { get; } = new();
    public static RamResource NetworkInterface { get; } = new(ApiService.Ecs, "eni", "NetworkInterfaceId");
    public static RamResource Ipv6Address { get; } = new(ApiService.Vpc, "ipv6address", "Ipv6AddressId");
    public static RamResource Ipv6Bandwidth { get; } = new(ApiService.Vpc, "ipv6bandwidth", "Ipv6InternetBandwidthId");

    /// <summary>The parameter of a call that names the resource; empty if all or none can be allowed.</summary>
    public string IdParameter { get; } = "";

    /// <summary>Gets the resource as a policy names it. A part that is left out means any.</summary>
    public string NameFor(string? regionId, string? accountId, string? id) => _service is null
        ? "*"
        : $"acs:{_service}:{OrAny(regionId)}:{OrAny(accountId)}:{_kind}/{OrAny(id)}";

    private static string OrAny(string? text) => string.IsNullOrEmpty(text) ? "*" : text!;
}
