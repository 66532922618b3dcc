namespace EniTools.Emulator.Tests.Operations;

/// <summary>Temporary keys: given out to RAM users, good for a while, with their token.</summary>
public sealed class StsTests
{
    private const string Sts = "2015-04-01";
    private const string Role = "RoleArn=acs:ram::1000000000000001:role/admin&RoleSessionName=alice";

    [Fact]
    public async Task A_role_is_assumed_used_and_runs_out()
    {
        var clock = new ManualClock();
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = clock });
        using var user = new TestClient(emulator) { AccessKeyId = "EniEmulatorOneInterfaceKeyId", Version = Sts };

        var credentials = (await user.CallAsync("AssumeRole", $"{Role}&DurationSeconds=900")).Json.GetProperty("Credentials");
        string Part(string name) => credentials.GetProperty(name).GetString()!;
        TestClient With(string? token, string version) => new(emulator)
        {
            AccessKeyId = Part("AccessKeyId"),
            Secret = Part("AccessKeySecret"),
            SecurityToken = token,
            Version = version,
            Time = clock.UtcNow,
        };
        using var temporary = With(Part("SecurityToken"), "2014-05-26");
        using var identity = With(Part("SecurityToken"), Sts);
        using var tokenless = With(null, "2014-05-26");
        using var mistaken = With("another", "2014-05-26");

        Assert.Equal(200, (await temporary.CallAsync("DescribeRegions", "")).Status);
        var who = (await identity.CallAsync("GetCallerIdentity", "")).Json;
        Assert.Equal("AssumedRoleUser", who.GetProperty("IdentityType").GetString());
        Assert.Equal("admin", who.GetProperty("RoleId").GetString());
        Assert.False(who.TryGetProperty("UserId", out _));
        Assert.Equal("MissingSecurityToken", (await tokenless.CallAsync("DescribeRegions", "")).Code);
        Assert.Equal("InvalidSecurityToken.Malformed", (await mistaken.CallAsync("DescribeRegions", "")).Code);
        clock.Pass(TimeSpan.FromSeconds(901));
        using var late = With(Part("SecurityToken"), "2014-05-26");
        Assert.Equal("InvalidSecurityToken.Expired", (await late.CallAsync("DescribeRegions", "")).Code);
    }

    [Theory]
    [InlineData("", Role, "NoPermission")]
    [InlineData("ReadOnly", Role, "Forbidden.RAM")]
    [InlineData("WithoutRam", Role, "Forbidden.NotSupportRAM")]
    public async Task Who_may_not_assume_a_role_is_refused(string key, string request, string code)
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator)
        {
            AccessKeyId = key.Length == 0 ? EniEmulator.AccessKeyId : $"EniEmulator{key}KeyId",
            Version = Sts,
        };

        Assert.Equal(code, (await client.CallAsync("AssumeRole", request)).Code);
    }

    [Theory]
    [InlineData("", "Account", "1000000000000001")]
    [InlineData("ReadOnly", "RAMUser", "reader")]
    public async Task Everybody_may_ask_who_they_are(string key, string type, string userId)
    {
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator)
        {
            AccessKeyId = key.Length == 0 ? EniEmulator.AccessKeyId : $"EniEmulator{key}KeyId",
            Version = Sts,
        };

        var who = (await client.CallAsync("GetCallerIdentity", "")).Json;
        Assert.Equal((type, userId), (who.GetProperty("IdentityType").GetString(), who.GetProperty("UserId").GetString()));
    }
}
