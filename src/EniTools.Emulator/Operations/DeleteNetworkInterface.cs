using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Deletes an ENI that is not attached: it is Deleting, and then gone with its addresses.</summary>
internal sealed class DeleteNetworkInterface() : Operation(ApiService.Ecs, "DeleteNetworkInterface", isChange: true)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var (region, networkInterface) = NetworkInterfaceToChange(world, request);
        // Deleting is allowed again for an ENI that is stuck in it.
        if (networkInterface.Status is not (NetworkInterface.Available or NetworkInterface.Deleting))
            throw ApiFault.InvalidEniState(NetworkInterface.Available, networkInterface.Status);

        if (networkInterface.TransitionEnd is null)
            world.BeginTransition(region, networkInterface, NetworkInterface.Deleting);
        return new AnswerObject();
    }
}
