using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Errors;

namespace EniTools.Reading;

/// <summary>Reads the text of an address or prefix.</summary>
internal static class ItemReader
{
    private const string HostMask = "/128";

    /// <summary>Reads an address or prefix.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isPrefix">True if the text must be a prefix.</param>
    /// <param name="input">The target of an error.</param>
    /// <param name="item">The address or prefix.</param>
    /// <returns>The error; null if the item was read.</returns>
    public static ErrorRecord? Read(string text, bool isPrefix, object input, out Ipv6Item item)
    {
        item = default;
        // "ip -6 addr" prints an address so.
        var isHost = isPrefix && text.EndsWith(HostMask, StringComparison.Ordinal);
        if (isPrefix && !isHost)
        {
            if (!Ipv6Prefix.TryParse(text, out var prefix, out var fault, out var problem))
                return EniError.BadPrefix(text, fault, problem, input);
            item = new Ipv6Item(prefix);
        }
        else
        {
            if (!Ipv6Address.TryParse(isHost ? text.Substring(0, text.Length - HostMask.Length) : text, out var address, out var problem))
                return EniError.BadAddress(text, problem, input);
            item = new Ipv6Item(address);
        }

        return SpecialRange.ProblemOf(item) is { } rule ? EniError.NotForInterface(text, isPrefix, rule, input) : null;
    }
}
