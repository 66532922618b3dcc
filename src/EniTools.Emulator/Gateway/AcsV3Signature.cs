using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>ACS3-HMAC-SHA256: the signature is in the Authorization header and covers headers, query and body.</summary>
internal sealed class AcsV3Signature : Signature
{
    private static readonly string[] RequiredHeaders =
        ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"];

    private readonly IncomingRequest _request;
    private readonly Dictionary<string, string> _authorization;
    private readonly string[] _signedHeaders;

    public AcsV3Signature(IncomingRequest request)
    {
        _request = request;
        _authorization = request.Header("authorization").Substring(Acs3Signature.Algorithm.Length)
            .Split(',')
            .Select(part => part.Trim().Split(['='], 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], part => part[1], StringComparer.Ordinal)
            .ToDictionary(part => part.Key, part => part.First(), StringComparer.Ordinal);
        _signedHeaders = Authorized("SignedHeaders").Split(';');
        Action = request.Header("x-acs-action");
        AccessKeyId = Authorized("Credential");
        SecurityToken = request.Header("x-acs-security-token");
    }

    public override string Action { get; }

    public override string Version => _request.Header("x-acs-version");

    public override string AccessKeyId { get; }

    public override string TimeStamp => _request.Header("x-acs-date");

    public override string Nonce => _request.Header("x-acs-signature-nonce");

    public override string SecurityToken { get; }

    public override bool WantsXml => _request.Header("accept") is var accept && accept.Length > 0
        ? accept.IndexOf("xml", StringComparison.OrdinalIgnoreCase) >= 0
        : _request.Parameter("Format").Equals("XML", StringComparison.OrdinalIgnoreCase);

    public static bool IsUsedBy(IncomingRequest request) =>
        request.Header("authorization").StartsWith(Acs3Signature.Algorithm, StringComparison.Ordinal);

    public override void CheckComplete()
    {
        foreach (var name in RequiredHeaders)
        {
            if (_request.Header(name).Length == 0)
                throw ApiFault.MissingParameter(name);
        }

        var mustBeSigned = SecurityToken.Length > 0 ? [.. RequiredHeaders, "x-acs-security-token"] : RequiredHeaders;
        if (AccessKeyId.Length == 0 || Authorized("Signature").Length == 0 || mustBeSigned.Except(_signedHeaders).Any())
            throw new ApiFault(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");
    }

    public override void CheckMatch(string secret)
    {
        var bodyHash = Acs3Signature.HashBody(_request.Body);
        var headers = _signedHeaders.Select(name => new KeyValuePair<string, string>(name, _request.Header(name)));
        var canonical = Acs3Signature.CanonicalRequest(_request.Method, CanonicalQuery.Of(_request.Query), headers, bodyHash);
        var isSigned = AreEqual(Acs3Signature.Sign(canonical, secret), Authorized("Signature"));
        if (isSigned && AreEqual(bodyHash, _request.Header("x-acs-content-sha256")))
            return;

        throw new ApiFault(
            400,
            "SignatureDoesNotMatch",
            $"Specified signature does not match our calculation. server StringToSign is [{Acs3Signature.StringToSign(canonical)}] server CanonicalRequest is [{canonical}]");
    }

    private string Authorized(string name) => _authorization.TryGetValue(name, out var value) ? value : "";
}
