using EniTools.Emulator.Accounts;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>Accepts or refuses a request by its form, key, time, signature and nonce.</summary>
internal sealed class ApiGateway(KeyRing keys, Func<DateTimeOffset> now)
{
    /// <summary>The size of a body whose header names no known key. A form of the largest request, with its signature, has some kilobytes.</summary>
    internal const int MaxUnsignedBodyBytes = 64 * 1024;

    internal const int MaxBodyBytes = 1024 * 1024;

    private readonly NonceMemory _nonces = new();

    /// <summary>Returns the size up to which a body is read, from the header alone.</summary>
    public int MaxBodyOf(IncomingRequest request) =>
        AcsV3Signature.TryRead(request) is { } signature && keys.Find(signature.AccessKeyId) is { IsDisabled: false }
            ? MaxBodyBytes
            : MaxUnsignedBodyBytes;

    /// <exception cref="ApiFault">The request is refused.</exception>
    public ApiRequest Verify(IncomingRequest request, Signature signature)
    {
        if (request.Path != "/")
            throw new ApiFault(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
        if (request.Method is not ("GET" or "POST"))
            throw new ApiFault(403, "UnsupportedHTTPMethod", "This http method is not supported.");

        if (request.ExceededBytes is { } limit)
            throw new ApiFault(413, "RequestEntityTooLarge", $"The request body is larger than {limit / 1024} KiB.");

        var caller = signature is NoSignature ? Caller.Anonymous : CallerOf(signature);
        return new ApiRequest(caller, signature.Action, signature.Version, request.Parameters);
    }

    private Caller CallerOf(Signature signature)
    {
        signature.CheckComplete();
        signature.CheckTime(now());
        var key = keys.Find(signature.AccessKeyId)
            ?? throw new ApiFault(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        if (key.IsDisabled)
            throw new ApiFault(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
        CheckToken(key, signature.SecurityToken);
        signature.CheckMatch(key.Secret);
        // Last, so that a forged request cannot use up a nonce.
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
