using System.Diagnostics.CodeAnalysis;
using EniTools.Api.Signing;

namespace EniTools.Api.Credentials;

/// <summary>What looking for a key in one place, or in all of them, came to: a source of keys, or why there is none.</summary>
public sealed class KeyLookup
{
    private KeyLookup(IAccessKeySource? keys, string origin, string? reason)
    {
        Keys = keys;
        Origin = origin;
        Reason = reason;
    }

    /// <summary>The source; null when there is none.</summary>
    public IAccessKeySource? Keys { get; }

    /// <summary>Where it was found, such as "variables ALIBABA_CLOUD_ACCESS_KEY_ID and ..." or "profile NAME in FILE".</summary>
    public string Origin { get; }

    /// <summary>Why there is none, as a sentence; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>Whether there is a source.</summary>
    [MemberNotNullWhen(true, nameof(Keys))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsFound => Keys is not null;

    /// <summary>A source that was found.</summary>
    public static KeyLookup Found(IAccessKeySource keys, string origin) => new(keys, origin, null);

    internal static KeyLookup Nothing(string origin, string reason) => new(null, origin, reason);

    /// <summary>A fixed key; what cannot be one is a reason.</summary>
    internal static KeyLookup Fixed(string id, string secret, string? token, string origin)
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

    /// <summary>The origin, or the origin and the reason.</summary>
    public override string ToString() => IsFound ? Origin : $"{Origin}: {Reason}";
}
