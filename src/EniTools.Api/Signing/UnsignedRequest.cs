namespace EniTools.Api.Signing;

/// <summary>What is to be signed.</summary>
/// <param name="Endpoint">The scheme, host and port to ask.</param>
/// <param name="Action">The operation, such as UnassignIpv6Addresses.</param>
/// <param name="Version">The version of the service's API, such as 2014-05-26.</param>
/// <param name="Parameters">Names and values, not encoded, in any order.</param>
internal sealed record UnsignedRequest(Uri Endpoint, string Action, string Version, IReadOnlyList<KeyValuePair<string, string>> Parameters);
