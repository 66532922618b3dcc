using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An address or prefix as the two properties that every output object has: one holds the text, the other is null.</summary>
internal static class ItemText
{
    public static string? AddressText(this Ipv6Item item) => item.IsPrefix ? null : item.ToString();

    public static string? PrefixText(this Ipv6Item item) => item.IsPrefix ? item.ToString() : null;

    /// <summary>A text of one length that sorts as the number does; an address comes before a prefix that begins with it.</summary>
    public static string SortKey(this Ipv6Item item) =>
        FormattableString.Invariant($"{item.Address.High:x16}{item.Address.Low:x16}/{item.PrefixLength ?? 0:d3}");
}
