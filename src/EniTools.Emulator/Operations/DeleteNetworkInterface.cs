using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Deletes an ENI that is not attached: Deleting, and after a while gone with its addresses.</summary>
internal sealed class DeleteNetworkInterface : Operation
{
    public override string Action => "DeleteNetworkInterface";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var (region, networkInterface) = NetworkInterfaceToChange(world, request);
        // One that is stuck in Deleting may be asked for again.
        if (networkInterface.Status is not (NetworkInterface.Available or NetworkInterface.Deleting))
            throw ApiFault.InvalidEniState(NetworkInterface.Available, networkInterface.Status);

        if (networkInterface.TransitionEnd is null)
            world.Begin(region, networkInterface, NetworkInterface.Deleting);
        return new AnswerObject();
    }
}
