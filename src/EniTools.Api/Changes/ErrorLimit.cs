using System.Globalization;

namespace EniTools.Api.Changes;

/// <summary>How many errors a run may have: a number, or a share of its targets.</summary>
/// <param name="Number">The number, or the share in percent.</param>
/// <param name="IsPercent">Whether it is a share.</param>
internal sealed record ErrorLimit(int Number, bool IsPercent)
{
    /// <summary>The largest number.</summary>
    public const int MaxNumber = 999_999_999;

    /// <summary>Reads a text such as 10 or 10%.</summary>
    /// <returns>Null when it is neither a whole number nor a whole percentage.</returns>
    public static ErrorLimit? TryParse(string? text)
    {
        text = text?.Trim() ?? "";
        var isPercent = text.EndsWith("%", StringComparison.Ordinal);
        if (isPercent)
            text = text.Substring(0, text.Length - 1).TrimEnd();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= (isPercent ? 100 : MaxNumber)
            ? new ErrorLimit(number, isPercent)
            : null;
    }

    /// <summary>Whether a run has more errors than it may have.</summary>
    /// <param name="errors">Its errors until now.</param>
    /// <param name="targets">All its targets; null while they are not known, when no share of them can be exceeded.</param>
    public bool IsExceeded(long errors, long? targets) => IsPercent ? errors * 100 > Number * targets : errors > Number;

    /// <summary>The limit as it was written.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (IsPercent ? "%" : "");
}
