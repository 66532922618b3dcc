using EniTools.Emulator.Accounts;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>Decides whether a request is taken: its form, its key, its time, its signature, its nonce.</summary>
internal sealed class ApiGateway(KeyRing keys, Func<DateTimeOffset> now)
{
    private static readonly string[] Tokens = ["SecurityToken", "BearerToken", "OIDCToken"];

    // A form of the largest call has some kilobytes, and who signed it is in it.
    internal const int MaxUnsignedBodyBytes = 64 * 1024;

    internal const int MaxBodyBytes = 1024 * 1024;

    private readonly NonceMemory _nonces = new();

    /// <summary>The largest body that is read, by what the header says: a large one has to be of somebody with a key.</summary>
    public int MaxBodyOf(IncomingRequest request) =>
        AcsV3Signature.TryRead(request) is { } signature && keys.Find(signature.AccessKeyId) is { IsDisabled: false }
            ? MaxBodyBytes
            : MaxUnsignedBodyBytes;

    /// <summary>True if a request brings a token of any kind.</summary>
    public static bool HasToken(IncomingRequest request, Signature signature) =>
        signature.SecurityToken.Length > 0 || request.Parameters.Any(parameter => Tokens.Contains(parameter.Key));

    /// <summary>The parameters that may be logged.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Loggable(IncomingRequest request) =>
        request.Parameters.Where(parameter => parameter.Key != "Signature" && !Tokens.Contains(parameter.Key));

    /// <exception cref="ApiFault">The request is not taken.</exception>
    public ApiRequest Verify(IncomingRequest request, Signature signature)
    {
        if (request.Path != "/")
            throw new ApiFault(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
        if (request.Method is not ("GET" or "POST"))
            throw new ApiFault(403, "UnsupportedHTTPMethod", "This http method is not supported.");

        if (request.ExceededBytes is { } limit)
            throw new ApiFault(413, "RequestEntityTooLarge", $"The request body is larger than {limit / 1024} KiB.");

        var caller = signature is NoSignature ? Caller.Nobody : CallerOf(signature);
        return new ApiRequest(caller, signature.Action, signature.Version, request.Parameters);
    }

    private Caller CallerOf(Signature signature)
    {
        signature.CheckComplete();
        SignatureTime.Check(signature.TimeStamp, now());
        var key = keys.Find(signature.AccessKeyId)
            ?? throw new ApiFault(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        if (key.IsDisabled)
            throw new ApiFault(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
        CheckToken(key, signature.SecurityToken);
        signature.CheckMatch(key.Secret);
        // Last, so that a request that is not genuine cannot use up a nonce.
        if (!_nonces.TryUse(key.Id, signature.Nonce, now()))
            throw new ApiFault(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
        return new Caller(key);
    }

    private void CheckToken(AcceptedKey key, string token)
    {
        if (key.SecurityToken is null && token.Length > 0)
            throw new ApiFault(400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.");
        if (key.SecurityToken is not null && token.Length == 0)
            throw new ApiFault(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.");
        if (key.SecurityToken is not null && token != key.SecurityToken)
            throw new ApiFault(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.");
        if (key.Expiration < now())
            throw new ApiFault(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
    }
}
