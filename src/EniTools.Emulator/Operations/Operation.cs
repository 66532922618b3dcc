using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>One operation of the API. It checks all of its rules before it changes anything.</summary>
internal abstract class Operation
{
    public abstract string Action { get; }

    /// <summary>The operation as a policy names it.</summary>
    public virtual string Permission => "ecs:" + Action;

    /// <summary>The members of the answer, RequestId left out.</summary>
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
}
