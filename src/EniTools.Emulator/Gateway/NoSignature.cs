using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>A request without a signature. One operation may come so: it brings the token of an identity provider and checks that itself.</summary>
internal sealed class NoSignature : Signature
{
    /// <summary>The only operation that may come without a signature.</summary>
    public const string OnlyAction = "AssumeRoleWithOIDC";

    private readonly IncomingRequest _request;

    private NoSignature(IncomingRequest request) => _request = request;

    // Not what the request says: a request that names two operations must not slip another one through.
    public override string Action => OnlyAction;

    public override string Version => Named(_request, "Version", "x-acs-version");

    public override string AccessKeyId => "";

    public override string TimeStamp => "";

    public override string Nonce => "";

    public override string SecurityToken => "";

    public override bool WantsXml => !_request.Parameter("Format").Equals("JSON", StringComparison.OrdinalIgnoreCase);

    /// <summary>The request as one that needs no signature; null when it needs or has one.</summary>
    public static NoSignature? TryRead(IncomingRequest request) =>
        Named(request, "Action", "x-acs-action") == OnlyAction && request.Parameter("Signature").Length == 0
            ? new NoSignature(request)
            : null;

    public override void CheckComplete()
    {
    }

    public override void CheckMatch(string secret)
    {
    }

    // The vendor's clients of both schemes leave the signature out, each where it names the operation.
    private static string Named(IncomingRequest request, string parameter, string header) =>
        request.Parameter(parameter) is { Length: > 0 } value ? value : request.Header(header);
}
