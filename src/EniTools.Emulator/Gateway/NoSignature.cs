using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>A request without a signature. One operation needs none: it checks the token of an identity provider.</summary>
internal sealed class NoSignature : Signature
{
    /// <summary>The only operation without a signature.</summary>
    public const string OnlyAction = "AssumeRoleWithOIDC";

    /// <summary>Returns null if the request needs or has a signature.</summary>
    public static NoSignature? TryRead(IncomingRequest request)
    {
        if (Named("Action", "x-acs-action") != OnlyAction || request.Parameter("Signature").Length > 0)
            return null;
        return new NoSignature
        {
            // Not read from the request: one that names two operations must not reach the other.
            Action = OnlyAction,
            Version = Named("Version", "x-acs-version"),
            WantsXml = !request.Parameter("Format").Equals("JSON", StringComparison.OrdinalIgnoreCase),
        };

        // The vendor's clients of both schemes leave the signature out, and name the operation in two places.
        string Named(string parameter, string header) =>
            request.Parameter(parameter) is { Length: > 0 } value ? value : request.Header(header);
    }

    public override void CheckComplete()
    {
    }

    public override void CheckMatch(string secret)
    {
    }
}
