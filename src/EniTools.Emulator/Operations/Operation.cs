using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>An operation of the API. It checks all its rules before it changes the world.</summary>
/// <param name="service">The service.</param>
/// <param name="action">The name.</param>
/// <param name="isChange">True if the operation changes the world.</param>
/// <param name="takesClientToken">True if a repeated request with the same ClientToken has the response of the first.</param>
/// <param name="mustNotOverlap">True if a request is refused while another one about the same address is in flight.</param>
/// <param name="needsPermission">True if a policy must allow the operation.</param>
internal abstract class Operation(
    ApiService service,
    string action,
    bool isChange = false,
    bool takesClientToken = false,
    bool mustNotOverlap = false,
    bool needsPermission = true)
{
    public ApiService Service { get; } = service;

    public string Action { get; } = action;

    public bool IsChange { get; } = isChange;

    public bool TakesClientToken { get; } = takesClientToken;

    public bool MustNotOverlap { get; } = mustNotOverlap;

    /// <summary>The operation as a policy names it; null if it needs no permission.</summary>
    public string? Permission { get; } = needsPermission ? $"{service.Name}:{action}" : null;

    /// <summary>Carries out a request.</summary>
    /// <returns>The members of the response, without RequestId.</returns>
    /// <exception cref="ApiFault">A rule is broken, and nothing has changed.</exception>
    public abstract AnswerObject Execute(CloudWorld world, ApiRequest request);

    protected static Region RegionOf(CloudWorld world, ApiRequest request)
    {
        var region = world.Find(request.Required("RegionId"))
            ?? throw new ApiFault(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
        return region.IsRestricted
            ? throw new ApiFault(403, "Forbidden.RegionId", "The service is not available in the current region.")
            : region;
    }

    /// <summary>Returns the ENI of a request, if the caller may change it.</summary>
    protected (Region Region, NetworkInterface NetworkInterface) NetworkInterfaceToChange(CloudWorld world, ApiRequest request)
    {
        var networkInterfaceId = request.Required("NetworkInterfaceId");
        var region = RegionOf(world, request);
        request.Caller.CheckMayUse(Permission, region.Id, "eni/" + networkInterfaceId);
        var networkInterface = NetworkInterfaceOf(region, networkInterfaceId);
        return networkInterface.ServiceManaged ? throw ApiFault.EniServiceManaged() : (region, networkInterface);
    }

    protected static NetworkInterface NetworkInterfaceOf(Region region, string id) => region.FindNetworkInterface(id)
        ?? throw new ApiFault(404, "InvalidEniId.NotFound", $"The specified EniId \"{id}\" is not found.");

    protected static Instance InstanceOf(Region region, string id) => !id.StartsWith("i-", StringComparison.Ordinal)
        ? throw ApiFault.MalformedInstanceId()
        : region.FindInstance(id) ?? throw new ApiFault(404, "InvalidEcsId.NotFound", $"The specified EcsId \"{id}\" is not found.");

    /// <summary>Checks the owner, type and state of an ENI whose addresses a request changes, and the state of the instance of a primary ENI.</summary>
    protected static void CheckAddressesChangeable(Region region, NetworkInterface networkInterface)
    {
        if (networkInterface.ServiceManaged)
            throw ApiFault.EniServiceManaged();
        if (networkInterface.Type is not (NetworkInterface.Primary or NetworkInterface.Secondary))
        {
            throw new ApiFault(
                403, "InvalidOperation.InvalidEniType", $"The operation is not allowed on an ENI of the type \"{networkInterface.Type}\".");
        }

        if (networkInterface.Status is not (NetworkInterface.Available or NetworkInterface.InUse))
            throw ApiFault.InvalidEniState("Available/InUse", networkInterface.Status);
        if (networkInterface.Type == NetworkInterface.Primary
            && region.FindInstance(networkInterface.InstanceId) is { IsSettled: false } instance)
            throw ApiFault.InvalidEcsState(instance.Status);
    }
}
