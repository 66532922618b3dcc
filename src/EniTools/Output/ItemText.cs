using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An address or prefix as the two properties that every output object has: one holds the text, the other is null.</summary>
internal static class ItemText
{
    public static string? AddressText(this Ipv6Item item) => item.IsPrefix ? null : item.ToString();

    public static string? PrefixText(this Ipv6Item item) => item.IsPrefix ? item.ToString() : null;
}
