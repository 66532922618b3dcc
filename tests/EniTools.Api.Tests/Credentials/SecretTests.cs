using System.Collections;
using System.Reflection;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Credentials;

/// <summary>The secret and the security token show in nothing that a log, a serializer or `Format-List *` can reach.</summary>
public sealed class SecretTests
{
    private const string Secret = "TheSecretThatMustNotShow";
    private const string Token = "TheTokenThatMustNotShow";

    private static readonly AccessKey Key = new("LTAI5tExampleAccessKeyId", Secret, Token);

    [Fact]
    public async Task No_public_member_of_what_holds_a_key_shows_it()
    {
        var transport = new Echo();
        var client = new ApiClient(new Uri("https://ecs.cn-hangzhou.aliyuncs.com"), Key, transport);
        var failure = await Assert.ThrowsAsync<ServiceException>(
            () => client.SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken));

        var shown = Shown(Key, 4).Concat(Shown(client, 4)).Concat(Shown(failure, 4)).ToList();

        Assert.Contains(Key.ShortId, shown);
        Assert.Contains("InvalidParameter", shown);
        Assert.DoesNotContain(
            shown, text => text.Contains(Secret, StringComparison.Ordinal) || text.Contains(Token, StringComparison.Ordinal));
    }

    /// <summary>The token has to travel, so a signed request holds it; its text, which is what is logged, does not.</summary>
    [Fact]
    public void A_signed_request_holds_no_secret_and_its_text_no_token()
    {
        var request = RequestSigner.Sign(
            new UnsignedRequest(new Uri("https://h.example"), "A", "1", [new("RegionId", "r")]), Key, DateTimeOffset.UnixEpoch, "n");

        Assert.DoesNotContain(Shown(request, 4), text => text.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(Token, request.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, request.Uri.ToString(), StringComparison.Ordinal);
        Assert.Equal("https://h.example/", request.ToString());
    }

    [Theory]
    [InlineData("", Secret, null)]
    [InlineData(" ", Secret, null)]
    [InlineData("id", "", null)]
    [InlineData("id\r\nx-evil: 1", Secret, null)]
    [InlineData("id", Secret + "\n", null)]
    [InlineData("id", Secret, Token + "\n")]
    [InlineData("id", Secret, Token + "\r\nx-evil: 1")]
    [InlineData("id", Secret + "é", null)]
    [InlineData("id", Secret, Token + " ")]
    [InlineData("ïd", Secret, null)]
    public void A_key_that_no_header_can_carry_is_refused_without_showing_it(string id, string secret, string? token)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new AccessKey(id, secret, token));

        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_token_is_none() => Assert.Null(new AccessKey("id", "secret", "").SecurityToken);

    // Every text that public properties lead to.
    private static IEnumerable<string> Shown(object? value, int depth)
    {
        if (value is null || depth == 0)
            return [];
        if (value is string text)
            return [text];

        var members = value is IEnumerable items
            ? items.Cast<object?>()
            : value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.GetIndexParameters().Length == 0 && property.PropertyType != typeof(MethodBase))
                .Select(property => property.GetValue(value));
        return members.SelectMany(member => member is ValueType and not IEnumerable ? [$"{member}"] : Shown(member, depth - 1))
            .Append($"{value}");
    }

    // Answers with what it was sent, in the words of no known message.
    private sealed class Echo : ITransport
    {
        public Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        {
            var headers = string.Join(' ', request.Headers.Select(header => $"{header.Key}={header.Value}"));
            var body = $$"""{"RequestId":"R","Code":"InvalidParameter","Message":"{{headers}} {{Secret}}"}""";
            return Task.FromResult(new HttpAnswer(400, "application/json", null, null, System.Text.Encoding.UTF8.GetBytes(body)));
        }
    }
}
