using EniTools.Api.Operations;

namespace EniTools.Api.Credentials.Sources;

/// <summary>The key of a RAM role, given out by STS to who has a key already.</summary>
internal sealed record AssumedRole(HostEnvironment Host, Uri Sts, IAccessKeySource Caller, RoleSession Session) : KeyFetch
{
    public override string Provider => "ram_role_arn";

    public override Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken) =>
        new ApiClient(Sts, Caller, Host.Http) { Clock = Host.Clock }.AssumeRoleAsync(Session, cancellationToken);
}

/// <summary>Which role is assumed, under which name and for how long; null leaves a value to STS.</summary>
internal sealed record RoleSession(string RoleArn, string Name, string? DurationSeconds, string? ExternalId = null, string? Policy = null)
{
    /// <summary>The name of a session when none is given: it shows in the audit log.</summary>
    public const string DefaultName = "enitools";
}
