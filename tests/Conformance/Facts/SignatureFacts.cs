using EniTools.Api.Calls;
using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>Signatures, and the form of requests and answers.</summary>
internal static class SignatureFacts
{
    private const string Regions = "DescribeRegions";

    public static IEnumerable<Fact> All =>
    [
        new(
            "signature.v3", "A request signed by V3 over POST is answered in JSON, with a `RequestId` that is a GUID in capitals.",
            Documented)
        {
            Page = Pages.SignatureV3,
            Check = async asked =>
            {
                var answer = await AskAsync(asked, SigningForm.Ordinary);
                asked.Expect(Regions, "200", answer.Outcome);
                asked.Expect("content type", "application/json", answer.ContentType);
                asked.Expect("RequestId", "a GUID in capitals", Describe(answer.Text("RequestId")));
            },
        },
        new("signature.v1", "A request signed by V1 over GET is answered in XML, with the root `DescribeRegionsResponse`.", Documented)
        {
            Page = Pages.SignatureV1,
            Check = async asked =>
            {
                var answer = await AskAsync(asked, SigningForm.V1);
                asked.Expect(Regions, "200", answer.Outcome);
                asked.Expect("root of the answer", "DescribeRegionsResponse", XmlRoot(answer));
            },
        },
        new("signature.v1-json", "With `Format=JSON`, V1 is answered in JSON.", Documented)
        {
            Page = Pages.SignatureV1,
            Check = async asked =>
            {
                var answer = await asked.SendAsync(ApiService.Ecs, Regions, SigningForm.V1, ("Format", "JSON"));
                asked.Expect(Regions, "200", answer.Outcome);
                asked.Expect("body", "JSON", answer.Json is null ? "not JSON" : "JSON");
            },
        },
        new("signature.accept-xml", "V3 with `accept: text/xml` is answered in XML, of the content type text/xml.", Inferred)
        {
            Check = async asked =>
            {
                var answer = await AskAsync(asked, new SigningForm("V3, accept text/xml") { Accept = "text/xml" });
                asked.Expect("root of the answer", "DescribeRegionsResponse", XmlRoot(answer));
                asked.Expect("content type", "text/xml", answer.ContentType);
            },
        },
        Refusal(
            "signature.unknown-key", "An AccessKey id that does not exist is refused with 404 `InvalidAccessKeyId.NotFound`.", Inferred,
            null,
            "404 InvalidAccessKeyId.NotFound", new SigningForm("V3, unknown key") { HasUnknownKey = true }),
        Refusal(
            "signature.wrong-secret", "A signature by another secret is refused with 400 `SignatureDoesNotMatch`.", Documented,
            Pages.SignatureV3,
            "400 SignatureDoesNotMatch", new SigningForm("V3, wrong secret") { HasWrongSecret = true }),
        Refusal(
            "signature.expired",
            "A request signed 20 minutes ago is refused with 400 `InvalidTimeStamp.Expired`: the window is 15 minutes.",
            Documented, Pages.SignatureV3, "400 InvalidTimeStamp.Expired",
            new SigningForm("V3, 20 minutes ago") { Ahead = TimeSpan.FromMinutes(-20) }),
        Refusal(
            "signature.future", "A request dated 20 minutes ahead is refused with 400 `InvalidTimeStamp.Expired` as well.", Inferred, null,
            "400 InvalidTimeStamp.Expired", new SigningForm("V3, 20 minutes ahead") { Ahead = TimeSpan.FromMinutes(20) }),
        new("signature.v1-window", "The window of V1 is that of V3, 15 minutes, although the page of V1 says 31 minutes today.", Inferred)
        {
            Check = async asked =>
            {
                var form = SigningForm.V1 with { Name = "V1, 20 minutes ago", Ahead = TimeSpan.FromMinutes(-20) };
                var answer = await asked.SendAsync(ApiService.Ecs, Regions, form, ("Format", "JSON"));
                asked.Expect(Regions, "400 InvalidTimeStamp.Expired", answer.Outcome);
            },
        },
        new("signature.nonce", "A nonce that was used before is refused with 400 `SignatureNonceUsed`.", Documented)
        {
            Page = Pages.SignatureV3,
            Check = async asked =>
            {
                var form = new SigningForm("V3, one nonce") { Nonce = Guid.NewGuid().ToString("N") };
                asked.Expect("first request", "200", (await AskAsync(asked, form)).Outcome);
                asked.Expect("second request", "400 SignatureNonceUsed", (await AskAsync(asked, form)).Outcome);
            },
        },
        Refusal(
            "signature.missing-header", "A request without `x-acs-date` is refused with 400 `MissingParameter`.", Inferred, null,
            "400 MissingParameter", new SigningForm("V3, without x-acs-date") { LeftOut = "x-acs-date" }),
        Refusal(
            "signature.unsigned-header", "A request whose `x-acs-date` is not signed is refused with 400 `IncompleteSignature`.", Inferred,
            null,
            "400 IncompleteSignature", new SigningForm("V3, x-acs-date unsigned") { Unsigned = "x-acs-date" }),
        Refusal(
            "request.version", "A version that the service does not have is refused with 400 `InvalidVersion`.", Inferred, null,
            "400 InvalidVersion", new SigningForm("V3, version 2014-05-27") { Version = "2014-05-27" }),
        Refusal(
            "request.method", "The HTTP method PUT is refused with 403 `UnsupportedHTTPMethod`.", Inferred, null,
            "403 UnsupportedHTTPMethod", new SigningForm("V1 by PUT") { IsV1 = true, Method = HttpMethod.Put }),
        Refusal(
            "request.body-size", "A body of more than 1 MiB is refused with 413 `RequestEntityTooLarge`.", Inferred, null,
            "413 RequestEntityTooLarge", new SigningForm("V3, a body of 2 MiB") { BodyBytes = 2 * 1024 * 1024 }),
        new("request.bearer-token", "A bearer token is refused with 400 `UnsupportedSignatureType`.", Inferred)
        {
            Check = async asked =>
            {
                var answer = await asked.SendAsync(
                    ApiService.Ecs, Regions, SigningForm.V1, ("SignatureType", "BEARERTOKEN"), ("BearerToken", "none"), ("Format", "JSON"));
                asked.Expect(Regions, "400 UnsupportedSignatureType", answer.Outcome);
            },
        },
        new("request.action", "An operation that does not exist is refused with 404 `InvalidAction.NotFound`.", Inferred)
        {
            Check = async asked => asked.Expect(
                Gate.NoSuchOperation, "404 InvalidAction.NotFound",
                (await asked.SendAsync(ApiService.Ecs, Gate.NoSuchOperation, SigningForm.Ordinary)).Outcome),
        },
        new(
            "request.refusal", "A refusal has the members `RequestId`, `HostId`, `Code`, `Message` and `Recommend`.",
            Documented)
        {
            Page = Pages.SignatureV3,
            Check = async asked =>
            {
                var answer = await asked.EcsAsync("DescribeNetworkInterfaceAttribute", ("NetworkInterfaceId", Gate.NoSuchInterface));
                asked.Expect(
                    "members", "Code HostId Message Recommend RequestId",
                    string.Join(' ', (answer.Json ?? []).Select(member => member.Key).Order(StringComparer.Ordinal)));
            },
        },
        new(
            "throttling",
            "Calls over the limit are refused with 400 `Throttling.User`, by default with the header `x-acs-retry-after` in milliseconds.",
            Inferred)
        {
            WhyNone = "To find the limit would use up the quota of everybody in the account.",
        },
    ];

    private static Fact Refusal(string id, string sentence, Standing standing, string? page, string outcome, SigningForm form) =>
        new(id, sentence, standing)
        {
            Page = page,
            Check = async asked => asked.Expect(Regions, outcome, (await AskAsync(asked, form)).Outcome),
        };

    private static Task<Answer> AskAsync(Asked asked, SigningForm form) => asked.SendAsync(
        ApiService.Ecs, Regions, form, form.Method == HttpMethod.Put ? [("Format", "JSON")] : []);

    private static string Describe(string? requestId) =>
        Guid.TryParseExact(requestId, "D", out _) && !requestId.Any(char.IsAsciiLetterLower) ? "a GUID in capitals" : requestId ?? "none";

    private static string XmlRoot(Answer answer)
    {
        try
        {
            return System.Xml.Linq.XDocument.Parse(answer.Body).Root!.Name.LocalName;
        }
        catch (System.Xml.XmlException)
        {
            return "no XML";
        }
    }
}
