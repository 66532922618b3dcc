using EniTools.Api.Calls;

namespace EniTools.Api.Operations.Sts;

/// <summary>AssumeRole of STS: a temporary key for a RAM role.</summary>
internal static class AssumeRole
{
    public static ApiOperation Operation { get; } = new(ApiService.Sts, "AssumeRole", Resource: null);

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

/// <summary>The role to assume, the name of the session and its time; null leaves a value to STS.</summary>
internal sealed record RoleSession(string RoleArn, string Name, string? DurationSeconds, string? ExternalId = null, string? Policy = null)
{
    /// <summary>The name of a session if none is given: it shows in the audit log.</summary>
    public const string DefaultName = "enitools";
}
