using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>StartInstance and StopInstance, as far as the rules of ENIs see them: one state, and a passage to the other.</summary>
internal sealed class InstancePower(string action, string from, string passage) : Operation
{
    public static InstancePower Start => new("StartInstance", Instance.Stopped, Instance.Starting);

    public static InstancePower Stop => new("StopInstance", Instance.Running, Instance.Stopping);

    public override string Action => action;

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var instanceId = request.Required("InstanceId");
        // The operation has no region of its own: an instance id is enough.
        var instance = world.Regions.Select(region => region.FindInstance(instanceId)).FirstOrDefault(found => found is not null)
            ?? throw new ApiFault(404, "InvalidInstanceId.NotFound", "The specified InstanceId does not exist.");
        if (instance.Status != from)
            throw new ApiFault(403, "IncorrectInstanceStatus", "The current status of the resource does not support this operation.");

        world.Begin(instance, passage);
        return new AnswerObject();
    }
}
