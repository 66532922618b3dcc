using System.Globalization;
using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Gateway;

/// <summary>The signature of a request, in any scheme, and its checks.</summary>
internal abstract class Signature
{
    /// <summary>The largest difference between a time stamp and the time of the service, on either side.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>The requested operation.</summary>
    public required string Action { get; init; }

    /// <summary>The requested version of the API.</summary>
    public required string Version { get; init; }

    public string AccessKeyId { get; init; } = "";

    public string TimeStamp { get; init; } = "";

    /// <summary>A text that no other request has.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>The token of a temporary key; empty if there is none.</summary>
    public string SecurityToken { get; init; } = "";

    /// <summary>True if the response is wanted as XML.</summary>
    public required bool WantsXml { get; init; }

    /// <summary>Finds the scheme of a request: V3 has an Authorization header, one operation needs no signature, anything else is V1. The header x-acs-action decides nothing, as V1 clients send it too.</summary>
    public static Signature Read(IncomingRequest request) =>
        AcsV3Signature.TryRead(request) ?? (Signature?)NoSignature.TryRead(request) ?? RpcV1Signature.ReadAny(request);

    /// <summary>Compares two texts in a time that does not depend on where they differ.</summary>
    public static bool AreEqual(string left, string right)
    {
        var difference = left.Length ^ right.Length;
        for (var i = 0; i < left.Length && i < right.Length; i++)
            difference |= left[i] ^ right[i];
        return difference == 0;
    }

    /// <exception cref="ApiFault">A part that every request needs is missing.</exception>
    public abstract void CheckComplete();

    /// <exception cref="ApiFault">The time stamp cannot be read, or is outside the window.</exception>
    public void CheckTime(DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(
            TimeStamp, RequestSigner.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new ApiFault(
                400,
                "IllegalTimestamp",
                "The input parameter \"Timestamp\" that is mandatory for processing this request "
                    + "is not supplied in the form yyyy-MM-ddTHH:mm:ssZ.");
        }

        if ((time - now).Duration() > Window)
            throw new ApiFault(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
    }

    /// <exception cref="ApiFault">The secret did not make this signature, or the request was changed after it was signed.</exception>
    public abstract void CheckMatch(string secret);
}
