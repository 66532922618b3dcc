using System.Globalization;
using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Sts;

/// <summary>A key that was fetched, and when it expires; null if that is not known.</summary>
internal sealed record TemporaryKey(AccessKey Key, DateTimeOffset? Expiration)
{
    private const string CheckFrom = "Check that it gives out keys.";

    /// <summary>Reads the object in which STS, the metadata service and credentials URIs all give a key.</summary>
    /// <exception cref="CredentialException">A part is missing. The text is not shown: it may hold the secret.</exception>
    public static TemporaryKey Read(XElement? members, string from)
    {
        if (members?.Text("AccessKeyId") is not { } id || members.Text("AccessKeySecret") is not { } secret)
            throw new CredentialException($"The answer of {from} has no AccessKeyId and AccessKeySecret.", CheckFrom);
        return Create(id, secret, members.Text("SecurityToken"), members.Text("Expiration"), from);
    }

    public static TemporaryKey Create(string id, string secret, string? token, string? expiration, string from)
    {
        try
        {
            return new TemporaryKey(new AccessKey(id, secret, token), TimeOf(expiration));
        }
        catch (ArgumentException problem)
        {
            throw new CredentialException($"What {from} gave is not an AccessKey. {problem.Message}", CheckFrom);
        }
    }

    /// <summary>Reads the answer of the metadata service or a credentials URI.</summary>
    public static TemporaryKey Read(HttpAnswer answer, string from)
    {
        if (answer.Status != 200)
            throw new CredentialException($"{from} answered with HTTP {answer.Status}.", CheckFrom);
        if (!JsonObject.TryParse(answer.Body, out var members, out _))
            throw new CredentialException($"The answer of {from} is not a JSON object.", CheckFrom);
        if (members.Text("Code") is { } code && code != "Success")
        {
            throw new CredentialException(
                $"{from} answered with {(ResourceId.IsName(code) ? $"the code {code}" : "a text that is not a code")}.",
                "Check the RAM role that it gives keys for.");
        }
        return Read(members, from);
    }

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
