using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Shows one ENI, with its members at the top of the response.</summary>
internal sealed class DescribeNetworkInterfaceAttribute() : Operation(ApiService.Ecs, "DescribeNetworkInterfaceAttribute")
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var networkInterfaceId = request.Required("NetworkInterfaceId");
        var region = RegionOf(world, request);
        return NetworkInterfaceAnswer.WriteAlone(
            world, region, NetworkInterfaceOf(region, networkInterfaceId), request.Text("Attribute"));
    }
}
