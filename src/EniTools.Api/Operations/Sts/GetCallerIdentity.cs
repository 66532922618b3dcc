using EniTools.Api.Calls;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Sts;

/// <summary>GetCallerIdentity of STS: the owner of the key. It needs no permission.</summary>
internal static class GetCallerIdentity
{
    public static ApiOperation Operation { get; } = new(ApiService.Sts, "GetCallerIdentity", Resource: null);

    public static ApiCall<CallerIdentity> Call() => new(
        Operation,
        new CallParameters(),
        answer => new CallerIdentity(answer.Text("AccountId") ?? "", answer.Text("IdentityType") ?? "", answer.Text("Arn") ?? ""));
}

internal sealed record CallerIdentity(string AccountId, string IdentityType, string Arn);
