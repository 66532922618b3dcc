using System.Security.Cryptography;
using System.Text;
using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>HMAC-SHA1 of all parameters of query and form: the scheme of the older clients.</summary>
internal sealed class RpcV1Signature : Signature
{
    private static readonly string[] RequiredParameters =
        ["Action", "Version", "AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Signature"];

    private readonly IncomingRequest _request;

    private RpcV1Signature(IncomingRequest request) => _request = request;

    public static RpcV1Signature ReadAny(IncomingRequest request) => new(request)
    {
        Action = request.Parameter("Action"),
        Version = request.Parameter("Version"),
        AccessKeyId = request.Parameter("AccessKeyId"),
        TimeStamp = request.Parameter("Timestamp"),
        Nonce = request.Parameter("SignatureNonce"),
        SecurityToken = request.Parameter("SecurityToken"),
        // XML is the service's default in this scheme; every current client asks for JSON.
        WantsXml = !request.Parameter("Format").Equals("JSON", StringComparison.OrdinalIgnoreCase),
    };

    public override void CheckComplete()
    {
        if (_request.Parameter("SignatureType").Equals("BEARERTOKEN", StringComparison.OrdinalIgnoreCase))
            throw new ApiFault(400, "UnsupportedSignatureType", "This signature type is not supported: sign with an AccessKey.");
        foreach (var name in RequiredParameters)
        {
            if (_request.Parameter(name).Length == 0)
                throw ApiFault.MissingParameter(name);
        }

        if (_request.Parameter("SignatureMethod") != "HMAC-SHA1")
            throw ApiFault.InvalidParameter("SignatureMethod");
        if (_request.Parameter("SignatureVersion") != "1.0")
            throw ApiFault.InvalidParameter("SignatureVersion");
    }

    public override void CheckMatch(string secret)
    {
        var query = CanonicalQuery.Of(_request.Parameters.Where(parameter => parameter.Key != "Signature"));
        var stringToSign = $"{_request.Method}&%2F&{PercentEncoding.Encode(query)}";
        if (!AreEqual(Sign(stringToSign, secret), _request.Parameter("Signature")))
        {
            throw new ApiFault(
                400,
                "SignatureDoesNotMatch",
                $"Specified signature is not matched with our calculation. server string to sign is:{stringToSign}");
        }
    }

    private static string Sign(string stringToSign, string secret)
    {
        // The scheme of the service, which a verifier cannot choose.
#pragma warning disable CA5350
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(secret + "&"));
#pragma warning restore CA5350
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(stringToSign)));
    }
}
