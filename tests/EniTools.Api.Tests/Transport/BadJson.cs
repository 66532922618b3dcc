using System.Text;

namespace EniTools.Api.Tests.Transport;

/// <summary>Texts that people who mean harm send to a reader of JSON. Both test projects compile this file.</summary>
internal static class BadJson
{
    private const int Deep = 2_000_000;

    /// <summary>The name and the text of each, which is an object with a member.</summary>
    public static IEnumerable<(string Name, string Text)> With(string member) =>
    [
        ("nested lists", $"{{\"{member}\":{new string('[', Deep)}"),
        ("nested lists that end", $"{{\"{member}\":{new string('[', Deep)}{new string(']', Deep)}}}"),
        ("nested objects", $"{{\"{member}\":{string.Concat(Enumerable.Repeat("{\"a\":", Deep / 5))}1"),
        ("lists 33 deep", $"{{\"{member}\":{new string('[', 32)}{new string(']', 32)}}}"),
        ("tiny objects", $"{{\"{member}\":[{Tiny("{},", 600_000)}{{}}]}}"),
        ("tiny numbers", $"{{\"{member}\":[{Tiny("1,", 600_000)}1]}}"),
        ("tiny members", $"{{\"{member}\":{{{Tiny("\"a\":1,", 600_000)}\"a\":1}}}}"),
        ("an end in a text", $"{{\"{member}\":\"{new string('x', 1_000_000)}"),
        ("an end in an escape", $"{{\"{member}\":\"\\u00"),
        ("an end after an object", $"{{\"{member}\":[]"),
        ("two objects", $"{{\"{member}\":[]}}{{\"{member}\":[]}}"),
        ("a NUL", $"{{\"{member}\":\0[]}}"),
        ("nothing", ""),
    ];

    /// <summary>A text of many pieces. It is good JSON, and takes a moment.</summary>
    public static string ManyEscapes => $"{{\"a\":\"{Tiny("\\u0041", 1_000_000)}\"}}";

    private static string Tiny(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
