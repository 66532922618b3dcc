using System.Globalization;
using EniTools.Api.Signing;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Gives out a temporary key for a role of the caller's account. A role may do everything here.</summary>
internal sealed class AssumeRole(KeyRing keys) : Operation
{
    private const int MinSeconds = 900;
    private const int MaxSeconds = 3600;

    public override string Action => "AssumeRole";

    public override string Version => StsVersion;

    public override string? Permission => "sts:AssumeRole";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var role = RoleOf(request);
        var session = request.Required("RoleSessionName");
        if (session.Length is < 2 or > 64 || !session.All(c => char.IsLetterOrDigit(c) || ".@-_".IndexOf(c) >= 0))
            throw new ApiFault(400, "InvalidParameter.RoleSessionName", "The parameter RoleSessionName is wrongly formed.");
        var seconds = request.Number("DurationSeconds") ?? MaxSeconds;
        if (seconds is < MinSeconds or > MaxSeconds)
            throw new ApiFault(400, "InvalidParameter.DurationSeconds", "The Min/Max value of DurationSeconds is 15min/1hr.");
        var caller = request.Caller.Key;
        if (caller.UserName is null)
            throw new ApiFault(403, "NoPermission", "Roles may not be assumed by root accounts.");

        var key = new AcceptedKey(world.Ids.NewId("STS."), world.Ids.NewId("") + world.Ids.NewId(""), caller.Account)
        {
            UserName = $"{role}/{session}",
            Permissions = [new Permission("*")],
            SecurityToken = "CAIS" + world.Ids.NewId("") + world.Ids.NewId(""),
            Expiration = world.Now.AddSeconds(seconds),
        };
        keys.Add(key);
        return new AnswerObject()
            .Add("AssumedRoleUser", new AnswerObject()
                .Add("Arn", $"acs:ram::{caller.Account.Id}:role/{key.UserName}")
                .Add("AssumedRoleId", $"{role}:{session}"))
            .Add("Credentials", new AnswerObject()
                .Add("AccessKeyId", key.Id)
                .Add("AccessKeySecret", key.Secret)
                .Add("SecurityToken", key.SecurityToken)
                .Add("Expiration", key.Expiration.Value.UtcDateTime.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture)));
    }

    private static string RoleOf(ApiRequest request)
    {
        var arn = request.Required("RoleArn");
        var prefix = $"acs:ram::{request.Caller.Key.Account.Id}:role/";
        return arn.StartsWith(prefix, StringComparison.Ordinal) && arn.Length > prefix.Length
            ? arn.Substring(prefix.Length)
            : throw new ApiFault(404, "EntityNotExist.Role", "The role does not exist.");
    }
}
