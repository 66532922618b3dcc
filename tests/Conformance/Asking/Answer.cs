using System.Text.Json;
using System.Text.Json.Nodes;

namespace EniTools.Conformance.Asking;

/// <summary>A response, with its body as it came.</summary>
internal sealed class Answer(int status, string contentType, string body)
{
    private readonly Lazy<JsonObject?> _json = new(() => TryParse(body));

    public int Status => status;

    /// <summary>The media type.</summary>
    public string ContentType => contentType;

    public string Body => body;

    /// <summary>The body as a JSON object, or null if it is none.</summary>
    public JsonObject? Json => _json.Value;

    /// <summary>The error code, or null for a success.</summary>
    public string? Code => Text("Code");

    public bool IsSuccess => Status == 200 && Code is null;

    /// <summary>The status with the error code, such as "403 InvalidIp.IpUnassigned".</summary>
    public string Outcome => Code is null ? Status.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{Status} {Code}";

    /// <summary>Returns the text of a member, or null if there is none.</summary>
    public string? Text(string name) => TextOf(Json, name);

    /// <summary>Returns the items of a list, which the service writes as an object with one array.</summary>
    public IReadOnlyList<JsonNode> List(string set, string item) => ListOf(Json, set, item);

    public static string? TextOf(JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonValue value ? value.ToString() : null;

    public static IReadOnlyList<JsonNode> ListOf(JsonNode? node, string set, string item) =>
        node is JsonObject members && members[set] is JsonObject list && list[item] is JsonArray items ? [.. items.OfType<JsonNode>()] : [];

    /// <summary>Returns the first item of a list, or null if there is none.</summary>
    public JsonNode? First(string set, string item) => List(set, item) is [var first, ..] ? first : null;

    private static JsonObject? TryParse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A request and its response.</summary>
internal sealed record Exchange(Call Call, Answer Answer);
