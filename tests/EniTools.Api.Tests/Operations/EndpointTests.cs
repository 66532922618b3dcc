using CsCheck;
using EniTools.Api.Operations;

namespace EniTools.Api.Tests.Operations;

/// <summary>An endpoint is a host over https; plain http is for this machine only.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("ecs.cn-hangzhou.aliyuncs.com", "https://ecs.cn-hangzhou.aliyuncs.com/")]
    [InlineData(" https://ecs.cn-hangzhou.aliyuncs.com/ ", "https://ecs.cn-hangzhou.aliyuncs.com/")]
    [InlineData("ecs.example.com:8443", "https://ecs.example.com:8443/")]
    [InlineData("http://127.0.0.1:18080", "http://127.0.0.1:18080/")]
    [InlineData("http://localhost:18080", "http://localhost:18080/")]
    [InlineData("http://[::1]:18080", "http://[::1]:18080/")]
    public void A_host_or_URL_is_read(string text, string endpoint) => Assert.Equal(endpoint, Endpoints.Parse(text).ToString());

    [Theory]
    [InlineData("http://ecs.cn-hangzhou.aliyuncs.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://key:secret@ecs.example.com")]
    [InlineData("https://ecs.example.com/path")]
    [InlineData("https://ecs.example.com/?a=b")]
    [InlineData("https://ecs.example.com/#a")]
    [InlineData("https://")]
    [InlineData("")]
    [InlineData("a b")]
    public void Anything_else_is_refused_with_the_rule_it_breaks(string text)
    {
        Assert.False(Endpoints.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Random_text_is_read_or_refused_and_never_plain_http_to_another_machine() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["htps:/[]@?#.%01az"], 0, 30]).Sample(text =>
            !Endpoints.TryParse(text, out var endpoint, out _) || endpoint.Scheme == "https" || endpoint.IsLoopback);

    [Theory]
    [InlineData("cn-hangzhou.evil.example/")]
    [InlineData("CN-HANGZHOU")]
    [InlineData("-cn")]
    [InlineData("")]
    public void A_region_that_would_change_the_host_is_refused(string regionId) =>
        Assert.Throws<ArgumentException>(() => Endpoints.OfRegion(regionId));
}
