using System.Globalization;
using System.Text;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Control;

/// <summary>The forms of the control address's responses.</summary>
internal static class ControlAnswers
{
    // A browser stores no response, loads nothing else into it, shows it in no foreign frame, and sends no referrer.
    private static readonly KeyValuePair<string, string>[] ForBrowsers =
    [
        new("Cache-Control", "no-store"),
        new(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Referrer-Policy", "no-referrer"),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
    ];

    public static OutgoingAnswer WithHeaders(OutgoingAnswer answer) => answer with { Headers = ForBrowsers };

    public static OutgoingAnswer Done() => Ok(new AnswerObject().Add("Done", true));

    public static OutgoingAnswer Ok(AnswerObject members) => Write(200, members);

    public static OutgoingAnswer Ok(string json) => new(200, JsonAnswer.ContentType, Encoding.UTF8.GetBytes(json), "");

    public static OutgoingAnswer Problem(int status, string text) => Write(status, new AnswerObject().Add("Problem", text));

    public static OutgoingAnswer Write(int status, AnswerObject members) =>
        new(status, JsonAnswer.ContentType, JsonAnswer.Write(members), "");

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static AnswerObject Describe(Fault fault)
    {
        var members = new AnswerObject();
        foreach (var member in FaultMember.All)
            _ = member.Get(fault) is int number ? members.Add(member.Name, number) : members.Add(member.Name, (string)member.Get(fault));
        return members;
    }

    public static AnswerObject Describe(FlowControl flowControl) => new AnswerObject()
        .Add("MaxCallsPerSecond", flowControl.MaxCallsPerSecond ?? 0)
        .Add("MaxCallsPerMinute", flowControl.MaxCallsPerMinute ?? 0)
        .Add("OmitRetryAfter", flowControl.OmitRetryAfter);

    public static AnswerObject Describe(Snapshot snapshot) => new AnswerObject()
        .Add("Name", snapshot.Name)
        .Add("TakenAt", Text(snapshot.TakenAt))
        .Add("NetworkInterfaceCount", snapshot.NetworkInterfaceCount);

    public static AnswerObject Describe(RequestRecord record)
    {
        var parameters = new AnswerObject();
        foreach (var parameter in record.Parameters)
            parameters.Add(parameter.Key, parameter.Value);
        return new AnswerObject()
            .Add("Time", Text(record.Time))
            .Add("Action", record.Action)
            .Add("Parameters", parameters)
            .Add("Status", record.Status)
            .Add("Code", record.Code ?? "")
            .Add("RequestId", record.RequestId)
            .Add("Milliseconds", (int)record.Duration.TotalMilliseconds);
    }
}
