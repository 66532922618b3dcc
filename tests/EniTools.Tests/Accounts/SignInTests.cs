using EniTools.Api.Tests.Credentials;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Accounts;

/// <summary>Each source of keys as a user of the cmdlets sees it: that it signs in, and what the context says of where the key came from.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly SignInWorld _world = new();

    public static TheoryData<string> Sources => [.. SecretTable.Successes.Keys];

    /// <summary>What is set, the endpoint in force, and where it came from.</summary>
    public static TheoryData<string, string, string> EndpointChoices => new()
    {
        { "", "https://ecs.cn-beijing.aliyuncs.com/", "the region's own" },
        { "ALIBABA_CLOUD_ENDPOINT_TYPE=vpc", "https://ecs-vpc.cn-beijing.aliyuncs.com/", "the region's own in the VPC" },
        { "ALIBABA_CLOUD_ENDPOINT_TYPE=VPC", "https://ecs-vpc.cn-beijing.aliyuncs.com/", "the region's own in the VPC" },
        { "ALIBABA_CLOUD_ENDPOINT_TYPE=public", "https://ecs.cn-beijing.aliyuncs.com/", "the region's own" },
        { "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED=true", "https://ecs-vpc.cn-beijing.aliyuncs.com/", "the region's own in the VPC" },
        { "endpoint_type=vpc", "https://ecs-vpc.cn-beijing.aliyuncs.com/", "the region's own in the VPC" },
        { "ALIBABA_CLOUD_ENDPOINT_TYPE=public endpoint_type=vpc", "https://ecs.cn-beijing.aliyuncs.com/", "the region's own" },
        { "ALIBABA_CLOUD_ENDPOINT=ecs.example.com endpoint_type=vpc", "https://ecs.example.com/", "variable ALIBABA_CLOUD_ENDPOINT" },
        { "endpoint=ecs.example.com endpoint_type=vpc", "https://ecs.example.com/", "profile it in CONFIG" },
        {
            "ALIBABA_CLOUD_ENDPOINT=ecs.example.com endpoint=ecs.example.org", "https://ecs.example.com/", "variable ALIBABA_CLOUD_ENDPOINT"
        },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task It_signs_in_and_the_context_names_the_place(string source)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && source == "profile External", "sh is not there.");
        var row = new SecretRow(_world);
        await SecretTable.Successes[source](row);

        var verified = _world.Session.Run("Get-EniContext -Verify @with", ("with", row.With)).ShouldSucceed();
        var context = _world.Session.Run("Get-EniContext @with").ShouldSucceed();
        var found = _world.Session.Run("Get-Eni eni-bp1web01a @with").ShouldSucceed();

        Assert.Equal([OriginOf(source)], context.Values("CredentialSource"));
        Assert.Equal(["variable ALIBABA_CLOUD_REGION_ID"], context.Values("RegionIdSource"));
        Assert.Equal(["variable ALIBABA_CLOUD_ENDPOINT"], context.Values("EndpointSource"));
        // The account's own key, or a role's.
        var isRole = !(
            source is "parameter" or "session" or "variables"
                || source.EndsWith(" AK", StringComparison.Ordinal)
                || source.EndsWith("access_key", StringComparison.Ordinal));
        Assert.Equal([isRole ? "AssumedRoleUser" : "Account"], verified.Values("IdentityType"));
        Assert.Equal(["eni-bp1web01a"], found.Values("NetworkInterfaceId"));
    }

    [Theory]
    [InlineData("CloudSSO", "Sign in again: aliyun configure --mode CloudSSO --profile it")]
    [InlineData("OAuth", "Sign in again: aliyun configure --mode OAuth --profile it")]
    [InlineData("BearerToken", "a bearer token does not sign ECS calls")]
    [InlineData("Anonymous", "ECS takes no unsigned calls")]
    [InlineData("RsaKeyPair", "it is no longer offered")]
    [InlineData("Quantum", "it is not known")]
    public void A_mode_that_cannot_sign_in_says_what_to_do_instead(string mode, string instead)
    {
        _world.WriteProfile(
            mode, ("access_key_id", "id"), ("access_key_secret", "secret"), ("sts_token", "token"), ("sts_expiration", "1"));

        var named = _world.Session.Run("Get-Eni -ProfileName it");
        var current = _world.Session.Run("Get-Eni");

        Assert.Equal(["ProfileNotUsable"], named.ErrorIds);
        Assert.Contains(instead, named.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["NoCredential"], current.ErrorIds);
        Assert.Contains(instead, current.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(instead, _world.Session.Run("Get-EniContext").Values("CredentialProblem").Single(), StringComparison.Ordinal);
        Assert.Empty(_world.Emulator.Requests);
    }

    [Fact]
    public async Task On_an_instance_with_a_role_a_runbook_needs_no_setting_and_only_what_calls_asks_for_the_role()
    {
        await SecretTable.Successes["instance role"](new SecretRow(_world));

        var before = _world.Session.Run("Get-EniContext").ShouldSucceed();
        _world.Session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -WhatIf").ShouldSucceed();
        Assert.Empty(_world.KeyServer.Asked);
        var removed = _world.Session.Run("Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force").ShouldSucceed();

        Assert.Contains("ECS metadata service: not asked yet", before.Values("CredentialProblem").Single(), StringComparison.Ordinal);
        Assert.NotEmpty(removed.Output);
        Assert.Equal(3, _world.KeyServer.Asked.Count());
    }

    [Fact]
    public void On_an_instance_without_a_role_the_error_says_what_the_metadata_service_answered_and_it_is_asked_once()
    {
        _world.KeyServer.Instead = (404, "<html>");

        foreach (var command in new[] { "Get-Eni", "Get-EniContext -Verify", "Get-EniRegion" })
        {
            var result = _world.Session.Run(command);
            Assert.Equal(["NoCredential"], result.ErrorIds);
            Assert.Contains("names no RAM role (HTTP 404)", result.Errors[0].ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(["PUT /latest/api/token", "GET /latest/meta-data/ram/security-credentials/"], _world.KeyServer.Asked);
    }

    [Fact]
    public void A_role_that_the_instance_does_not_have_is_told_with_the_one_that_it_has()
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA"] = KeyServer.OtherRole;

        var result = _world.Session.Run("Get-Eni");

        Assert.Equal(["CredentialNotObtained"], result.ErrorIds);
        Assert.Contains(
            "knows no RAM role 'writer' (HTTP 404); the role of this instance is 'reader'",
            result.Errors[0].ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profile EcsRamRole")]
    [InlineData("section ecs_ram_role")]
    public async Task Without_the_name_of_a_role_the_metadata_service_is_asked_for_it(string source)
    {
        await SecretTable.Successes[source](new SecretRow(_world));

        _world.Session.Run("Get-Eni eni-bp1web01a").ShouldSucceed();

        Assert.Equal(
            [
                "PUT /latest/api/token",
                "GET /latest/meta-data/ram/security-credentials/",
                "GET /latest/meta-data/ram/security-credentials/reader"],
            _world.KeyServer.Asked);
    }

    [Theory]
    [InlineData("nothing", "emulator")]
    [InlineData("variable", "server")]
    [InlineData("profile", "server")]
    [InlineData("section", "emulator")]
    [InlineData("variable and profile", "server")]
    public void STS_is_asked_where_a_variable_says_then_a_profile_then_beside_an_emulator(string set, string asked)
    {
        _world.KeyServer.Instead = (403, """{"RequestId":"R","Code":"NoPermission","Message":"no"}""");
        var server = _world.KeyServer.Address.ToString();
        if (set.StartsWith("variable", StringComparison.Ordinal))
            _world.Variables["ALIBABA_CLOUD_STS_ENDPOINT"] = server;
        (string, string)[] key = [("access_key_id", SignInWorld.UserKeyId), ("access_key_secret", EniEmulator.AccessKeySecret)];
        if (set == "section")
            _world.WriteSection("ram_role_arn", [.. key, ("role_arn", SignInWorld.RoleArn), ("sts_endpoint", server)]);
        else
            _world.WriteProfile(
                "RamRoleArn",
                [
                    .. key,
                    ("ram_role_arn", SignInWorld.RoleArn),
                    .. set == "profile"
                        ? [("sts_endpoint", server)]
                        : set == "variable and profile"
                        ? new[] { ("sts_endpoint", "http://127.0.0.1:1") }
                        : []]);

        var result = _world.Session.Run("Get-Eni eni-bp1web01a");

        Assert.Equal(asked == "server" ? ["NoPermission"] : [], result.ErrorIds);
        Assert.Equal(asked == "server" ? ["POST /"] : [], _world.KeyServer.Asked);
        Assert.Equal(
            asked == "server" ? [] : ["AssumeRole", "DescribeNetworkInterfaces"],
            _world.Emulator.Requests.Select(request => request.Action));
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_STS_ENDPOINT", "http://example.com")]
    [InlineData("ALIBABA_CLOUD_ENDPOINT", "http://example.com")]
    public void A_bad_endpoint_in_a_variable_is_named(string variable, string value)
    {
        _world.Variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = EniEmulator.AccessKeyId;
        _world.Variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = EniEmulator.AccessKeySecret;
        _world.Variables[variable] = value;

        var result = _world.Session.Run("Get-EniContext -Verify");

        Assert.Equal(["BadEndpoint"], result.ErrorIds);
        Assert.Contains(variable, result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EndpointChoices))]
    public void The_endpoint_is_chosen_by_variable_and_profile_also_inside_the_VPC(string set, string endpoint, string origin)
    {
        var given = set.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToList();
        _world.Variables.Clear();
        foreach (var pair in given.Where(pair => pair[0].StartsWith("ALIBABA", StringComparison.Ordinal)))
            _world.Variables[pair[0]] = pair[1];
        _world.WriteProfile(
            "AK",
            [
                ("access_key_id", "id"),
                ("access_key_secret", "secret"),
                ("region_id", "cn-beijing"),
                .. given.Where(pair => pair[0].StartsWith("endpoint", StringComparison.Ordinal)).Select(pair => (pair[0], pair[1]))]);

        var context = _world.Session.Run("Get-EniContext").ShouldSucceed();

        Assert.Equal([endpoint], context.Values("Endpoint"));
        Assert.Equal([origin.Replace("CONFIG", _world.ConfigFile, StringComparison.Ordinal)], context.Values("EndpointSource"));
    }

    [Theory]
    [InlineData(-7200, "ahead of")]
    [InlineData(7200, "behind")]
    public void A_clock_that_is_off_is_a_warning_and_the_call_succeeds(int skew, string side)
    {
        using var session = PowerShellSession.WithEmulator(options: new EniEmulatorOptions { ClockSkew = TimeSpan.FromSeconds(skew) });

        var result = session.Run("Get-Eni eni-bp1web01a; Get-Eni eni-bp1web01a").ShouldSucceed();

        Assert.Equal(2, result.Output.Count);
        var warning = Assert.Single(result.Warnings);
        Assert.Contains(side, warning, StringComparison.Ordinal);
        Assert.Contains(session.Emulator.Endpoint.Authority, warning, StringComparison.Ordinal);
        Assert.Equal("InvalidTimeStamp.Expired", session.Emulator.Requests[0].Code);
        Assert.Equal(3, session.Emulator.Requests.Count);
    }

    public void Dispose() => _world.Dispose();

    private string OriginOf(string source) => source.Split(' ') switch
    {
        ["parameter", ..] => "parameter",
        ["session", ..] => "session",
        ["variables", ..] => "variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        ["OIDC", ..] => "variables ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE",
        ["instance", ..] => "ECS metadata service, role of this instance",
        ["metadata", ..] => "ECS metadata service, variable ALIBABA_CLOUD_ECS_METADATA",
        ["URI", ..] => "variable ALIBABA_CLOUD_CREDENTIALS_URI",
        ["profile", ..] => $"profile it in {_world.ConfigFile}",
        _ => $"section default in {_world.CredentialsFile}",
    };
}
