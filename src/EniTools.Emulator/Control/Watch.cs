using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>The news for a page since its last look. The response waits until there are some: a page that shows an idle emulator costs next to nothing.</summary>
internal static class Watch
{
    private const int MaxCalls = 200;

    // Also the delay with which a page shows a setting that a program changes without a request.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    public static async Task<OutgoingAnswer> AnswerAsync(IControlled emulator, IncomingRequest request, CancellationToken cancellationToken)
    {
        long.TryParse(request.Parameter("After"), NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var rung = emulator.Bell.Next;
        if (!HasNews(emulator, request, after))
        {
            var wait = emulator.UntilTransitionEnd is { } time && time < MaxWait ? time : MaxWait;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(rung, Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, enough.Token)).ConfigureAwait(false);
            enough.Cancel();
        }

        return ControlAnswers.Ok(News(emulator, after));
    }

    private static bool HasNews(IControlled emulator, IncomingRequest request, long after) =>
        emulator.Log.Last != after
        || Number(emulator.Version) != request.Parameter("Version")
        || Settings(emulator).Mark != request.Parameter("Settings");

    private static AnswerObject News(IControlled emulator, long after)
    {
        // The numbers first: later requests are in the next response.
        var (version, last, first) = (emulator.Version, emulator.Log.Last, emulator.Log.First);
        var (settings, mark) = Settings(emulator);
        var now = emulator.Now;
        var rates = emulator.Log.Rates(now);
        return new AnswerObject()
            .Add("Version", Number(version))
            .Add("Settings", mark)
            .Add("First", Number(first))
            .Add("Last", Number(last))
            .AddItems(
                "Calls",
                emulator.Log.After(after, MaxCalls).Where(call => call.Number <= last).Select(call => Describe(call.Number, call.Record)))
            .Add("Second", Number(now.ToUnixTimeSeconds()))
            .AddItems("Rates", rates.Select(rate => new AnswerObject()
                .Add("Calls", rate.Calls).Add("Refused", rate.Refused).Add("Throttled", rate.Throttled)))
            .Add("StartedAt", ControlAnswers.Text(emulator.StartedAt))
            .Add("SaveProblem", emulator.SaveProblem ?? "")
            .Add("Set", settings);
    }

    // The settings made from outside, and a version that changes with each of them.
    private static (AnswerObject Members, string Mark) Settings(IControlled emulator)
    {
        var members = new AnswerObject()
            .AddItems("Faults", emulator.Faults.Current.Select(ControlAnswers.Describe))
            .Add("FlowControl", ControlAnswers.Describe(emulator.FlowControl))
            .AddItems("Snapshots", emulator.Snapshots.Select(ControlAnswers.Describe));
        using var hash = SHA256.Create();
        return (members, Convert.ToBase64String(hash.ComputeHash(JsonAnswer.Write(members)), 0, 12));
    }

    private static AnswerObject Describe(long number, RequestRecord record) => new AnswerObject()
        .Add("Number", Number(number))
        .Add("Time", ControlAnswers.Text(record.Time))
        .Add("Action", record.Action)
        .Add("NetworkInterfaceId", record.Parameters.FirstValue("NetworkInterfaceId")
            ?? record.Parameters.FirstValue("NetworkInterfaceId.1") ?? "")
        .Add("Status", record.Status)
        .Add("Code", record.Code ?? "")
        .Add("Milliseconds", (int)record.Duration.TotalMilliseconds);

    /// <summary>Returns a request with its parameters and its response; null if it is not kept any more.</summary>
    public static AnswerObject? Call(IControlled emulator, IncomingRequest request)
    {
        if (!long.TryParse(request.Parameter("Number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || emulator.Log.Find(number) is not { } call)
            return null;
        var answer = call switch
        {
            { AnswerLength: null } => "It holds a key or may repeat a token, and is not kept.",
            { AnswerLength: 0 } => "There was none.",
            { Answer: null } => "It is not kept any more.",
            { Answer.Length: var length } when length < call.AnswerLength =>
                Encoding.UTF8.GetString(call.Answer) + $"\n... of {call.AnswerLength} bytes",
            _ => Encoding.UTF8.GetString(call.Answer),
        };
        return ControlAnswers.Describe(call.Record).Add("Answer", answer);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
