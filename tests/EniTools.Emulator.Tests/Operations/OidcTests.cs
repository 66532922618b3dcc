using System.Net.Http.Headers;
using System.Text.Json;
using EniTools.Emulator.Operations;

namespace EniTools.Emulator.Tests.Operations;

/// <summary>A role for the token of an identity provider: the one operation that nobody signs, and no door to another.</summary>
public sealed class OidcTests
{
    private const string RoleArn = "acs:ram::1000000000000001:role/deployer";
    private const string Sts = "2015-04-01";

    /// <summary>The ways in which the vendor's clients send it: all in the form, the operation in the query, the operation in headers.</summary>
    public static TheoryData<string> Ways => ["form", "query", "headers"];

    /// <summary>Every operation of the API by its name, but the one.</summary>
    public static TheoryData<string> OtherOperations =>
    [
        .. typeof(Operation).Assembly.GetTypes()
            .Where(
                type => type.IsSubclassOf(typeof(Operation))
                    && !type.IsAbstract
                    && type != typeof(AssumeRoleWithOidc)
                    && type != typeof(InstancePower))
            .Select(type => type.Name).Append("StartInstance").Append("StopInstance").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_token_of_the_provider_gives_a_key_that_signs_and_shows_in_no_log(string way)
    {
        using var emulator = EniEmulator.Start();

        var answer = await SendAsync(emulator, way, Good());

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            "acs:ram::1000000000000001:role/deployer/pod", answer.Json.GetProperty("AssumedRoleUser").GetProperty("Arn").GetString());
        var key = answer.Json.GetProperty("Credentials");
        using var role = new TestClient(emulator)
        {
            AccessKeyId = key.GetProperty("AccessKeyId").GetString()!,
            Secret = key.GetProperty("AccessKeySecret").GetString()!,
            SecurityToken = key.GetProperty("SecurityToken").GetString()!,
        };
        Assert.Equal(200, (await role.CallAsync("DescribeRegions", "")).Status);
        using var http = new HttpClient();
        var log = JsonSerializer.Serialize(emulator.Requests)
            + await http.GetStringAsync(new Uri(emulator.Endpoint, "/.emulator/requests"), TestContext.Current.CancellationToken);
        Assert.Contains("AssumeRoleWithOIDC", log, StringComparison.Ordinal);
        Assert.DoesNotContain(EniEmulator.OidcToken, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OIDCToken", "another", "AuthenticationFail.OIDCToken.Invalid")]
    [InlineData("OIDCToken", "", "MissingParameter")]
    [InlineData("OIDCProviderArn", "acs:ram::1000000000000001:oidc-provider/another", "AuthenticationFail.NoPermission")]
    [InlineData("OIDCProviderArn", "", "MissingParameter")]
    [InlineData("RoleArn", "acs:ram::1000000000000002:role/deployer", "EntityNotExist.Role")]
    [InlineData("RoleArn", "", "MissingParameter")]
    [InlineData("RoleSessionName", "p", "InvalidParameter.RoleSessionName")]
    [InlineData("DurationSeconds", "899", "InvalidParameter.DurationSeconds")]
    [InlineData("Version", "2014-05-26", "InvalidVersion")]
    public async Task What_is_wrong_is_refused_with_the_code_of_the_service(string name, string value, string code)
    {
        using var emulator = EniEmulator.Start();

        var answer = await SendAsync(emulator, "form", Good(name, value));

        Assert.Equal(code, answer.Code);
        Assert.DoesNotContain(EniEmulator.OidcToken, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OtherOperations))]
    public async Task No_other_operation_is_taken_without_a_signature(string action)
    {
        using var emulator = EniEmulator.Start();
        var before = emulator.State();
        var both = Good("Action", action);
        both.Insert(0, new("RegionId", "cn-hangzhou"));

        Assert.Equal("MissingParameter", (await SendAsync(emulator, "form", both)).Code);
        Assert.Equal("MissingParameter", (await SendAsync(emulator, "headers", Good("Action", action))).Code);
        // Named in two places, it is the one that needs no signature, or none.
        both.Add(new("Action", "AssumeRoleWithOIDC"));
        Assert.Equal("MissingParameter", (await SendAsync(emulator, "form", both)).Code);
        var other = Good();
        other.Add(new("Action", action));
        Assert.Contains("Credentials", (await SendAsync(emulator, "form", other)).Body, StringComparison.Ordinal);
        Assert.Equal(before, emulator.State());
    }

    [Fact]
    public async Task A_signature_that_is_there_is_checked()
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator) { Version = Sts, Secret = "another" };

        Assert.Equal(
            "SignatureDoesNotMatch",
            (
                await client.CallAsync(
                    "AssumeRoleWithOIDC",
                    $"RoleArn={RoleArn}&OIDCProviderArn={EniEmulator.OidcProviderArn}&OIDCToken={EniEmulator.OidcToken}"
                        + "&RoleSessionName=pod")).Code);
    }

    private static List<KeyValuePair<string, string>> Good(string? name = null, string value = "")
    {
        var parameters = new Dictionary<string, string>
        {
            ["Action"] = "AssumeRoleWithOIDC",
            ["Version"] = Sts,
            ["Format"] = "JSON",
            ["RoleArn"] = RoleArn,
            ["OIDCProviderArn"] = EniEmulator.OidcProviderArn,
            ["OIDCToken"] = EniEmulator.OidcToken,
            ["RoleSessionName"] = "pod",
        };
        if (name is not null)
            parameters[name] = value;
        return [.. parameters];
    }

    private static async Task<TestAnswer> SendAsync(EniEmulator emulator, string way, List<KeyValuePair<string, string>> parameters)
    {
        var common = parameters.Where(parameter => parameter.Key is "Action" or "Version" or "Format").ToList();
        var rest = way == "form" ? parameters : [.. parameters.Except(common)];
        var query = way == "query" ? string.Join('&', common.Select(parameter => $"{parameter.Key}={parameter.Value}")) : "Format=json";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(emulator.Endpoint, way == "form" ? "/" : "/?" + query))
        {
            Content = new FormUrlEncodedContent(rest),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (way == "headers")
        {
            request.Headers.Add("x-acs-action", common[0].Value);
            request.Headers.Add("x-acs-version", Sts);
        }

        using var client = new TestClient(emulator);
        return await client.SendAsync(request);
    }
}
