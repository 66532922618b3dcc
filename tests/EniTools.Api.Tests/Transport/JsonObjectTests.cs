using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Transport;

/// <summary>An answer is one whole object or nothing: half a page of a list must not pass for the last one.</summary>
public sealed class JsonObjectTests
{
    private const string Page =
        """ {"RequestId":"R","Sets":{"Set":[{"Id":"a}\"]","Count":12},{"Id":"\\"}]},"NextToken":"t","Total":123} """;

    [Fact]
    public void A_whole_object_is_read()
    {
        Assert.True(TryParse(Page, out var token));
        Assert.Equal("t", token);
    }

    [Fact]
    public void What_breaks_off_anywhere_is_none() =>
        Assert.All(Enumerable.Range(0, Page.TrimEnd().Length), length => Assert.False(TryParse(Page[..length], out _), Page[..length]));

    [Theory]
    [InlineData("{\"a\":1} {\"b\":2}")]
    [InlineData("{\"a\":1}{")]
    [InlineData("{\"a\":1}]")]
    [InlineData("{\"a\":1}\"b\"")]
    [InlineData("}{")]
    public void More_than_one_is_none(string text) => Assert.False(TryParse(text, out _));

    public static TheoryData<string> BadTexts => [.. BadJson.With("a").Select(bad => bad.Name)];

    /// <summary>The texts are up to 4 MB: time that grows with their square would be minutes. Twice the memory that was measured is allowed.</summary>
    [Theory]
    [MemberData(nameof(BadTexts))]
    public void A_text_that_means_harm_is_none_and_costs_little(string name)
    {
        var text = Encoding.UTF8.GetBytes(BadJson.With("a").Single(bad => bad.Name == name).Text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var stopwatch = Stopwatch.StartNew();

        Assert.False(JsonObject.TryParse(text, out _, out var failure));

        Assert.NotNull(failure);
        Assert.InRange(stopwatch.Elapsed.TotalSeconds, 0, 30);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1024 / 1024, 0, 115);
    }

    [Fact]
    public void A_text_of_a_million_escapes_takes_a_moment()
    {
        var stopwatch = Stopwatch.StartNew();

        Assert.True(JsonObject.TryParse(BadJson.ManyEscapes, out var members));

        Assert.Equal(new string('A', 1_000_000), members.Text("a"));
        Assert.InRange(stopwatch.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void A_text_that_is_too_large_is_none() =>
        Assert.False(JsonObject.TryParse($$"""{"a":"{{new string('x', ReadLimits.MaxBytes)}}"}""", out _));

    [Fact]
    public void What_came_before_on_the_thread_changes_nothing()
    {
        var whole = OneOf(Page, "{}", "[]", "{\"a\":{\"a\":1},\"a\":null}", "{\"a b\":[true,\"\\u0000\"]}", Nested(30), Nested(90))
            .Select(Encoding.UTF8.GetBytes);
        var strange = OneOf<byte[]>(
            [0xef, 0xbb, 0xbf], [0xc3], [0xff, 0xfe], [0], [(byte)'"'], [(byte)'\\'], [(byte)'}'], [(byte)','], [(byte)':']);
        var broken = Gen.Select(whole, strange, Gen.Int[0, 200], Gen.Int[0, 8], (text, bytes, at, instead) =>
            (byte[])[.. text.Take(at), .. bytes, .. text.Skip(at + instead)]);

        Gen.OneOf(whole, broken).Array[1, 20].Sample(
            texts => Assert.All(
                texts, text => Assert.True(AreSame(Read(text), OnAThreadOfItsOwn(() => Read(text))), Encoding.UTF8.GetString(text))),
            iter: 500);
    }

    [Fact]
    public void The_names_of_an_answer_are_not_kept_for_ever() => OnAThreadOfItsOwn(() =>
    {
        Assert.True(TryParse("""{"name":1}""", out _));
        Assert.NotNull(KeptNames()?.Get("name"));

        Assert.True(TryParse($$"""{"text":"{{new string('x', 1024 * 1024)}}"}""", out _));
        Assert.Null(KeptNames()?.Get("name"));
        return true;
    });

    private static XmlNameTable? KeptNames() =>
        ((XmlReader?)typeof(JsonObject).GetField("_reader", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null))?.NameTable;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static (XElement? Members, Type? Failure) Read(byte[] text)
    {
        _ = JsonObject.TryParse(text, out var members, out var failure);
        return (members, failure?.GetType());
    }

    private static bool AreSame((XElement? Members, Type? Failure) one, (XElement? Members, Type? Failure) other) =>
        XNode.DeepEquals(one.Members, other.Members) && one.Failure == other.Failure;

    private static T OnAThreadOfItsOwn<T>(Func<T> read) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter()
            .GetResult();

    private static bool TryParse(string text, out string? token)
    {
        var isOne = JsonObject.TryParse(Encoding.UTF8.GetBytes(text), out var members, out _);
        token = members?.Element("NextToken")?.Value;
        return isOne;
    }
}
