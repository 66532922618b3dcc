using System.Text;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Answers;

/// <summary>The forms that every answer has, in JSON and in XML.</summary>
internal static class ApiAnswers
{
    private static readonly byte[] ProxyPage = Encoding.ASCII.GetBytes("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");

    public static OutgoingAnswer Success(string action, AnswerObject members, string requestId, bool asXml) =>
        Write(200, action + "Response", members.Add("RequestId", requestId), requestId, asXml);

    public static OutgoingAnswer Refusal(ApiFault refusal, string host, string requestId, bool asXml)
    {
        var members = new AnswerObject()
            .Add("RequestId", requestId)
            .Add("HostId", host)
            .Add("Code", refusal.Code)
            .Add("Message", refusal.Message)
            .Add("Recommend", $"https://api.aliyun.com/troubleshoot?q={refusal.Code}&product=Ecs&requestId={requestId}");
        if (refusal.AccessDeniedDetail is { } detail)
            members.Add("AccessDeniedDetail", detail);
        return Write(refusal.Status, "Error", members, requestId, asXml) with { RetryAfter = refusal.RetryAfter };
    }

    /// <summary>No answer comes, and nothing was done.</summary>
    public static OutgoingAnswer None(string requestId, FaultKind damage) => new(0, "", [], requestId) { Damage = damage };

    public static OutgoingAnswer Damaged(OutgoingAnswer answer, FaultKind damage) => damage switch
    {
        FaultKind.HtmlAnswer => answer with { Status = 502, ContentType = "text/html", Body = ProxyPage },
        FaultKind.GarbledAnswer => answer with { Body = [.. answer.Body.Reverse()] },
        _ => answer with { Damage = damage },
    };

    private static OutgoingAnswer Write(int status, string rootName, AnswerObject members, string requestId, bool asXml) => asXml
        ? new OutgoingAnswer(status, XmlAnswer.ContentType, XmlAnswer.Write(rootName, members), requestId)
        : new OutgoingAnswer(status, JsonAnswer.ContentType, JsonAnswer.Write(members), requestId);
}
