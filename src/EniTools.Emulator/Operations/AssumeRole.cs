using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Returns a temporary key for a role of any account: all accounts trust the caller.</summary>
internal sealed class AssumeRole(KeyRing keys) : RoleOperation("AssumeRole", keys)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var caller = request.Caller.Key;
        return caller.UserName is null
            ? throw new ApiFault(403, "NoPermission", "Roles may not be assumed by root accounts.")
            : GiveKey(world, request, AccountOf(request.Required("RoleArn"), caller.Account));
    }

    private static Account AccountOf(string arn, Account own) =>
        arn.Split(':') is [_, _, _, { Length: 16 } id, _] && id != own.Id && id.All(c => c is >= '0' and <= '9') ? new Account(id) : own;
}
