using EniTools.Api.Model;

namespace EniTools.Api.Planning;

/// <summary>What UnassignIpv6Addresses would answer for an address or prefix, from what the service shows of its ENI.</summary>
/// <remarks>
/// Sources: the operation's page for the states, types and codes; "IP prefixes" for the mask and the regions. Several rules can be
/// broken at once, and the page does not say which the service checks first: the order here is from the request to the ENI to what
/// it holds.
/// </remarks>
internal static class RemovalRules
{
    /// <summary>The one length that the service gives IPv6 prefixes.</summary>
    private const int PrefixLength = 80;

    // From the page "IP prefixes" of May 2026. A region that gets prefixes later is known by those on its ENIs.
    private static readonly HashSet<string> RegionsWithPrefixes = new(StringComparer.Ordinal)
    {
        "cn-qingdao", "cn-beijing", "cn-hangzhou", "cn-shenzhen", "cn-shanghai", "cn-hongkong", "cn-huhehaote", "cn-chengdu", "cn-heyuan",
        "cn-wulanchabu", "cn-guangzhou", "ap-southeast-1", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ap-northeast-1", "ap-northeast-2", "us-west-1", "us-east-1", "eu-central-1", "eu-west-1", "me-east-1", "me-central-1",
    };

    /// <summary>Whether an ENI depends on the state of its instance: only a primary one does.</summary>
    public static bool DependsOnInstance(NetworkInterface networkInterface) =>
        networkInterface is { Type: "Primary", ServiceManaged: false, Status: "Available" or "InUse", InstanceId.Length: > 0 };

    /// <summary>Judges one address or prefix.</summary>
    /// <param name="regionId">The region that is asked.</param>
    /// <param name="networkInterface">The ENI as the service shows it; null when it shows none.</param>
    /// <param name="instance">The instance of the ENI, where <see cref="DependsOnInstance"/> says that it matters.</param>
    /// <param name="item">The address or prefix.</param>
    public static RemovalVerdict Judge(string regionId, NetworkInterface? networkInterface, InstanceSight instance, Ipv6Item item)
    {
        var isThere = networkInterface is not null && networkInterface.Items.Contains(item);
        if (item.PrefixLength is not (null or PrefixLength))
            return No("InvalidIp.IpPrefixMaskInvalid", $"The mask of {item} is not the /{PrefixLength} that the service gives out.");
        if (item.IsPrefix && !isThere && !RegionsWithPrefixes.Contains(regionId))
            return No("InvalidOperation.RegionNotSupportIpPrefix", $"There are no IP prefixes in {regionId}.");
        if (networkInterface is null)
            return No("InvalidEniId.NotFound", $"{regionId} has no such ENI.");
        if (networkInterface.ServiceManaged)
            return No("InvalidOperation.EniServiceManaged", "A cloud service owns the ENI and manages its addresses.");
        if (networkInterface.Type is not ("Primary" or "Secondary"))
        {
            return No(
                "InvalidOperation.InvalidEniType",
                $"The ENI is of the type {networkInterface.Type}, and Primary or Secondary is needed.");
        }
        if (networkInterface.Status is not ("Available" or "InUse"))
            return No("InvalidOperation.InvalidEniState", $"The ENI is {networkInterface.Status}, and has to be Available or InUse.");
        if (DependsOnInstance(networkInterface) && instance.Status is not (null or "Running" or "Stopped"))
        {
            return No(
                "InvalidOperation.InvalidEcsState",
                $"The ENI is primary and its instance {networkInterface.InstanceId} is {instance.Status}: "
                    + "it has to be Running or Stopped.");
        }
        if (!isThere)
            return No("InvalidIp.IpUnassigned", "It is not assigned to the ENI.");

        return DependsOnInstance(networkInterface) && instance.Status is null
            ? new RemovalVerdict(
                true,
                null,
                $"It is assigned to the ENI. Whether its instance {networkInterface.InstanceId} is Running or Stopped, "
                    + $"as has to be for a primary ENI, is not known: {instance.WhyUnknown}")
            : new RemovalVerdict(true, null, "It is assigned to the ENI.");
    }

    private static RemovalVerdict No(string code, string reason) => new(false, code, reason);
}

/// <summary>What would become of an address or prefix.</summary>
/// <param name="WouldRemove">Whether it would be taken off.</param>
/// <param name="Code">The code of the service's refusal; null when it would not refuse.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record RemovalVerdict(bool WouldRemove, string? Code, string Reason);

/// <summary>What is known of the instance of an ENI.</summary>
/// <param name="Status">Its status, such as Running; null when it is not known.</param>
/// <param name="WhyUnknown">Why it is not known, in a sentence.</param>
internal readonly record struct InstanceSight(string? Status, string WhyUnknown = "the service does not show it.");
