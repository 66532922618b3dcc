using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Gives out a temporary key for a role of the caller's account.</summary>
internal sealed class AssumeRole(KeyRing keys) : RoleOperation(keys)
{
    public override string Action => "AssumeRole";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var caller = request.Caller.Key;
        return caller.UserName is null
            ? throw new ApiFault(403, "NoPermission", "Roles may not be assumed by root accounts.")
            : GiveKey(world, request, caller.Account);
    }
}
