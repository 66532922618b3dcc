using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EniTools.Api.Model;
using EniTools.Conformance.Asking;

namespace EniTools.Conformance.Recordings;

/// <summary>
/// Replaces everything that identifies an account: ids, addresses, account numbers, request ids, names. The same text always becomes the same
/// replacement, and different texts different ones, so that a recording can still be read.
/// </summary>
/// <param name="secrets">Secrets to hide, such as the parts of the key.</param>
internal sealed partial class Redaction(params IEnumerable<string?> secrets)
{
    private const string Hidden = "(hidden)";

    // Members and parameters whose texts are words of the API. All other texts are replaced.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "AddressType", "AssociatedInstanceType", "AuthAction", "AuthPrincipalType", "Bandwidth", "BusinessStatus", "Code", "CreationTime",
        "AllocationTime", "HostId", "IdentityType", "InstanceChargeType", "InternetChargeType", "Ipv6Isp", "LocalName", "Message",
        "NetworkInterfaceTrafficMode", "NetworkType", "NoPermissionType", "PolicyType", "Recommend", "RegionEndpoint", "RegionId", "Status",
        "TcpOptionAddressEnabled", "Type", "ZoneId",
    };

    private readonly string[] _secrets = [.. secrets.Where(secret => !string.IsNullOrEmpty(secret)).Distinct().OfType<string>()];
    private readonly Dictionary<(string Kind, string Text), string> _known = [];

    // The texts of the run itself identify no account.
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Replaces ids, addresses and account numbers in a text.</summary>
    public string Text(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        // The message of a signature error repeats the whole request.
        text = Echo().Replace(text, "(the rest repeats the request)");
        return Token().Replace(text, match => Replace(match.Value));
    }

    /// <summary>Redacts a request and its answer.</summary>
    public Exchange Exchange(Exchange exchange)
    {
        _sent.UnionWith(exchange.Call.Parameters.Select(parameter => parameter.Value));
        return new(
            exchange.Call with
            {
                Parameters = [.. exchange.Call.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, Text(parameter.Value)))],
            },
            new Answer(
                exchange.Answer.Status,
                exchange.Answer.ContentType,
                exchange.Answer.Json is { } json ? Member("", json)!.ToJsonString() : Text(exchange.Answer.Body)));
    }

    private JsonNode? Member(string name, JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Member(member.Key, member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => Member(name, item))]),
        JsonValue text when text.TryGetValue<string>(out var written) => Value(name, written),
        JsonValue number when Account().IsMatch(number.ToJsonString()) => JsonNode.Parse(Replace(number.ToJsonString())),
        _ => value?.DeepClone(),
    };

    private string Value(string name, string text)
    {
        if (text.Length == 0 || Words.Contains(name) || _sent.Contains(text))
            return Text(text);
        var whole = Token().Match(text);
        return whole.Length == text.Length ? Text(text) : Known("text", text, number => $"text-{number}");
    }

    private string Replace(string text)
    {
        if (Guid.TryParseExact(text, "D", out var guid))
            return Known("guid", guid.ToString(), number => $"00000000-0000-4000-8000-{number:D12}");
        if (Mac().IsMatch(text))
            return Known("mac", text, number => $"00:00:5e:00:{number / 256:x2}:{number % 256:x2}");
        if (Account().IsMatch(text))
            return Known("account", text, number => (1_000_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture));
        if (Key().IsMatch(text))
            return Hidden;
        if (text.StartsWith("acs:", StringComparison.Ordinal))
            return Known("arn", text, number => $"acs:ram::0:hidden/{number}");
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (address, mask) = slash < 0 ? (text, "") : (text[..slash], text[slash..]);
        if (address.Contains(':', StringComparison.Ordinal))
            return Ipv6Address.TryParse(address, out var parsed, out _) ? Ipv6(parsed) + mask : text;
        if (IPAddress.TryParse(address, out _))
            return Known("ipv4", address, number => $"192.0.{2 + (number / 256)}.{number % 256}") + mask;
        var kind = text[..text.IndexOf('-', StringComparison.Ordinal)];
        return Known(kind, text, number => $"{kind}-redacted{number:D4}");
    }

    // The network, the next 16 bits and the last 48 each get a number, so that a prefix stays one, and addresses stay inside theirs.
    private string Ipv6(Ipv6Address address)
    {
        var network = Number("network", address.High.ToString("x", CultureInfo.InvariantCulture));
        var (block, host) = (address.Low >> 48, address.Low & 0xffff_ffff_ffff);
        var low = ((ulong)NumberOrZero("block", block) << 48) | NumberOrZero("host", host);
        return new Ipv6Address(0x2001_0db8_0000_0000UL | network, low).ToString();
    }

    private uint NumberOrZero(string kind, ulong bits) => bits == 0 ? 0 : Number(kind, bits.ToString("x", CultureInfo.InvariantCulture));

    private uint Number(string kind, string text) => uint.Parse(Known(kind, text, number => $"{number}"), CultureInfo.InvariantCulture);

    private string Known(string kind, string text, Func<int, string> make)
    {
        if (!_known.TryGetValue((kind, text), out var known))
            _known.Add((kind, text), known = make(_counts[kind] = _counts.GetValueOrDefault(kind) + 1));
        return known;
    }

    [GeneratedRegex(@"\s*server (string to ?sign|StringToSign|CanonicalRequest) is.*", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Echo();

    [GeneratedRegex(
        @"\b[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\b" // GUID
            + @"|\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b(?!:)" // MAC
            + @"|\bacs:ram:[^\s""]*" // ARN
            + @"|(?<![\w:.-])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?(?:/\d+)?(?![\w:])" // IPv6
            + @"|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d+)?(?![\w.]*\d)" // IPv4
            + @"|\b(?:eni|vsw|vpc|sg|i|rg|ipv6gw|ipv6bw|ipv6|acl|vtb)-[A-Za-z0-9]{6,}\b"
            + @"|\b(?:LTAI|STS\.)\w+" // AccessKey id
            + @"|\b\d{15,19}\b")] // account
    private static partial Regex Token();

    [GeneratedRegex(@"^(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$")]
    private static partial Regex Mac();

    [GeneratedRegex(@"^\d{15,19}$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^(?:LTAI|STS\.)")]
    private static partial Regex Key();
}
