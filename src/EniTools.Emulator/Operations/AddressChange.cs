using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Whether the addresses of an ENI can be changed now: who owns it, its type, its state, and the state of a primary ENI's instance.</summary>
internal static class AddressChange
{
    /// <exception cref="ApiFault">They cannot.</exception>
    public static void CheckAllowed(Region region, NetworkInterface networkInterface)
    {
        if (networkInterface.ServiceManaged)
            throw ApiFault.EniServiceManaged();
        if (networkInterface.Type is not (NetworkInterface.Primary or NetworkInterface.Secondary))
        {
            throw new ApiFault(
                403,
                "InvalidOperation.InvalidEniType",
                $"The operation is not allowed on an ENI of the type \"{networkInterface.Type}\".");
        }
        if (networkInterface.Status is not (NetworkInterface.Available or NetworkInterface.InUse))
        {
            throw ApiFault.InvalidEniState("Available/InUse", networkInterface.Status);
        }

        if (networkInterface.Type == NetworkInterface.Primary
            && region.FindInstance(networkInterface.InstanceId) is { IsSettled: false } instance)
        {
            throw ApiFault.InvalidEcsState(instance.Status);
        }
    }
}
