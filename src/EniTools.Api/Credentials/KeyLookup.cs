using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Errors;
using EniTools.Api.Signing;

namespace EniTools.Api.Credentials;

/// <summary>The result of looking for a key in one place, or in all of them: a source of keys, or the reason why there is none.</summary>
internal sealed class KeyLookup
{
    private readonly IAccessKeySource? _unasked;

    private KeyLookup(IAccessKeySource? keys, string origin, string? reason, IAccessKeySource? unasked = null)
    {
        _unasked = unasked;
        Keys = keys;
        Origin = origin;
        Reason = reason;
    }

    public IAccessKeySource? Keys { get; }

    /// <summary>The place, such as "variables ALIBABA_CLOUD_ACCESS_KEY_ID and ..." or "profile NAME in FILE".</summary>
    public string Origin { get; }

    /// <summary>The reason why there is none, as a sentence; null if there is one.</summary>
    public string? Reason { get; }

    [MemberNotNullWhen(true, nameof(Keys))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsFound => Keys is not null;

    /// <summary>True if only a call can tell: <see cref="AskAsync"/>, and then the same lookup again.</summary>
    public bool IsToBeAsked => _unasked is not null;

    /// <summary>True if something was meant as a credential, usable or not.</summary>
    public bool IsGiven { get; private init; } = true;

    public static KeyLookup Found(IAccessKeySource keys, string origin) => new(keys, origin, null);

    /// <summary>Something is there, but it cannot be used.</summary>
    public static KeyLookup Nothing(string origin, string reason) => new(null, origin, reason);

    public static KeyLookup Absent(string origin, string reason) => new(null, origin, reason) { IsGiven = false };

    public static KeyLookup ToBeAsked(IAccessKeySource unasked, string origin, string reason) => new(null, origin, reason, unasked);

    public static KeyLookup Fixed(string id, string secret, string? token, string origin)
    {
        try
        {
            return Found(new AccessKey(id, secret, token), origin);
        }
        catch (ArgumentException problem)
        {
            return Nothing(origin, problem.Message);
        }
    }

    /// <summary>There is no key to assume a role with; only asking can tell if that is so for the key.</summary>
    public static KeyLookup NothingFor(string role, KeyLookup caller) =>
        new(null, role, $"it is assumed with another key. {caller}", caller._unasked);

    /// <summary>Asks, once: the answer is remembered, and the next lookup has it.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _unasked!.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // The next lookup says what came of it.
        }
    }

    public override string ToString() => IsFound ? Origin : $"{Origin}: {Reason}";
}
