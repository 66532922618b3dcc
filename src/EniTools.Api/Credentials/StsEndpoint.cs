using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Calls;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Model;

namespace EniTools.Api.Credentials;

/// <summary>Finds the STS to ask: the variable's, the profile's, the ECS endpoint if it is on this machine, the region's, or the central one.</summary>
internal static class StsEndpoint
{
    public static bool TryFind(
        HostEnvironment host,
        CliProfile? profile,
        Uri? ecsEndpoint,
        [NotNullWhen(true)] out Uri? endpoint,
        [NotNullWhen(false)] out string? problem) =>
        TryFind(host, profile?.Text(CliProfile.StsEndpointName), profile?.Text("sts_region"), ecsEndpoint, out endpoint, out problem);

    /// <summary>Finds the endpoint for the endpoint and the region of a profile, which may both be null.</summary>
    public static bool TryFind(
        HostEnvironment host,
        string? ofProfile,
        string? region,
        Uri? ecsEndpoint,
        [NotNullWhen(true)] out Uri? endpoint,
        [NotNullWhen(false)] out string? problem)
    {
        if (host.Variable(Variables.StsEndpoint) is { } text)
            return TryParse(text, Variables.StsEndpoint, out endpoint, out problem);
        if (ofProfile is not null)
            return TryParse(ofProfile, CliProfile.StsEndpointName, out endpoint, out problem);

        region ??= host.Variable(Variables.StsRegion);
        problem = null;
        // What stands in for ECS on this machine stands in for STS too: the real STS does not know its keys.
        if (ecsEndpoint is { IsLoopback: true })
            endpoint = ecsEndpoint;
        else if (region is null)
            endpoint = Endpoints.Central(ApiService.Sts);
        else if (ResourceId.IsRegionId(region))
            endpoint = Endpoints.OfRegion(ApiService.Sts, region, host.IsOn(Variables.VpcEndpoint));
        else
            (endpoint, problem) = (null, $"'{region}' is not a region id.");
        return endpoint is not null;
    }

    private static bool TryParse(string text, string name, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? problem)
    {
        if (Endpoints.TryParse(text, out endpoint, out problem))
            return true;
        problem = $"{name} {problem}.";
        return false;
    }
}
