using System.Globalization;
using System.Text;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Control;

/// <summary>A few paths besides the API, for those who run the emulator: the request log, the state and its snapshots, faults, flow control, a reset.</summary>
internal static class ControlAddress
{
    private const string Root = "/.emulator/";

    public static bool IsFor(IncomingRequest request) => request.Path.StartsWith(Root, StringComparison.Ordinal);

    public static OutgoingAnswer Answer(IControlled emulator, IncomingRequest request)
    {
        if (!IsFromHere(request))
            return Problem(403, "This address is for programs on this machine, and not for pages in a browser.");
        try
        {
            switch (request.Method + " " + request.Path.Substring(Root.Length))
            {
                case "GET requests":
                    return Ok(JsonAnswer.Write(new AnswerObject().AddItems("Requests", emulator.Requests.Select(Describe))));
                case "GET state":
                    return Ok(Encoding.UTF8.GetBytes(emulator.State()));
                case "PUT state":
                    emulator.Load(request.Upload);
                    return Done();
                case "GET snapshots":
                    return Ok(JsonAnswer.Write(new AnswerObject().AddItems("Snapshots", emulator.Snapshots.Select(Describe))));
                case "POST snapshots":
                    return Ok(JsonAnswer.Write(Describe(emulator.SaveSnapshot(request.Parameter("Name")))));
                case "DELETE snapshots":
                    emulator.RemoveSnapshot(request.Parameter("Name"));
                    return Done();
                case "POST restore":
                    emulator.RestoreSnapshot(request.Parameter("Name"));
                    return Done();
                case "GET status":
                    return Ok(JsonAnswer.Write(new AnswerObject()
                        .Add("Endpoint", emulator.Endpoint.ToString())
                        .Add("StartedAt", emulator.StartedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
                        .Add("SaveProblem", emulator.SaveProblem ?? "")));
                case "GET faults":
                    return Ok(JsonAnswer.Write(new AnswerObject().AddItems("Faults", emulator.Faults.Current.Select(Describe))));
                case "POST faults":
                    emulator.Faults.Add(ReadFault(request));
                    return Done();
                case "DELETE faults":
                    emulator.Faults.Clear();
                    return Done();
                case "GET flowcontrol":
                    return Ok(JsonAnswer.Write(Describe(emulator.FlowControl)));
                case "POST flowcontrol":
                    Change(emulator.FlowControl, request);
                    return Done();
                case "POST reset":
                    emulator.Reset();
                    return Done();
                default:
                    return Problem(
                        404,
                        "There is nothing here. Try GET health, GET status, GET requests, GET state, PUT state, GET snapshots, "
                            + "POST snapshots, DELETE snapshots, POST restore, GET faults, POST faults, DELETE faults, GET flowcontrol, "
                            + "POST flowcontrol or POST reset.");
            }
        }
        catch (FormatException exception)
        {
            return Problem(400, exception.Message);
        }
        catch (KeyNotFoundException exception)
        {
            return Problem(404, exception.Message);
        }
    }

    // Any web page can make a browser send requests here: they have an Origin, or a name that was pointed at this machine.
    private static bool IsFromHere(IncomingRequest request) =>
        request.Header("origin").Length == 0
        && Uri.TryCreate("http://" + request.Header("host"), UriKind.Absolute, out var host)
        && host.IsLoopback;

    private static Fault ReadFault(IncomingRequest request)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in request.Parameters)
            members[parameter.Key] = parameter.Value;
        return new Fault(members);
    }

    // What is not named stays as it is; 0 calls means no limit here, as with the cmdlet.
    private static void Change(FlowControl flowControl, IncomingRequest request)
    {
        foreach (var parameter in request.Parameters)
        {
            switch (parameter.Key)
            {
                case "MaxCallsPerSecond":
                    flowControl.MaxCallsPerSecond = Limit(parameter);
                    break;
                case "MaxCallsPerMinute":
                    flowControl.MaxCallsPerMinute = Limit(parameter);
                    break;
                case "OmitRetryAfter":
                    flowControl.OmitRetryAfter = bool.TryParse(parameter.Value, out var omit) ? omit : throw Unreadable(parameter);
                    break;
                default:
                    throw Unreadable(parameter);
            }
        }
    }

    private static int? Limit(KeyValuePair<string, string> parameter) => Whole(parameter) is > 0 and var limit ? limit : null;

    private static int Whole(KeyValuePair<string, string> parameter) =>
        int.TryParse(parameter.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(parameter);

    private static FormatException Unreadable(KeyValuePair<string, string> parameter) =>
        new($"There is no member '{parameter.Key}' with the value '{parameter.Value}'.");

    private static AnswerObject Describe(Fault fault)
    {
        var members = new AnswerObject();
        foreach (var member in FaultMember.All)
            _ = member.Get(fault) is int number ? members.Add(member.Name, number) : members.Add(member.Name, (string)member.Get(fault));
        return members;
    }

    private static AnswerObject Describe(FlowControl flowControl) => new AnswerObject()
        .Add("MaxCallsPerSecond", flowControl.MaxCallsPerSecond ?? 0)
        .Add("MaxCallsPerMinute", flowControl.MaxCallsPerMinute ?? 0)
        .Add("OmitRetryAfter", flowControl.OmitRetryAfter);

    private static AnswerObject Describe(Snapshot snapshot) => new AnswerObject()
        .Add("Name", snapshot.Name)
        .Add("TakenAt", snapshot.TakenAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
        .Add("NetworkInterfaceCount", snapshot.NetworkInterfaceCount);

    private static AnswerObject Describe(RequestRecord record)
    {
        var parameters = new AnswerObject();
        foreach (var parameter in record.Parameters)
            parameters.Add(parameter.Key, parameter.Value);
        return new AnswerObject()
            .Add("Time", record.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
            .Add("Action", record.Action)
            .Add("Parameters", parameters)
            .Add("Status", record.Status)
            .Add("Code", record.Code ?? "")
            .Add("RequestId", record.RequestId)
            .Add("Milliseconds", (int)record.Duration.TotalMilliseconds);
    }

    private static OutgoingAnswer Done() => Ok(JsonAnswer.Write(new AnswerObject().Add("Done", true)));

    private static OutgoingAnswer Ok(byte[] json) => new(200, JsonAnswer.ContentType, json, "");

    private static OutgoingAnswer Problem(int status, string text) =>
        new(status, JsonAnswer.ContentType, JsonAnswer.Write(new AnswerObject().Add("Problem", text)), "");
}
