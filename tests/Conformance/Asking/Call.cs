using EniTools.Api.Calls;

namespace EniTools.Conformance.Asking;

/// <summary>A request of a check, before it is signed.</summary>
internal sealed record Call(ApiService Service, string Action, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>The scheme of the signature, and the mistakes made on purpose.</summary>
    public SigningForm Form { get; init; } = SigningForm.Ordinary;

    /// <summary>Returns the value of a parameter, or null if it was not sent.</summary>
    public string? Find(string name) => Parameters.FirstOrDefault(parameter => parameter.Key == name).Value;

    /// <summary>Returns the values of Name.1, Name.2, and so on.</summary>
    public IEnumerable<string> List(string name) =>
        Parameters.Where(parameter => parameter.Key.StartsWith(name + ".", StringComparison.Ordinal)).Select(parameter => parameter.Value);
}

/// <summary>A way to sign and send a request. The name stands in recordings.</summary>
internal sealed record SigningForm(string Name)
{
    /// <summary>V3 over POST, answered in JSON: the way of every current client.</summary>
    public static SigningForm Ordinary { get; } = new("V3");

    /// <summary>The older scheme, with all parameters in the query of a GET request.</summary>
    public static SigningForm V1 { get; } = new("V1") { IsV1 = true, Method = HttpMethod.Get };

    /// <summary>True for the older scheme, HMAC-SHA1.</summary>
    public bool IsV1 { get; init; }

    /// <summary>True if a key that does not exist signs the request.</summary>
    public bool HasUnknownKey { get; init; }

    /// <summary>True if a wrong secret signs the request.</summary>
    public bool HasWrongSecret { get; init; }

    /// <summary>The difference of the request's time to the real one.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>A fixed nonce, or null for a new one.</summary>
    public string? Nonce { get; init; }

    /// <summary>A header that is neither sent nor signed.</summary>
    public string? LeftOut { get; init; }

    /// <summary>A header that is sent but not signed.</summary>
    public string? Unsigned { get; init; }

    /// <summary>A version in place of the service's own, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The accept header of V3.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>The number of zero bytes in the body.</summary>
    public int BodyBytes { get; init; }
}
