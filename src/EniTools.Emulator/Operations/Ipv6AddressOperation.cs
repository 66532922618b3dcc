using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>An operation of VPC that changes one address, or its Internet bandwidth.</summary>
internal abstract class Ipv6AddressOperation(string action, bool mustNotOverlap = false)
    : Operation(ApiService.Vpc, action, isChange: true, takesClientToken: true, mustNotOverlap)
{
    public sealed override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var change = Check(world, region, request);
        return request.Text("DryRun") == "true"
            ? throw ApiFault.DryRun()
            : change();
    }

    /// <summary>Checks all rules.</summary>
    /// <returns>A function that makes the change and returns the members of the response.</returns>
    protected abstract Func<AnswerObject> Check(CloudWorld world, Region region, ApiRequest request);

    protected static HeldAddress AddressOf(Region region, string id) =>
        region.Ipv6.ItemOf(id) is { } item && region.FindHeld(item) is { } held ? held : throw NotFound(id);

    /// <summary>Returns the bandwidth of a request and its address, by the id of either.</summary>
    protected static (HeldAddress Address, InternetBandwidth Bandwidth) BandwidthOf(Region region, ApiRequest request)
    {
        var (addressId, bandwidthId) = (request.Text("Ipv6AddressId"), request.Text("Ipv6InternetBandwidthId"));
        if (addressId.Length == 0 && bandwidthId.Length == 0)
        {
            throw new ApiFault(
                400, "BothEmptyParam.Ipv6AddressId", "The parameters Ipv6AddressId and Ipv6InternetBandwidthId cannot be both empty.");
        }
        var item = addressId.Length > 0 ? AddressOf(region, addressId).Item : region.Ipv6.FindByBandwidth(bandwidthId);
        if (item is null
            || region.Ipv6.BandwidthOf(item.Value) is not { } bandwidth
            || (bandwidthId.Length > 0 && bandwidthId != bandwidth.Id))
            throw NotFound(bandwidthId.Length > 0 ? bandwidthId : addressId);
        return (region.FindHeld(item.Value)!.Value, bandwidth);
    }

    protected static void CheckChangeable(HeldAddress address)
    {
        if (address.IsServiceManaged)
            throw new ApiFault(404, "OperationFailed.ServiceManaged", "Operation failed because this is a service managed resource.");
        if (address.IsInBinding)
            throw new ApiFault(400, "IncorrectStatus.Ipv6Address", "The status of the resource is incorrect.");
    }

    /// <summary>Returns the Mbit/s of a request, within the range of the way of metering.</summary>
    protected static int RequestedMbps(ApiRequest request, string chargeType)
    {
        request.Required("Bandwidth");
        var mbps = request.Number("Bandwidth")!.Value;
        return mbps >= 1 && mbps <= InternetBandwidth.MaxMbps(chargeType) ? mbps : throw ApiFault.InvalidParameter("Bandwidth");
    }

    private static ApiFault NotFound(string id) =>
        new(404, "ResourceNotFound.Ipv6InstanceId", $"The specified resource of {id} is not found.");
}
