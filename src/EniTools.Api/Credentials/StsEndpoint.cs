using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Operations;

namespace EniTools.Api.Credentials;

/// <summary>Which STS is asked: the variable, the profile's, an emulator's own, the region's that was asked for, or the central one.</summary>
public static class StsEndpoint
{
    /// <summary>Finds the endpoint for a profile, which can be null.</summary>
    public static bool TryFind(
        HostEnvironment host, CliProfile? profile, Uri? ecsEndpoint, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? problem)
    {
        if (host.Variable(Variables.StsEndpoint) is null && profile?.Text("sts_endpoint") is { } text)
            return TryParse(text, "sts_endpoint", out endpoint, out problem);
        return TryFind(host, profile?.Text("sts_region"), ecsEndpoint, out endpoint, out problem);
    }

    internal static bool TryFind(
        HostEnvironment host, string? region, Uri? ecsEndpoint, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? problem)
    {
        if (host.Variable(Variables.StsEndpoint) is { } text)
            return TryParse(text, Variables.StsEndpoint, out endpoint, out problem);

        problem = null;
        region ??= host.Variable(Variables.StsRegion);
        // What answers as ECS on this machine is an emulator, and the real STS does not know its keys.
        if (ecsEndpoint is { IsLoopback: true })
            endpoint = ecsEndpoint;
        else
            return Endpoints.TryFindSts(region, host.IsOn(Variables.VpcEndpoint), out endpoint, out problem);
        return true;
    }

    private static bool TryParse(string text, string name, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? problem)
    {
        if (Endpoints.TryParse(text, out endpoint, out problem))
            return true;
        problem = $"{name} {problem}.";
        return false;
    }
}
