using System.Text;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Transport;

/// <summary>An answer is one whole object or nothing: half a page of a list must not pass for the last one.</summary>
public sealed class JsonObjectTests
{
    private const string Page = """ {"RequestId":"R","Sets":{"Set":[{"Id":"a}\"]","Count":12},{"Id":"\\"}]},"NextToken":"t","Total":123} """;

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

    private static bool TryParse(string text, out string? token)
    {
        var isOne = JsonObject.TryParse(Encoding.UTF8.GetBytes(text), out var members, out _);
        token = members?.Element("NextToken")?.Value;
        return isOne;
    }
}
