using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls;

/// <summary>Reads what came back: the members of a successful answer, or an exception that says what else it is.</summary>
internal static class ApiAnswer
{
    /// <summary>
    /// Reads an answer in JSON: an element for each member, with its list items below it. The last argument takes the secrets that the
    /// request held out of a message.
    /// </summary>
    /// <exception cref="ServiceException">The answer is an error of the service.</exception>
    /// <exception cref="InvalidAnswerException">The answer is not one of the API.</exception>
    public static XElement Read(HttpAnswer answer, ApiCall call, Func<string, string> hide)
    {
        // Over-limit calls may be answered with a bare redirect.
        if (answer.Status == 302)
        {
            throw new ServiceException(
                answer.Status,
                "Throttling",
                "The endpoint answered with a redirect, which is how it refuses calls over the limit.",
                answer.RequestId,
                answer.RetryAfter);
        }

        if (answer.Status is >= 300 and < 400)
            throw new InvalidAnswerException(answer.Status, "is a redirect to somewhere else", answer.RequestId);

        var root = ParseObject(answer);
        var requestId = root.Text("RequestId") ?? answer.RequestId;
        var code = root.Text("Code");
        // The vendor's clients take these codes for a success too.
        if (answer.Status is >= 200 and < 300 && code is null or "200" or "OK" or "Success" or "success")
        {
            root.SetElementValue("RequestId", requestId ?? throw new InvalidAnswerException(answer.Status, "has no RequestId", null));
            return root;
        }

        if (!ResourceId.IsName(code))
            throw new InvalidAnswerException(answer.Status, "is an error without a code", requestId);

        throw new ServiceException(
            answer.Status,
            code,
            hide(Redact(root.Text("Message") ?? "no message")),
            requestId,
            answer.RetryAfter,
            DenialOf(call, root.Element("AccessDeniedDetail")));
    }

    // The permission that would be missing; whether it is missing is for the code to say.
    private static AccessDenial? DenialOf(ApiCall call, XElement? detail) => call.Operation.Resource is not { } resource
        ? null
        : new AccessDenial(
            detail?.Text("AuthAction") ?? call.Operation.FullName,
            resource.NameFor(call.Parameters.Find("RegionId"), null, call.Parameters.Find(resource.IdParameter)),
            detail?.Text("PolicyType"),
            detail?.Text("NoPermissionType"));

    private static XElement ParseObject(HttpAnswer answer)
    {
        if (answer.Body.Length == 0)
            throw new InvalidAnswerException(answer.Status, "has no body", answer.RequestId);

        if (JsonObject.TryParse(answer.Body, out var root, out var failure))
            return root;
        throw failure is null
            ? new InvalidAnswerException(answer.Status, "is JSON, but not an object", answer.RequestId)
            : new InvalidAnswerException(answer.Status, $"is not JSON{Described(answer)}", answer.RequestId, failure);
    }

    private static string Described(HttpAnswer answer) => answer.ContentType.Length == 0 ? "" : $" but {answer.ContentType}";

    // The message of a signature error repeats the whole request, security token included.
    private static string Redact(string message)
    {
        foreach (var marker in new[] { "server string to sign is", "server StringToSign is", "server CanonicalRequest is" })
        {
            var start = message.IndexOf(marker, StringComparison.OrdinalIgnoreCase);
            if (start >= 0)
                return message.Substring(0, start).TrimEnd() + " (the rest repeats the request and is left out)";
        }

        return message;
    }
}
