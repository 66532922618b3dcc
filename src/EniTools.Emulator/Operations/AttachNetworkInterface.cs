using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Attaches an ENI to an instance: it is Attaching, and then InUse.</summary>
internal sealed class AttachNetworkInterface() : Operation(ApiService.Ecs, "AttachNetworkInterface", isChange: true)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var instanceId = request.Required("InstanceId");
        if (request.Number("NetworkCardIndex") < 0)
            throw ApiFault.InvalidParameter("NetworkCardIndex");
        var (region, networkInterface) = NetworkInterfaceToChange(world, request);
        var instance = InstanceOf(region, instanceId);
        if (networkInterface.Status != NetworkInterface.Available)
            throw ApiFault.InvalidEniState(NetworkInterface.Available, networkInterface.Status);
        if (!instance.IsSettled)
            throw ApiFault.InvalidEcsState(instance.Status);
        CheckPlace(region.FindVSwitch(networkInterface.VSwitchId)!, instance);
        if (region.NetworkInterfaces.Count(other => other.InstanceId == instanceId) >= instance.MaxNetworkInterfaces)
            throw new ApiFault(403, "EniPerInstanceLimitExceeded", "The number of ENIs on the instance exceeds its limit.");

        if (networkInterface.Items.Count > instance.MaxIpv6PerInterface)
        {
            throw new ApiFault(
                403,
                "InvalidOperation.Ipv6CountExceeded",
                $"The number of IPv6 addresses on the ENI exceeds the limit {instance.MaxIpv6PerInterface} of the instance.");
        }

        networkInterface.InstanceId = instanceId;
        networkInterface.NetworkCardIndex = request.Text("NetworkCardIndex");
        world.BeginTransition(region, networkInterface, NetworkInterface.Attaching);
        return new AnswerObject();
    }

    private static void CheckPlace(VSwitch vSwitch, Instance instance)
    {
        if (vSwitch.ZoneId != instance.ZoneId)
            throw new ApiFault(403, "InvalidOperation.AvailabilityZoneMismatch", "The ENI and the instance are not in the same zone.");
        if (vSwitch.VpcId != instance.VpcId)
            throw new ApiFault(403, "InvalidOperation.VpcMismatch", "The ENI and the instance are not in the same VPC.");
    }
}
