using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Detaches an ENI from its instance: Detaching, and after a while Available.</summary>
internal sealed class DetachNetworkInterface : Operation
{
    public override string Action => "DetachNetworkInterface";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var instanceId = request.Required("InstanceId");
        var (region, networkInterface) = NetworkInterfaceToChange(world, request);
        var instance = InstanceOf(region, instanceId);
        if (networkInterface.Type == NetworkInterface.Primary)
            throw new ApiFault(400, "InvalidOperation.DetachPrimaryEniNotAllowed", "The primary ENI cannot be detached.");
        // One that is stuck in Detaching may be asked for again.
        if (networkInterface.Status is not (NetworkInterface.InUse or NetworkInterface.Detaching)
            || networkInterface.InstanceId != instanceId)
        {
            throw ApiFault.InvalidEniState(NetworkInterface.InUse, networkInterface.Status);
        }
        if (!instance.IsSettled)
            throw ApiFault.InvalidEcsState(instance.Status);

        if (networkInterface.TransitionEnd is null)
            world.Begin(region, networkInterface, NetworkInterface.Detaching);
        return new AnswerObject();
    }
}
