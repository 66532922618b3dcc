using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>ACS3-HMAC-SHA256: the signature is in the Authorization header and covers headers, query and body.</summary>
internal sealed class AcsV3Signature : Signature
{
    private static readonly string[] RequiredHeaders =
        ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"];

    private readonly IncomingRequest _request;
    private readonly string[] _signedHeaders;
    private readonly string _signature;

    private AcsV3Signature(IncomingRequest request, string authorization)
    {
        _request = request;
        _signedHeaders = Part(authorization, "SignedHeaders=").Split(';');
        _signature = Part(authorization, "Signature=");
        Action = request.Header("x-acs-action");
        AccessKeyId = Part(authorization, "Credential=");
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

    /// <summary>The signature of a request by this scheme; null when it has none.</summary>
    public static AcsV3Signature? TryRead(IncomingRequest request)
    {
        var authorization = request.Authorization;
        return authorization.StartsWith(Acs3Signature.Algorithm, StringComparison.Ordinal)
            ? new AcsV3Signature(request, authorization)
            : null;
    }

    public override void CheckComplete()
    {
        foreach (var name in RequiredHeaders)
        {
            if (_request.Header(name).Length == 0)
                throw ApiFault.MissingParameter(name);
        }

        var mustBeSigned = SecurityToken.Length > 0 ? [.. RequiredHeaders, "x-acs-security-token"] : RequiredHeaders;
        if (AccessKeyId.Length == 0 || _signature.Length == 0 || !Array.TrueForAll(mustBeSigned, _signedHeaders.Contains))
            throw new ApiFault(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");
    }

    public override void CheckMatch(string secret)
    {
        var bodyHash = Acs3Signature.HashBody(_request.Body);
        var headers = Array.ConvertAll(_signedHeaders, name => new KeyValuePair<string, string>(name, _request.Header(name)));
        var canonical = Acs3Signature.CanonicalRequest(_request.Method, CanonicalQuery.Of(_request.Query), headers, bodyHash);
        var isSigned = AreEqual(Acs3Signature.Sign(canonical, secret), _signature);
        if (isSigned && AreEqual(bodyHash, _request.Header("x-acs-content-sha256")))
            return;

        throw new ApiFault(
            400,
            "SignatureDoesNotMatch",
            "Specified signature does not match our calculation. "
                + $"server StringToSign is [{Acs3Signature.StringToSign(canonical)}] server CanonicalRequest is [{canonical}]");
    }

    // After the algorithm, commas separate the parts.
    private static string Part(string authorization, string name)
    {
        for (var start = Acs3Signature.Algorithm.Length; start < authorization.Length;)
        {
            var comma = authorization.IndexOf(',', start);
            var end = comma < 0 ? authorization.Length : comma;
            while (start < end && char.IsWhiteSpace(authorization[start]))
                start++;
            if (end - start >= name.Length && string.CompareOrdinal(authorization, start, name, 0, name.Length) == 0)
                return authorization.Substring(start + name.Length, end - start - name.Length).TrimEnd();
            start = end + 1;
        }

        return "";
    }
}
