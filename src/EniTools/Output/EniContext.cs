using EniTools.Api.Operations.Sts;


namespace EniTools.Output;

/// <summary>What is in force, and where each value came from: never a secret.</summary>
public sealed class EniContext
{
    internal EniContext()
    {
    }

    /// <summary>The region; null when there is none.</summary>
    public string? RegionId { get; internal init; }

    /// <summary>Where the region came from: parameter, session, a variable or a profile.</summary>
    public string? RegionIdSource { get; internal init; }

    /// <summary>Where calls go; null when no region says it.</summary>
    public Uri? Endpoint { get; internal init; }

    /// <summary>Where the endpoint came from.</summary>
    public string? EndpointSource { get; internal init; }

    /// <summary>The proxy that calls go through, without its user name and password; null when there is none.</summary>
    public Uri? Proxy { get; internal init; }

    /// <summary>Where the proxy is set: a variable, the process or the system.</summary>
    public string? ProxySource { get; internal init; }

    /// <summary>The profile that fills in what nothing else gives; null when there is none.</summary>
    public string? ProfileName { get; internal init; }

    /// <summary>Where the profile's name came from.</summary>
    public string? ProfileNameSource { get; internal init; }

    /// <summary>The AccessKey id, cut short; null when there is none, or when it is temporary and not fetched yet.</summary>
    public string? AccessKeyId { get; internal set; }

    /// <summary>Where the credential comes from; null when there is none.</summary>
    public string? CredentialSource { get; internal init; }

    /// <summary>Why there is no credential; null when there is one.</summary>
    public string? CredentialProblem { get; internal init; }

    /// <summary>How many targets a run may have; null for any number.</summary>
    public int? MaxTargets { get; internal init; }

    /// <summary>How many errors a run may have, such as 10 or 10%; null for any number.</summary>
    public string? MaxErrors { get; internal init; }

    /// <summary>The account that runs are meant for; null for any.</summary>
    public string? ExpectedAccountId { get; internal init; }

    /// <summary>The journal of runs, or the folder for one of each; null for none.</summary>
    public string? JournalPath { get; internal init; }

    /// <summary>Where the journal's path came from: session or a variable.</summary>
    public string? JournalPathSource { get; internal init; }

    /// <summary>The ENIs that no run may change.</summary>
    public string[] ProtectedNetworkInterfaceId { get; internal init; } = [];

    /// <summary>The ranges whose addresses no run may change.</summary>
    public string[] ProtectedRange { get; internal init; } = [];

    /// <summary>The tags whose ENIs no run may change, as key=value, with * for any value.</summary>
    public string[] ProtectedTag { get; internal init; } = [];

    /// <summary>The file that says for a team what no run may change; null when no variable names one.</summary>
    public string? ProtectionFile { get; internal init; }

    /// <summary>The account whose credential it is, as the service says; null when it was not asked.</summary>
    public string? AccountId => Caller?.AccountId;

    /// <summary>Account, RAMUser or AssumedRoleUser; null when the service was not asked.</summary>
    public string? IdentityType => Caller?.IdentityType;

    /// <summary>The name of the user or role session; null when the service was not asked.</summary>
    public string? Arn => Caller?.Arn;

    internal CallerIdentity? Caller { get; set; }
}
