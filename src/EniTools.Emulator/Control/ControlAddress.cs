using System.Globalization;
using EniTools.Api.Transport;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using static EniTools.Emulator.Control.ControlAnswers;

namespace EniTools.Emulator.Control;

/// <summary>The paths beside the API, for people and test suites: health, a page, the request log, the world and its snapshots, faults, flow control, a reset.</summary>
internal sealed class ControlAddress(IControlled emulator, ControlAccess access)
{
    public const string Root = "/.emulator/";

    /// <summary>The number of requests in one page of the log.</summary>
    internal const int MaxRequests = 1000;

    public static bool IsFor(IncomingRequest request) => request.Path.StartsWith(Root, StringComparison.Ordinal);

    public static bool IsHealth(IncomingRequest request) => request is { Path: Root + "health", Method: "GET" };

    /// <summary>Tells a probe, which reads the HTTP status, whether the emulator serves. Any client may know that.</summary>
    public static OutgoingAnswer AnswerHealth(bool isLoaded, string? saveProblem)
    {
        var (status, word) = !isLoaded ? (503, "Loading") : saveProblem is not null ? (503, "CannotSave") : (200, "Serving");
        return WithHeaders(Write(status, new AnswerObject().Add("Status", word).Add("SaveProblem", saveProblem ?? "")));
    }

    /// <summary>Refuses a browser at the API: the key is no secret, so any page could sign a request.</summary>
    public static OutgoingAnswer RefuseBrowser() => WithHeaders(Problem(
        403,
        "The API is for programs, and not for pages in a browser. Beyond loopback, a request has to have an Authorization header, one that "
            + $"begins with x-acs- or x-sdk-, or {ControlAccess.Header}."));

    /// <summary>Refuses a host that is not the emulator's: its name may have been pointed here.</summary>
    public static OutgoingAnswer RefuseName() => WithHeaders(Problem(
        403, "The emulator has no such name. Ask for it by its IP address, or start it with -HostName or ENI_EMULATOR_HOST_NAMES."));

    public async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (PageFiles.IsFor(request))
            return WithHeaders(PageFiles.Answer(request));

        if (!access.Opens(request))
        {
            return WithHeaders(Problem(
                403,
                "This address is for programs on this machine, and otherwise for those that show the secret of this start: "
                    + $"the emulator's page does, and programs can in the header {ControlAccess.Header}."));
        }

        try
        {
            var path = request.Method + " " + request.Path.Substring(Root.Length);
            if (request.Method != "PUT")
                await request.ReadBodyAsync(ApiGateway.MaxUnsignedBodyBytes).ConfigureAwait(false);
            if (request.ExceededBytes is { } limit)
                return WithHeaders(Problem(413, $"The request body is larger than {limit / 1024} KiB."));
            return WithHeaders(path == "GET watch"
                ? await Watch.AnswerAsync(emulator, request, cancellationToken).ConfigureAwait(false)
                : Answer(path, request));
        }
        catch (FormatException exception)
        {
            return WithHeaders(Problem(400, exception.Message));
        }
        catch (KeyNotFoundException exception)
        {
            return WithHeaders(Problem(404, exception.Message));
        }
    }

    private OutgoingAnswer Answer(string path, IncomingRequest request)
    {
        switch (path)
        {
            case "GET requests":
                return Ok(Requests(request));
            case "GET request":
                return Watch.Call(emulator, request) is { } call ? Ok(call) : Problem(404, "That request is not kept any more.");
            case "GET regions":
                return Ok(emulator.Look(WorldView.Regions));
            case "GET networkinterfaces":
                return Ok(WorldView.Search(emulator, request));
            case "GET choices":
                return Ok(new AnswerObject()
                    .AddItems("Actions", emulator.Actions)
                    .AddItems("FaultKinds", Enum.GetNames(typeof(FaultKind))));
            case "GET state":
                return Ok(emulator.State());
            case "GET snapshots":
                return Ok(new AnswerObject().AddItems("Snapshots", emulator.Snapshots.Select(Describe)));
            case "GET status":
                return Ok(new AnswerObject()
                    .Add("Endpoint", emulator.Endpoint.ToString())
                    .Add("StartedAt", Text(emulator.StartedAt))
                    .Add("SaveProblem", emulator.SaveProblem ?? ""));
            case "GET faults":
                return Ok(new AnswerObject().AddItems("Faults", emulator.Faults.Current.Select(Describe)));
            case "GET flowcontrol":
                return Ok(Describe(emulator.FlowControl));
            default:
                var answer = Change(path, request);
                emulator.Bell.Ring();
                return answer;
        }
    }

    private AnswerObject Requests(IncomingRequest request)
    {
        var (last, given) = (emulator.Log.Last, request.Parameter("After"));
        var after = given.Length == 0 ? last - MaxRequests
            : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"After is the number of a request, and cannot be '{given}'.");
        return new AnswerObject()
            .Add("Last", last.ToString(CultureInfo.InvariantCulture))
            .AddItems("Requests", emulator.Log.Page(after, MaxRequests).Select(
                item => Describe(item.Record).Add("Number", item.Number.ToString(CultureInfo.InvariantCulture))));
    }

    private OutgoingAnswer Change(string path, IncomingRequest request)
    {
        switch (path)
        {
            case "PUT state":
                emulator.Load(request.Upload(ReadLimits.MaxWorldBytes));
                return Done();
            case "POST snapshots":
                return Ok(Describe(emulator.SaveSnapshot(request.Parameter("Name"))));
            case "DELETE snapshots":
                emulator.RemoveSnapshot(request.Parameter("Name"));
                return Done();
            case "POST restore":
                emulator.RestoreSnapshot(request.Parameter("Name"));
                return Done();
            case "POST faults":
                emulator.Faults.Add(ReadFault(request));
                return Done();
            case "DELETE faults" when request.Parameters.Count > 0:
                return emulator.Faults.Remove(ReadFault(request)) ? Done() : throw new KeyNotFoundException("There is no such fault.");
            case "DELETE faults":
                emulator.Faults.Clear();
                return Done();
            case "POST flowcontrol":
                Change(emulator.FlowControl, request);
                return Done();
            case "POST reset":
                emulator.Reset();
                return Done();
            default:
                return Problem(
                    404,
                    "There is nothing here. Try GET health, GET status, GET requests, GET regions, GET networkinterfaces, GET state, "
                        + "PUT state, GET snapshots, POST snapshots, DELETE snapshots, POST restore, GET faults, POST faults, "
                        + "DELETE faults, GET flowcontrol, POST flowcontrol or POST reset.");
        }
    }

    private static Fault ReadFault(IncomingRequest request)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in request.Parameters)
            members[parameter.Key] = parameter.Value;
        return new Fault(members);
    }

    // Members that are not named stay; 0 calls is no limit, as in the cmdlet.
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
}
