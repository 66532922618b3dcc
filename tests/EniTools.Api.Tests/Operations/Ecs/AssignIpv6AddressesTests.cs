using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Operations.Ecs;

/// <summary>An answer to a request by count says what was given, or it is not taken for one.</summary>
public sealed class AssignIpv6AddressesTests
{
    [Fact]
    public async Task What_was_given_is_read_from_lists_of_plain_texts()
    {
        var (addresses, requestId) = await AssignAsync(
            2, false, """{"RequestId":"R","Ipv6Sets":{"Ipv6Address":["2001:DB8::1","2001:db8::2"]},"Ipv6PrefixSets":{"Ipv6Prefix":[]}}""");
        var (prefixes, _) = await AssignAsync(1, true, """{"RequestId":"R","Ipv6PrefixSets":{"Ipv6Prefix":["2001:db8:0:0:1::/80"]}}""");

        Assert.Equal(["2001:db8::1", "2001:db8::2"], addresses.Select(item => item.ToString()));
        Assert.Equal(["2001:db8:0:0:1::/80"], prefixes.Select(item => item.ToString()));
        Assert.Equal("R", requestId);
    }

    [Theory]
    [InlineData("""{"RequestId":"R"}""")]
    [InlineData("""{"RequestId":"R","Ipv6Sets":null}""")]
    [InlineData("""{"RequestId":"R","Ipv6Sets":{"Ipv6Address":["2001:db8::1"]}}""")]
    [InlineData("""{"RequestId":"R","Ipv6Sets":{"Ipv6Address":["2001:db8::1","here"]}}""")]
    public async Task An_answer_that_does_not_say_it_may_have_taken_effect_all_the_same(string body)
    {
        var failure = await Assert.ThrowsAsync<InvalidAnswerException>(() => AssignAsync(2, false, body));

        Assert.True(failure.MayHaveTakenEffect);
        Assert.Equal("R", failure.RequestId);
    }

    private static Task<GivenItems> AssignAsync(int count, bool asPrefixes, string body) =>
        new ApiClient(new Uri("https://example.test"), new AccessKey("id", "secret"), new OneAnswer(body))
            .SendAsync(
                AssignIpv6Addresses.Call("cn-hangzhou", "eni-a1", count, asPrefixes, "token"), TestContext.Current.CancellationToken);

    private sealed class OneAnswer(string body) : ITransport
    {
        public Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpAnswer(200, "application/json", null, null, Encoding.UTF8.GetBytes(body)));
    }
}
