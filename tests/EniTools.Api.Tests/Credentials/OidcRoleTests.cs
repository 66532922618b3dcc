using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Signing;
using EniTools.Api.Tests.Pacing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Credentials;

/// <summary>A role for the token that a file holds: how a pod signs in. The emulator's STS gives the key, and its ECS takes it.</summary>
public sealed class OidcRoleTests : IDisposable
{
    private const string RoleArn = "acs:ram::1000000000000001:role/deployer";

    private readonly VirtualClock _clock = new();
    private readonly string _home = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly HttpTransport _http = new("test");
    private readonly EniEmulator _emulator;

    public OidcRoleTests()
    {
        _emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = _clock });
        Renew(EniEmulator.OidcToken);
    }

    private string TokenFile => Path.Combine(_home, "token");

    [Theory]
    [InlineData("variables", "deployer/enitools")]
    [InlineData("variables with a session name", "deployer/pod")]
    [InlineData("profile", "deployer/alice")]
    [InlineData("section", "deployer/bob")]
    public async Task Wherever_it_is_asked_for_the_role_is_assumed_and_its_key_signs(string place, string session)
    {
        var lookup = Lookup(place);
        var client = new ApiClient(_emulator.Endpoint, lookup.Keys!, _http) { Clock = _clock };

        var caller = await client.SendAsync(GetCallerIdentity.Call(), TestContext.Current.CancellationToken);
        await client.SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);

        Assert.EndsWith(session, caller.Arn, StringComparison.Ordinal);
        Assert.Equal("oidc_role_arn", lookup.Keys!.Provider);
        Assert.Equal(["AssumeRoleWithOIDC", "GetCallerIdentity", "DescribeRegions"], _emulator.Requests.Select(request => request.Action));
    }

    [Fact]
    public async Task The_key_is_fetched_anew_ahead_of_its_end_with_the_token_that_the_file_holds_then()
    {
        var keys = Lookup("variables").Keys!;
        var first = await GetAsync(keys);
        _clock.Pass(TimeSpan.FromMinutes(44));
        Assert.Same(first, await GetAsync(keys));

        // A token that the owner has not renewed in time costs nothing while the key is good.
        Renew("a token that ran out");
        _clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Same(first, await GetAsync(keys));
        Renew(EniEmulator.OidcToken);
        _clock.Pass(TimeSpan.FromMinutes(2));
        var second = await GetAsync(keys);

        Assert.NotEqual(first, second);
        Assert.Equal([null, "AuthenticationFail.OIDCToken.Invalid", null], _emulator.Requests.Select(request => request.Code));
        await new ApiClient(_emulator.Endpoint, keys, _http) { Clock = _clock }.SendAsync(
            DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("TheTokenThatMustNotShow+/=", "AuthenticationFail.OIDCToken.Invalid", ErrorKind.Authentication)]
    [InlineData(" \n", CredentialException.NotObtainedCode, ErrorKind.Authentication)]
    [InlineData(null, CredentialException.NotObtainedCode, ErrorKind.Authentication)]
    public async Task A_token_that_does_not_open_is_an_error_before_the_call_that_names_no_token(string? token, string code, Enum kind)
    {
        Renew(token);

        var failure = await Assert.ThrowsAsync<CredentialException>(() => GetAsync(Lookup("variables").Keys!));

        Assert.Equal((code, kind), (failure.Code, (Enum)failure.Kind));
        Assert.False(failure.MayHaveTakenEffect);
        Assert.NotEmpty(failure.Remedy);
        Assert.DoesNotContain("TheTokenThatMustNotShow", failure.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _emulator.Dispose();
        Directory.Delete(_home, recursive: true);
        _http.Dispose();
    }

    private static Task<AccessKey> GetAsync(IAccessKeySource keys) => keys.GetAsync(TestContext.Current.CancellationToken);

    private void Renew(string? token)
    {
        File.Delete(TokenFile);
        if (token is not null)
            File.WriteAllText(TokenFile, token + "\n");
    }

    private KeyLookup Lookup(string place)
    {
        var variables = new Dictionary<string, string>();
        if (place.StartsWith("variables", StringComparison.Ordinal))
        {
            variables.Add("ALIBABA_CLOUD_ROLE_ARN", RoleArn);
            variables.Add("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", EniEmulator.OidcProviderArn);
            variables.Add("ALIBABA_CLOUD_OIDC_TOKEN_FILE", TokenFile);
        }

        if (place == "variables with a session name")
            variables.Add("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod");
        if (place == "profile")
        {
            Write(Path.Combine(".aliyun", "config.json"), $$"""
                { "current": "rrsa", "profiles": [ { "name": "rrsa", "mode": "OIDC", "oidc_provider_arn": "{{EniEmulator.OidcProviderArn}}",
                  "oidc_token_file": "{{TokenFile.Replace("\\", "\\\\", StringComparison.Ordinal)}}", "ram_role_arn": "{{RoleArn}}", "ram_session_name": "alice", "expired_seconds": 900 } ] }
                """);
        }

        if (place == "section")
        {
            Write(Path.Combine(".alibabacloud", "credentials"), $"""
                [default]
                type = oidc_role_arn
                oidc_provider_arn = {EniEmulator.OidcProviderArn}
                oidc_token_file_path = {TokenFile}
                role_arn = {RoleArn}
                role_session_name = bob
                """);
        }

        var host = new HostEnvironment(variables.GetValueOrDefault, _home, _http)
        {
            Clock = _clock,
            MetadataAddress = new Uri("http://127.0.0.1:1"),
        };
        return new CredentialChain(host, new KeyCache(), CliConfig.Read(host), _emulator.Endpoint).Find();
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_home, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
