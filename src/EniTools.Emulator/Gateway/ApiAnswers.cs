using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>The forms of responses, in JSON and in XML.</summary>
internal static class ApiAnswers
{
    public static OutgoingAnswer Success(string action, AnswerObject members, string requestId, bool asXml) =>
        Write(200, action + "Response", members.Add("RequestId", requestId), requestId, asXml);

    public static OutgoingAnswer Refusal(ApiFault refusal, ApiService service, string host, string requestId, bool asXml)
    {
        var members = new AnswerObject()
            .Add("RequestId", requestId)
            .Add("HostId", host)
            .Add("Code", refusal.Code)
            .Add("Message", refusal.Message)
            .Add("Recommend", $"https://api.aliyun.com/troubleshoot?q={refusal.Code}&product={service.Product}&requestId={requestId}");
        if (refusal.AccessDeniedDetail is { } detail)
            members.Add("AccessDeniedDetail", detail);
        return Write(refusal.Status, "Error", members, requestId, asXml) with { RetryAfter = refusal.RetryAfter };
    }

    /// <summary>Returns the response to a request that is not carried out; it is not sent.</summary>
    public static OutgoingAnswer None(string requestId) => new(0, "", [], requestId);

    private static OutgoingAnswer Write(int status, string rootName, AnswerObject members, string requestId, bool asXml) => asXml
        ? new OutgoingAnswer(status, XmlAnswer.ContentType, XmlAnswer.Write(rootName, members), requestId)
        : new OutgoingAnswer(status, JsonAnswer.ContentType, JsonAnswer.Write(members), requestId);
}
