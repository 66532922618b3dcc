using EniTools.Api.Errors;

namespace EniTools.Api.Operations;

/// <summary>GetCallerIdentity of STS: who signs. It needs no permission.</summary>
public static class GetCallerIdentity
{
    /// <summary>Asks who signs.</summary>
    /// <exception cref="ApiException">The call did not succeed.</exception>
    public static async Task<CallerIdentity> GetCallerIdentityAsync(this ApiClient client, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(new ApiCall("GetCallerIdentity", AssumeRole.StsVersion), cancellationToken).ConfigureAwait(false);
        return new CallerIdentity(answer.Text("AccountId") ?? "", answer.Text("IdentityType") ?? "", answer.Text("Arn") ?? "");
    }
}

/// <summary>Who signs.</summary>
/// <param name="AccountId">The Alibaba Cloud account.</param>
/// <param name="IdentityType">Account, RAMUser or AssumedRoleUser.</param>
/// <param name="Arn">The name of the user or role session.</param>
public sealed record CallerIdentity(string AccountId, string IdentityType, string Arn);
