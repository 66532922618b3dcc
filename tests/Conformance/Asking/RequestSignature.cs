using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EniTools.Api.Signing;

namespace EniTools.Conformance.Asking;

/// <summary>Signs a request in any form, also in wrong ones. The product's own signer makes only good requests.</summary>
internal static class RequestSignature
{
    private const string UnknownKeyId = "LTAI5tNobodyHasThisKeyId";
    private const string WrongSecret = "ThisIsNotTheSecret";

    public static HttpRequestMessage Sign(Call call, Uri endpoint, AccessKey key, DateTimeOffset now)
    {
        var form = call.Form;
        var signer = new Signer(
            form.HasUnknownKey ? UnknownKeyId : key.Id,
            form.HasWrongSecret || form.HasUnknownKey ? WrongSecret : key.Secret,
            form.HasUnknownKey ? null : key.SecurityToken,
            form.Nonce ?? Guid.NewGuid().ToString("N"),
            (now + form.Ahead).UtcDateTime.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture),
            form.Version ?? call.Service.Version);
        return form.IsV1 ? SignV1(call, endpoint, signer) : SignV3(call, endpoint, signer);
    }

    private static HttpRequestMessage SignV3(Call call, Uri endpoint, Signer signer)
    {
        var form = call.Form;
        var body = new byte[form.BodyBytes];
        var headers = new Dictionary<string, string>
        {
            ["host"] = endpoint.Authority,
            ["x-acs-action"] = call.Action,
            ["x-acs-content-sha256"] = Acs3Signature.HashBody(body),
            ["x-acs-date"] = signer.Time,
            ["x-acs-signature-nonce"] = signer.Nonce,
            ["x-acs-version"] = signer.Version,
        };
        if (signer.Token is not null)
            (headers["x-acs-accesskey-id"], headers["x-acs-security-token"]) = (signer.KeyId, signer.Token);
        if (form.LeftOut is not null)
            headers.Remove(form.LeftOut);

        var query = CanonicalQuery.Of(call.Parameters);
        var signed = headers.Where(header => header.Key != form.Unsigned).ToList();
        var canonical = Acs3Signature.CanonicalRequest(form.Method.Method, query, signed, Acs3Signature.HashBody(body));
        var request = new HttpRequestMessage(form.Method, new Uri(endpoint, "/?" + query)) { Content = new ByteArrayContent(body) };
        headers["accept"] = form.Accept;
        headers["Authorization"] = Acs3Signature.Authorization(
            signer.KeyId, Acs3Signature.SignedHeaders(signed), Acs3Signature.Sign(canonical, signer.Secret));
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return request;
    }

    private static HttpRequestMessage SignV1(Call call, Uri endpoint, Signer signer)
    {
        var parameters = new List<KeyValuePair<string, string>>(call.Parameters)
        {
            new("Action", call.Action),
            new("Version", signer.Version),
            new("AccessKeyId", signer.KeyId),
            new("SignatureMethod", "HMAC-SHA1"),
            new("SignatureVersion", "1.0"),
            new("SignatureNonce", signer.Nonce),
            new("Timestamp", signer.Time),
        };
        if (signer.Token is not null)
            parameters.Add(new("SecurityToken", signer.Token));

        var stringToSign = $"{call.Form.Method}&%2F&{PercentEncoding.Encode(CanonicalQuery.Of(parameters))}";
        // The scheme is SHA-1; a client has no choice.
#pragma warning disable CA5350
        var signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(signer.Secret + "&"), Encoding.UTF8.GetBytes(stringToSign));
#pragma warning restore CA5350
        parameters.Add(new("Signature", Convert.ToBase64String(signature)));
        return new HttpRequestMessage(call.Form.Method, new Uri(endpoint, "/?" + CanonicalQuery.Of(parameters)));
    }

    // No record: its text would show the secret.
    private sealed class Signer(string keyId, string secret, string? token, string nonce, string time, string version)
    {
        public string KeyId => keyId;

        public string Secret => secret;

        public string? Token => token;

        public string Nonce => nonce;

        public string Time => time;

        public string Version => version;
    }
}
