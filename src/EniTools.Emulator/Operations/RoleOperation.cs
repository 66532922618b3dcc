using System.Globalization;
using EniTools.Api.Calls;
using EniTools.Api.Signing;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>An operation of STS that returns a temporary key for a role, which may do everything. The world does not change.</summary>
internal abstract class RoleOperation(string action, KeyRing keys, bool needsPermission = true)
    : Operation(ApiService.Sts, action, needsPermission: needsPermission)
{
    private const int MinSeconds = 900;
    private const int MaxSeconds = 3600;

    /// <summary>Returns a key for the role of the request, which must be one of an account.</summary>
    protected AnswerObject GiveKey(CloudWorld world, ApiRequest request, Account account)
    {
        var role = RoleOf(request, account);
        var session = request.Required("RoleSessionName");
        if (session.Length is < 2 or > 64 || !session.All(c => char.IsLetterOrDigit(c) || ".@-_".IndexOf(c) >= 0))
            throw new ApiFault(400, "InvalidParameter.RoleSessionName", "The parameter RoleSessionName is wrongly formed.");
        var seconds = request.Number("DurationSeconds") ?? MaxSeconds;
        if (seconds is < MinSeconds or > MaxSeconds)
            throw new ApiFault(400, "InvalidParameter.DurationSeconds", "The Min/Max value of DurationSeconds is 15min/1hr.");

        var key = new AcceptedKey(world.Ids.NewId("STS."), world.Ids.NewId("") + world.Ids.NewId(""), account)
        {
            UserName = $"{role}/{session}",
            Permissions = [new Permission("*")],
            SecurityToken = "CAIS" + world.Ids.NewId("") + world.Ids.NewId(""),
            Expiration = world.Now.AddSeconds(seconds),
        };
        keys.Add(key);
        return new AnswerObject()
            .Add("AssumedRoleUser", new AnswerObject()
                .Add("Arn", $"acs:ram::{account.Id}:role/{key.UserName}")
                .Add("AssumedRoleId", $"{role}:{session}"))
            .Add("Credentials", new AnswerObject()
                .Add("AccessKeyId", key.Id)
                .Add("AccessKeySecret", key.Secret)
                .Add("SecurityToken", key.SecurityToken)
                .Add("Expiration", key.Expiration.Value.UtcDateTime.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture)));
    }

    private static string RoleOf(ApiRequest request, Account account)
    {
        var arn = request.Required("RoleArn");
        var prefix = $"acs:ram::{account.Id}:role/";
        return arn.StartsWith(prefix, StringComparison.Ordinal) && arn.Length > prefix.Length
            ? arn.Substring(prefix.Length)
            : throw new ApiFault(404, "EntityNotExist.Role", "The role does not exist.");
    }
}
