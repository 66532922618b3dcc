using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Credentials;

/// <summary>Which STS is asked for a role, by its name: no test calls it.</summary>
public sealed class StsEndpointTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly HttpTransport _http = new("test");

    [Theory]
    [InlineData("", "https://sts.aliyuncs.com/")]
    [InlineData("sts_region=cn-beijing", "https://sts.cn-beijing.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_STS_REGION=cn-beijing", "https://sts.cn-beijing.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_STS_REGION=cn-beijing sts_region=cn-shanghai", "https://sts.cn-shanghai.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED=true sts_region=cn-beijing", "https://sts-vpc.cn-beijing.aliyuncs.com/")]
    [InlineData("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED=true", "https://sts.aliyuncs.com/")]
    [InlineData("sts_endpoint=sts.example.com sts_region=cn-beijing", "https://sts.example.com/")]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT=sts.example.org sts_endpoint=sts.example.com", "https://sts.example.org/")]
    [InlineData("sts_region=Beijing!", null)]
    [InlineData("sts_endpoint=http://example.com", null)]
    public void A_variable_goes_before_the_profile_and_both_before_the_central_one(string set, string? endpoint)
    {
        var given = set.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        Directory.CreateDirectory(Path.Combine(_home, ".aliyun"));
        File.WriteAllText(Path.Combine(_home, ".aliyun", "config.json"), $$"""
            { "profiles": [ { "name": "it", {{string.Join(", ", given.Where(pair => pair.Key.StartsWith("sts", StringComparison.Ordinal)).Select(pair => $"\"{pair.Key}\": \"{pair.Value}\"").Append("\"mode\": \"AK\""))}} } ] }
            """);
        var host = new HostEnvironment(given.GetValueOrDefault, _home, _http);

        var isFound = StsEndpoint.TryFind(
            host, CliConfig.Read(host).Find("it"), new Uri("https://ecs.cn-hangzhou.aliyuncs.com"), out var found, out var problem);

        Assert.Equal(endpoint, found?.ToString());
        Assert.Equal(endpoint is not null, isFound);
        Assert.Equal(isFound, problem is null);
    }

    public void Dispose()
    {
        Directory.Delete(_home, recursive: true);
        _http.Dispose();
    }
}
