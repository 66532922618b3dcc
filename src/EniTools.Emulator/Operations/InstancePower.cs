using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>StartInstance and StopInstance, as far as ENIs depend on them.</summary>
internal sealed class InstancePower(string action, string from, string transition) : Operation(ApiService.Ecs, action, isChange: true)
{
    public static InstancePower Start => new("StartInstance", Instance.Stopped, Instance.Starting);

    public static InstancePower Stop => new("StopInstance", Instance.Running, Instance.Stopping);

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var instanceId = request.Required("InstanceId");
        // The operation has no RegionId.
        var region = world.Regions.FirstOrDefault(candidate => candidate.FindInstance(instanceId) is not null)
            ?? throw new ApiFault(404, "InvalidInstanceId.NotFound", "The specified InstanceId does not exist.");
        request.Caller.CheckMayUse(Permission, region.Id, "instance/" + instanceId);
        var instance = region.FindInstance(instanceId)!;
        if (instance.Status != from)
            throw new ApiFault(403, "IncorrectInstanceStatus", "The current status of the resource does not support this operation.");

        if (request.Text("DryRun") == "true")
            throw ApiFault.DryRun();

        world.BeginTransition(instance, transition);
        return new AnswerObject();
    }
}
