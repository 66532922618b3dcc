using System.Text;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials.Sources;

/// <summary>The key of this ECS instance's RAM role, from its metadata service.</summary>
internal sealed record EcsMetadata(HostEnvironment Host, string? RoleName) : KeyFetch
{
    /// <summary>The switch that forbids the older mode without a token.</summary>
    public const string OlderModeDisabled = "ALIBABA_CLOUD_IMDSV1_DISABLED";

    private const string Roles = "/latest/meta-data/ram/security-credentials/";
    private const string TokenSeconds = "21600";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The time limit of the first answer: away from Alibaba Cloud, nothing ever answers at this address.</summary>
    public TimeSpan FirstLimit { get; init; } = Limit;

    public override string Provider => "ecs_ram_role";

    public override async Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        var role = RoleName ?? await RoleAsync(token, cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(HttpMethod.Get, Roles + Uri.EscapeDataString(role), token, Limit, cancellationToken)
            .ConfigureAwait(false);
        return answer.Status == 404 && RoleName is not null
            ? throw new CredentialException(
                $"The metadata service knows no RAM role '{role}' (HTTP 404); "
                    + $"{await InsteadAsync(token, cancellationToken).ConfigureAwait(false)}.",
                "Correct the name of the role, or leave it out: the role of the instance is found without it.")
            : TemporaryKey.Read(answer, $"the metadata service (role {role})");
    }

    private async Task<string> InsteadAsync(string? token, CancellationToken cancellationToken)
    {
        try
        {
            return $"the role of this instance is '{await RoleAsync(token, cancellationToken).ConfigureAwait(false)}'";
        }
        catch (ApiException)
        {
            return "it names no role of this instance";
        }
    }

    private async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Put, "/latest/api/token", null, FirstLimit, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 200)
        {
            var token = Encoding.UTF8.GetString(answer.Body).Trim();
            return token.Length > 0 && token.All(c => c is > ' ' and <= '~')
                ? token
                : throw new CredentialException(
                    "What the metadata service gave is not a token.",
                    "Check that nothing stands between this machine and its metadata service.");
        }

        return Host.IsOn(OlderModeDisabled)
            ? throw new CredentialException(
                $"The metadata service gave no token (HTTP {answer.Status}), and {OlderModeDisabled} forbids the mode without one.",
                "Use an instance whose metadata service has the hardened mode.")
            : null;
    }

    private async Task<string> RoleAsync(string? token, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, Roles, token, Limit, cancellationToken).ConfigureAwait(false);
        var role = Encoding.UTF8.GetString(answer.Body).Trim();
        return answer.Status == 200 && ResourceId.IsName(role)
            ? role
            : throw new CredentialException(
                $"The metadata service names no RAM role (HTTP {answer.Status}).", "Attach a RAM role to the instance.");
    }

    private async Task<HttpAnswer> SendAsync(
        HttpMethod method, string path, string? token, TimeSpan limit, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(method, new Uri(Host.MetadataAddress, path));
        if (token is not null)
            message.Headers.TryAddWithoutValidation("X-aliyun-ecs-metadata-token", token);
        else if (method == HttpMethod.Put)
            message.Headers.TryAddWithoutValidation("X-aliyun-ecs-metadata-token-ttl-seconds", TokenSeconds);
        return await Host.Http.SendAsync(message, useProxy: false, limit, cancellationToken).ConfigureAwait(false);
    }
}
