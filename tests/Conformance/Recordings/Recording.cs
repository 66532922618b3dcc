using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EniTools.Conformance.Asking;

namespace EniTools.Conformance.Recordings;

/// <summary>The result of a run as a file: every request and answer, redacted.</summary>
internal sealed record Recording(string Source, string RegionId, IReadOnlyList<RecordedFact> Facts)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The version of the file's form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The requests of the cleanup.</summary>
    public IReadOnlyList<RecordedExchange> Cleanup { get; init; } = [];

    /// <summary>Makes the recording of a run.</summary>
    public static Recording Of(
        string source, string regionId, IEnumerable<FactResult> results, IEnumerable<Exchange> cleanup, Redaction redaction) =>
        new(
            source,
            regionId,
            [
                .. results.Select(result => new RecordedFact(
                    result.Fact.Id, result.Outcome,
                    [.. result.Exchanges.Select(exchange => RecordedExchange.Of(redaction.Exchange(exchange)))])
                {
                    Why = result.Why is { } why ? redaction.Text(why) : null,
                }),
            ])
        {
            Cleanup = [.. cleanup.Select(exchange => RecordedExchange.Of(redaction.Exchange(exchange)))],
        };

    /// <exception cref="FormatException">The file is no recording.</exception>
    public static Recording Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Recording>(File.ReadAllText(path), Form) is { Format: 1, Facts: not null } read
                ? read
                : throw new FormatException($"{path} is not a recording of the form 1.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{path} is not a recording: {exception.Message}", exception);
        }
    }

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Form) + "\n");
}

/// <summary>One fact of a recording.</summary>
internal sealed record RecordedFact(string Id, Outcome Outcome, IReadOnlyList<RecordedExchange> Exchanges)
{
    /// <summary>The page with the answers, or null for answers of a run.</summary>
    public string? Page { get; init; }

    /// <summary>The differences, or the reason that the fact could not be asked.</summary>
    public string? Why { get; init; }
}

/// <summary>One request and its answer.</summary>
internal sealed record RecordedExchange(string Service, string Action, IReadOnlyDictionary<string, string> Parameters, int Status)
{
    /// <summary>The way the request was signed, or null for the ordinary one.</summary>
    public string? Form { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>The body of an answer in JSON.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>The body of any other answer.</summary>
    public string? Text { get; init; }

    public static RecordedExchange Of(Exchange exchange) => new(
        exchange.Call.Service.Name, exchange.Call.Action, exchange.Call.Parameters.ToDictionary(), exchange.Answer.Status)
    {
        Form = exchange.Call.Form == SigningForm.Ordinary ? null : exchange.Call.Form.Name,
        ContentType = exchange.Answer.ContentType,
        Body = exchange.Answer.Json?.DeepClone(),
        Text = exchange.Answer.Json is null ? exchange.Answer.Body : null,
    };

    public Answer ToAnswer() => new(Status, ContentType, Body?.ToJsonString() ?? Text ?? "");

    public bool Asks(Call call) => Service == call.Service.Name && Action == call.Action
        && (Form ?? SigningForm.Ordinary.Name) == call.Form.Name
        && Parameters.Keys.Order(StringComparer.Ordinal).SequenceEqual(
            call.Parameters.Select(item => item.Key).Order(StringComparer.Ordinal));
}

/// <summary>Answers the requests of a check from a recording, in order.</summary>
internal sealed class RecordedSender(IReadOnlyList<RecordedExchange> exchanges) : ISender
{
    private Call? _last;
    private int _next;

    /// <summary>True if the last request was repeated in the recording.</summary>
    public bool Repeats => _last is not null && _next < exchanges.Count && exchanges[_next].Asks(_last);

    public Task<Answer> SendAsync(Call call, CancellationToken cancellationToken)
    {
        if (_next == exchanges.Count)
            throw new CouldNotAskException($"The recording ends before {call.Action}.");
        var exchange = exchanges[_next++];
        _last = call;
        return exchange.Asks(call)
            ? Task.FromResult(exchange.ToAnswer())
            : throw new CouldNotAskException($"The recording has another request than {call.Action} as number {_next}.");
    }
}
