using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Sources;

namespace EniTools.Api.Operations;

/// <summary>AssumeRole of STS: a temporary key for a RAM role.</summary>
internal static class AssumeRole
{
    /// <summary>The version of the STS API.</summary>
    public const string StsVersion = "2015-04-01";

    public static async Task<TemporaryKey> AssumeRoleAsync(this ApiClient client, RoleSession session, CancellationToken cancellationToken)
    {
        var call = new ApiCall("AssumeRole", StsVersion)
            .With("RoleArn", session.RoleArn)
            .With("RoleSessionName", session.Name)
            .With("DurationSeconds", session.DurationSeconds)
            .With("ExternalId", session.ExternalId)
            .With("Policy", session.Policy);
        var answer = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return TemporaryKey.Read(answer.Element("Credentials"), "STS");
    }
}
