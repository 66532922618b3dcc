using EniTools.Api.Calls;

namespace EniTools.Api.Operations.Sts;

/// <summary>AssumeRole of STS: a temporary key for a RAM role.</summary>
internal static class AssumeRole
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Sts, "AssumeRole", resource: null);

    public static ApiCall<TemporaryKey> Call(RoleSession session) => new(
        Operation,
        new CallParameters()
            .With("RoleArn", session.RoleArn)
            .With("RoleSessionName", session.Name)
            .With("DurationSeconds", session.DurationSeconds)
            .With("ExternalId", session.ExternalId)
            .With("Policy", session.Policy),
        answer => TemporaryKey.Read(answer.Element("Credentials"), "STS"));
}

/// <summary>Which role is assumed, under which name and for how long; null leaves a value to STS.</summary>
internal sealed record RoleSession(string RoleArn, string Name, string? DurationSeconds, string? ExternalId = null, string? Policy = null)
{
    /// <summary>The name of a session when none is given: it shows in the audit log.</summary>
    public const string DefaultName = "enitools";
}
