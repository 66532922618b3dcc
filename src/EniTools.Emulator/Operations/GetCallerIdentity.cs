using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the owner of the key.</summary>
internal sealed class GetCallerIdentity() : Operation(ApiService.Sts, "GetCallerIdentity", needsPermission: false)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var key = request.Caller.Key;
        var account = key.Account.Id;
        var (type, arn) = key switch
        {
            { UserName: null } => ("Account", $"acs:ram::{account}:root"),
            { SecurityToken: not null } => ("AssumedRoleUser", $"acs:ram::{account}:assumed-role/{key.UserName}"),
            _ => ("RAMUser", $"acs:ram::{account}:user/{key.UserName}"),
        };
        var principal = key.UserName ?? account;
        var answer = new AnswerObject()
            .Add("IdentityType", type)
            .Add("AccountId", account)
            .Add("PrincipalId", principal)
            .Add("Arn", arn);
        return type == "AssumedRoleUser" ? answer.Add("RoleId", principal.Split('/')[0]) : answer.Add("UserId", principal);
    }
}
