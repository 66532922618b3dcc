using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Detaches an ENI from its instance: it is Detaching, and then Available.</summary>
internal sealed class DetachNetworkInterface() : Operation(ApiService.Ecs, "DetachNetworkInterface", isChange: true)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var instanceId = request.Required("InstanceId");
        var (region, networkInterface) = NetworkInterfaceToChange(world, request);
        var instance = InstanceOf(region, instanceId);
        if (networkInterface.Type == NetworkInterface.Primary)
            throw new ApiFault(400, "InvalidOperation.DetachPrimaryEniNotAllowed", "The primary ENI cannot be detached.");
        // Detaching is allowed again for an ENI that is stuck in it.
        if (networkInterface.Status is not (NetworkInterface.InUse or NetworkInterface.Detaching)
            || networkInterface.InstanceId != instanceId)
        {
            throw ApiFault.InvalidEniState(NetworkInterface.InUse, networkInterface.Status);
        }
        if (!instance.IsSettled)
            throw ApiFault.InvalidEcsState(instance.Status);

        if (networkInterface.TransitionEnd is null)
            world.BeginTransition(region, networkInterface, NetworkInterface.Detaching);
        return new AnswerObject();
    }
}
