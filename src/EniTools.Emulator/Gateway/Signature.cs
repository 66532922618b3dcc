using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>What a request says about its signature, whichever scheme it uses, and how to check it.</summary>
internal abstract class Signature
{
    /// <summary>The operation that is asked for.</summary>
    public abstract string Action { get; }

    /// <summary>The API version that is asked for.</summary>
    public abstract string Version { get; }

    /// <summary>The key that signed.</summary>
    public abstract string AccessKeyId { get; }

    /// <summary>The time of signing, as text.</summary>
    public abstract string TimeStamp { get; }

    /// <summary>A text that no other request has.</summary>
    public abstract string Nonce { get; }

    /// <summary>The token of a temporary key; empty when none was sent.</summary>
    public abstract string SecurityToken { get; }

    /// <summary>Whether the answer is wanted as XML.</summary>
    public abstract bool WantsXml { get; }

    /// <summary>Finds the scheme of a request: V3 has an Authorization header, one operation needs no signature, anything else is V1. The header x-acs-action says nothing: V1 clients send it too.</summary>
    public static Signature Read(IncomingRequest request) =>
        AcsV3Signature.TryRead(request) ?? (Signature?)NoSignature.TryRead(request) ?? new RpcV1Signature(request);

    /// <exception cref="ApiFault">A part that every request needs is missing.</exception>
    public abstract void CheckComplete();

    /// <exception cref="ApiFault">The secret did not make this signature, or the request is not the one that was signed.</exception>
    public abstract void CheckMatch(string secret);

    // Takes the same time wherever the texts differ.
    protected static bool AreEqual(string left, string right)
    {
        var difference = left.Length ^ right.Length;
        for (var i = 0; i < left.Length && i < right.Length; i++)
            difference |= left[i] ^ right[i];
        return difference == 0;
    }
}
