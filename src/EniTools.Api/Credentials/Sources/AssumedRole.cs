using EniTools.Api.Calls;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Signing;

namespace EniTools.Api.Credentials.Sources;

/// <summary>The key of a RAM role, given out by STS in exchange for another key.</summary>
internal sealed record AssumedRole(HostEnvironment Host, Uri Sts, IAccessKeySource Caller, RoleSession Session) : KeyFetch
{
    public override string Provider => "ram_role_arn";

    public override Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken) =>
        new ApiClient(Sts, Caller, Host.Http) { Clock = Host.Clock }.SendAsync(AssumeRole.Call(Session), cancellationToken);
}
