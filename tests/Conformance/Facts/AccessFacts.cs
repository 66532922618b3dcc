using EniTools.Api.Calls;
using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>Permissions and temporary keys.</summary>
internal static class AccessFacts
{
    private const string NeedsUser = "The run has one key. Another one, with a policy made for the question, would be needed.";

    public static IEnumerable<Fact> All =>
    [
        new(
            "access.identity",
            "GetCallerIdentity says whose key it is: `IdentityType`, `AccountId`, `PrincipalId` and `Arn`, with `RoleId` for a role, "
                + "`UserId` for others.",
            Documented)
        {
            Page = Pages.Identity,
            Check = async asked =>
            {
                var answer = await asked.SendAsync(ApiService.Sts, "GetCallerIdentity", SigningForm.Ordinary);
                asked.Expect("GetCallerIdentity", "200", answer.Outcome);
                var own = answer.Text("IdentityType") == "AssumedRoleUser" ? "RoleId" : "UserId";
                foreach (var member in new[] { "IdentityType", "AccountId", "PrincipalId", "Arn", own })
                    asked.Expect(member, "there", answer.Text(member) is null ? "not there" : "there");
            },
        },
        new("access.denied", "An operation that no policy allows is 403 `Forbidden.RAM`, with an `AccessDeniedDetail`.", Documented)
        {
            Page = Pages.Unassign, WhyNone = NeedsUser,
        },
        new(
            "access.other-eni",
            "A policy for one ENI covers no instance and no other ENI: `Forbidden.SubUser`, and `Forbbiden.SubUser`, as the page has it, "
                + "for AssignIpv6Addresses and UnassignIpv6Addresses.",
            Inferred)
        {
            WhyNone = NeedsUser,
        },
        new(
            "access.accounts",
            "Accounts that are closed, in debt, of another type or without RAM are refused, each with the code of its reason.", Documented)
        {
            Page = Pages.Unassign, WhyNone = "Such an account would be needed.",
        },
        new(
            "access.oidc",
            "AssumeRoleWithOIDC refuses with `AuthenticationFail.NoPermission` and HTTP 403, and with "
                + "`AuthenticationFail.OIDCToken.Invalid` and HTTP 400.",
            Inferred)
        {
            WhyNone = "An identity provider of the account would be needed.",
        },
        new(
            "access.roles",
            "All keys see one world; a role that is assumed may do everything. Every account has every role, and trusts the callers of "
                + "all, except that a root account assumes none.",
            Different)
        {
            WhyNone = Choices.Why,
        },
        new("access.oidc-token", "The OIDC token is a fixed text, not a signed JSON Web Token, and never runs out.", Different)
        {
            WhyNone = Choices.Why,
        },
    ];
}
