using System.Security.Cryptography;
using System.Text;
using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>HMAC-SHA1 over all parameters, from query and form together: the scheme of the older clients.</summary>
internal sealed class RpcV1Signature(IncomingRequest request) : Signature
{
    private static readonly string[] RequiredParameters =
        ["Action", "Version", "AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Signature"];

    public override string Action => request.Parameter("Action");

    public override string Version => request.Parameter("Version");

    public override string AccessKeyId => request.Parameter("AccessKeyId");

    public override string TimeStamp => request.Parameter("Timestamp");

    public override string Nonce => request.Parameter("SignatureNonce");

    public override string SecurityToken => request.Parameter("SecurityToken");

    // The service's default for this scheme; every current client asks for JSON.
    public override bool WantsXml => !request.Parameter("Format").Equals("JSON", StringComparison.OrdinalIgnoreCase);

    public override void CheckComplete()
    {
        if (request.Parameter("SignatureType").Equals("BEARERTOKEN", StringComparison.OrdinalIgnoreCase))
            throw new ApiFault(400, "UnsupportedSignatureType", "This signature type is not supported: sign with an AccessKey.");
        foreach (var name in RequiredParameters)
        {
            if (request.Parameter(name).Length == 0)
                throw ApiFault.MissingParameter(name);
        }

        if (request.Parameter("SignatureMethod") != "HMAC-SHA1")
            throw ApiFault.InvalidParameter("SignatureMethod");
        if (request.Parameter("SignatureVersion") != "1.0")
            throw ApiFault.InvalidParameter("SignatureVersion");
    }

    public override void CheckMatch(string secret)
    {
        var query = CanonicalQuery.Of(request.Parameters.Where(parameter => parameter.Key != "Signature"));
        var stringToSign = $"{request.Method}&%2F&{PercentEncoding.Encode(query)}";
        if (!AreEqual(Sign(stringToSign, secret), request.Parameter("Signature")))
        {
            throw new ApiFault(
                400,
                "SignatureDoesNotMatch",
                $"Specified signature is not matched with our calculation. server string to sign is:{stringToSign}");
        }
    }

    private static string Sign(string stringToSign, string secret)
    {
        // The service's older scheme uses SHA-1; a verifier has no choice.
#pragma warning disable CA5350
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(secret + "&"));
#pragma warning restore CA5350
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(stringToSign)));
    }
}
