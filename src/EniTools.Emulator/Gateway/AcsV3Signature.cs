using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>ACS3-HMAC-SHA256, with its signature of headers, query and body in the Authorization header.</summary>
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
    }

    /// <summary>Returns the signature of a request in this scheme; null if there is none.</summary>
    public static AcsV3Signature? TryRead(IncomingRequest request)
    {
        var authorization = request.Authorization;
        if (!authorization.StartsWith(Acs3Signature.Algorithm, StringComparison.Ordinal))
            return null;
        return new AcsV3Signature(request, authorization)
        {
            Action = request.Header("x-acs-action"),
            Version = request.Header("x-acs-version"),
            AccessKeyId = Part(authorization, "Credential="),
            TimeStamp = request.Header("x-acs-date"),
            Nonce = request.Header("x-acs-signature-nonce"),
            SecurityToken = request.Header("x-acs-security-token"),
            WantsXml = request.Header("accept") is { Length: > 0 } accept
                ? accept.IndexOf("xml", StringComparison.OrdinalIgnoreCase) >= 0
                : request.Parameter("Format").Equals("XML", StringComparison.OrdinalIgnoreCase),
        };
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

    // Commas separate the parts after the algorithm.
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
