using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Sts;

/// <summary>GetCallerIdentity of STS: who signs. It needs no permission.</summary>
internal static class GetCallerIdentity
{
    /// <summary>Its facts.</summary>
    public static ApiOperation Operation { get; } = new(ApiService.Sts, "GetCallerIdentity", resource: null);

    /// <summary>Asks who signs.</summary>
    public static ApiCall<CallerIdentity> Call() => new(
        Operation,
        new CallParameters(),
        answer => new CallerIdentity(answer.Text("AccountId") ?? "", answer.Text("IdentityType") ?? "", answer.Text("Arn") ?? ""));
}

/// <summary>Who signs.</summary>
/// <param name="AccountId">The Alibaba Cloud account.</param>
/// <param name="IdentityType">Account, RAMUser or AssumedRoleUser.</param>
/// <param name="Arn">The name of the user or role session.</param>
internal sealed record CallerIdentity(string AccountId, string IdentityType, string Arn);
