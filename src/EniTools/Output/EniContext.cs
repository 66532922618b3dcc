using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Signing;
using EniTools.Session;

namespace EniTools.Output;

/// <summary>What is in force, and where each value came from: never a secret.</summary>
public sealed class EniContext
{
    private EniContext()
    {
    }

    /// <summary>The region; null when there is none.</summary>
    public string? RegionId { get; private init; }

    /// <summary>Where the region came from: parameter, session, a variable or a profile.</summary>
    public string? RegionIdSource { get; private init; }

    /// <summary>Where calls go; null when no region says it.</summary>
    public Uri? Endpoint { get; private init; }

    /// <summary>Where the endpoint came from.</summary>
    public string? EndpointSource { get; private init; }

    /// <summary>The profile that fills in what nothing else gives; null when there is none.</summary>
    public string? ProfileName { get; private init; }

    /// <summary>Where the profile's name came from.</summary>
    public string? ProfileNameSource { get; private init; }

    /// <summary>The AccessKey id, cut short; null when there is none, or when it is temporary and not fetched yet.</summary>
    public string? AccessKeyId { get; internal set; }

    /// <summary>Where the credential comes from; null when there is none.</summary>
    public string? CredentialSource { get; private init; }

    /// <summary>Why there is no credential; null when there is one.</summary>
    public string? CredentialProblem { get; private init; }

    /// <summary>The account whose credential it is, as the service says; null when it was not asked.</summary>
    public string? AccountId => Caller?.AccountId;

    /// <summary>Account, RAMUser or AssumedRoleUser; null when the service was not asked.</summary>
    public string? IdentityType => Caller?.IdentityType;

    /// <summary>The name of the user or role session; null when the service was not asked.</summary>
    public string? Arn => Caller?.Arn;

    internal CallerIdentity? Caller { get; set; }

    /// <exception cref="ArgumentException">The credential is not an AccessKey.</exception>
    /// <exception cref="FormatException">A variable or a profile holds what is not an endpoint.</exception>
    internal static EniContext Of(SettingsInForce settings)
    {
        var endpoint = settings.FindEndpoint();
        if (endpoint is null && settings.RegionId is { } region && ResourceId.IsRegionId(region.Value))
            endpoint = new Setting<Uri>(Endpoints.OfRegion(ApiService.Ecs, region.Value, settings.UsesVpc), settings.UsesVpc ? "the region's own in the VPC" : "the region's own");
        var lookup = settings.FindKeys(endpoint?.Value);
        return new EniContext
        {
            RegionId = settings.RegionId?.Value,
            RegionIdSource = settings.RegionId?.Origin,
            Endpoint = endpoint?.Value,
            EndpointSource = endpoint?.Origin,
            ProfileName = settings.ProfileName?.Value,
            ProfileNameSource = settings.ProfileName?.Origin,
            AccessKeyId = (lookup.Keys as AccessKey)?.ShortId,
            CredentialSource = lookup.IsFound ? lookup.Origin : null,
            CredentialProblem = lookup.Reason,
        };
    }
}
