using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>One operation of the API. It checks all its rules before it changes anything.</summary>
internal abstract class Operation
{
    /// <summary>The service it belongs to.</summary>
    public virtual ApiService Service => ApiService.Ecs;

    public abstract string Action { get; }

    /// <summary>The operation as a policy names it; null when everybody may call it.</summary>
    public virtual string? Permission => $"{Service.Name}:{Action}";

    /// <summary>True if it leaves the world as it is. Those of STS do: their keys are no part of it.</summary>
    public bool IsRead => Action.StartsWith("Describe", StringComparison.Ordinal) || Service == ApiService.Sts;

    /// <summary>Whether a ClientToken makes a repeated request get the first one's answer.</summary>
    public virtual bool TakesClientToken => false;

    /// <summary>Whether a request is refused while another one about the same address is under way.</summary>
    public virtual bool MustNotOverlap => false;

    /// <summary>The members of the answer, without RequestId.</summary>
    /// <exception cref="ApiFault">A rule is broken; nothing has changed.</exception>
    public abstract AnswerObject Execute(CloudWorld world, ApiRequest request);

    protected static Region RegionOf(CloudWorld world, ApiRequest request)
    {
        var region = world.Find(request.Required("RegionId"))
            ?? throw new ApiFault(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
        return region.IsRestricted
            ? throw new ApiFault(403, "Forbidden.RegionId", "The service is not available in the current region.")
            : region;
    }

    /// <summary>The ENI that a request names, when its caller may change it.</summary>
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
}
