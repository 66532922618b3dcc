using System.Globalization;

namespace EniTools.Api.Guards;

/// <summary>How many errors a run may have: a number, or a share of its targets.</summary>
/// <param name="Number">The number, or the share in percent.</param>
/// <param name="IsPercent">Whether it is a share.</param>
public sealed record ErrorLimit(int Number, bool IsPercent)
{
    /// <summary>The form of its text, such as 10 or 10%.</summary>
    public const string Form = "^([0-9]{1,9}|(100|[0-9]{1,2})%)$";

    /// <summary>Reads a text that has the form.</summary>
    public static ErrorLimit Parse(string text) =>
        new(int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture), text.EndsWith("%", StringComparison.Ordinal));

    /// <summary>Whether a run has more errors than it may have.</summary>
    /// <param name="errors">Its errors until now.</param>
    /// <param name="targets">All its targets; null while they are not known, when no share of them can be exceeded.</param>
    public bool IsExceeded(long errors, long? targets) => IsPercent ? errors * 100 > Number * targets : errors > Number;

    /// <summary>The limit as it was written.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (IsPercent ? "%" : "");
}
