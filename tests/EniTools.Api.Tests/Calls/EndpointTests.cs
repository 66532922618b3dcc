using CsCheck;
using EniTools.Api.Calls;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Calls;

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
    [InlineData("bücher.example", "https://xn--bcher-kva.example/")]
    [InlineData("１９２.0.2.1", "https://192.0.2.1/")]
    [InlineData("https://@ecs.example.com", "https://ecs.example.com/")]
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
    [InlineData(null)]
    [InlineData("ecs.example.com:0")]
    [InlineData("ecs.example.com:65536")]
    [InlineData("https:ecs.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1@ecs.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("https://ecs.example.com?")]
    public void Anything_else_is_refused_with_the_rule_it_breaks(string? text)
    {
        Assert.False(Endpoints.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Random_text_is_a_bare_host_over_https_or_on_this_machine_or_it_is_refused() =>
        Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char["htps:/[]@?#.%01azé１"], 0, 30],
            Gen.Select(
                AnyOf("", "https://", "http://", "HTTP://", "ftp://"),
                AnyOf("127.0.0.1", "[::1]", "h.example", "bücher.example", "0x7f.1"),
                Gen.String[Gen.Char[":/@?#.%01a"], 0, 6])
                .Select((scheme, host, more) => scheme + host + more))
        .Sample(text =>
        {
            if (!Endpoints.TryParse(text, out var endpoint, out var problem))
            {
                Assert.NotEmpty(problem);
                return;
            }

            Assert.True(endpoint.Scheme == "https" || (endpoint.Scheme == "http" && endpoint.IsLoopback));
            Assert.Equal($"{endpoint.Scheme}://{endpoint.Authority}/", endpoint.ToString());
            Assert.All(endpoint.Authority, c => Assert.True(char.IsAscii(c)));
            Assert.Equal(endpoint, Endpoints.Parse(endpoint.ToString()));
        });

    [Theory]
    [InlineData("cn-hangzhou", false, "https://ecs-cn-hangzhou.aliyuncs.com/")]
    [InlineData("cn-beijing", false, "https://ecs.cn-beijing.aliyuncs.com/")]
    [InlineData("cn-wuhan", false, "https://ecs.aliyuncs.com/")]
    [InlineData("eu-west-1-oxs", false, "https://ecs.cn-shenzhen-cloudstone.aliyuncs.com/")]
    [InlineData("a-region-to-come", false, "https://ecs.a-region-to-come.aliyuncs.com/")]
    [InlineData("cn-hangzhou", true, "https://ecs-vpc.cn-hangzhou.aliyuncs.com/")]
    public void A_region_is_found_as_the_vendors_SDK_finds_it(string regionId, bool inVpc, string endpoint) =>
        Assert.Equal(endpoint, Endpoints.OfRegion(ApiService.Ecs, regionId, inVpc).ToString());

    [Theory]
    [InlineData("cn-hangzhou", false, "https://vpc.aliyuncs.com/")]
    [InlineData("cn-beijing", false, "https://vpc.cn-beijing.aliyuncs.com/")]
    [InlineData("cn-edge-1", false, "https://vpc-nebula.cn-qingdao-nebula.aliyuncs.com/")]
    [InlineData("cn-hangzhou", true, "https://vpc-vpc.cn-hangzhou.aliyuncs.com/")]
    public void VPC_has_a_rule_and_exceptions_of_its_own(string regionId, bool inVpc, string endpoint) =>
        Assert.Equal(endpoint, Endpoints.OfRegion(ApiService.Vpc, regionId, inVpc).ToString());

    /// <summary>One endpoint is given for all services. What stands before or in place of the vendor's has them all.</summary>
    [Theory]
    [InlineData(null, "https://vpc.cn-beijing.aliyuncs.com/")]
    [InlineData("http://127.0.0.1:18080", "http://127.0.0.1:18080/")]
    [InlineData("https://cloud.example.com", "https://cloud.example.com/")]
    [InlineData("https://vpc.aliyuncs.com", "https://vpc.aliyuncs.com/")]
    [InlineData("https://ecs.cn-beijing.aliyuncs.com", "https://vpc.cn-beijing.aliyuncs.com/")]
    [InlineData("https://ecs-cn-hangzhou.aliyuncs.com", "https://vpc.cn-beijing.aliyuncs.com/")]
    [InlineData("https://ecs-vpc.cn-beijing.aliyuncs.com", "https://vpc.cn-beijing.aliyuncs.com/")]
    [InlineData("https://ecs.example.com", "https://ecs.example.com/")]
    public void An_endpoint_of_another_service_is_not_asked(string? given, string endpoint) => Assert.Equal(
        endpoint, Endpoints.For(ApiService.Vpc, "cn-beijing", given is null ? null : new Uri(given), inVpc: false).ToString());

    [Theory]
    [InlineData("cn-hangzhou.evil.example/")]
    [InlineData("CN-HANGZHOU")]
    [InlineData("-cn")]
    [InlineData("")]
    public void A_region_that_would_change_the_host_is_refused(string regionId) =>
        Assert.Throws<ArgumentException>(() => Endpoints.OfRegion(ApiService.Ecs, regionId));

    [Fact]
    public void Whatever_region_is_given_the_host_is_the_vendors() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["a1-./@:"], 0, 70]).Sample(regionId =>
        {
            if (ResourceId.IsRegionId(regionId))
                Assert.EndsWith(".aliyuncs.com", Endpoints.OfRegion(ApiService.Ecs, regionId).Host, StringComparison.Ordinal);
            else
                Assert.Throws<ArgumentException>(() => Endpoints.OfRegion(ApiService.Ecs, regionId));
        });

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
