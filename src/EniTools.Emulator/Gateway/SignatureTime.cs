using System.Globalization;
using EniTools.Api.Signing;

namespace EniTools.Emulator.Gateway;

/// <summary>The time stamp of a signature: its form, and how far it may be off.</summary>
internal static class SignatureTime
{
    /// <summary>How far a time stamp may be from the service's time, on either side.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <exception cref="ApiFault">The time stamp cannot be read, or is outside the window.</exception>
    public static void Check(string timeStamp, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(
            timeStamp, RequestSigner.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
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
}
