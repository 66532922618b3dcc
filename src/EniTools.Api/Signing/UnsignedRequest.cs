namespace EniTools.Api.Signing;

internal sealed record UnsignedRequest(Uri Endpoint, string Action, string Version, IReadOnlyList<KeyValuePair<string, string>> Parameters);
