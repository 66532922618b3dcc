using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Credentials;

/// <summary>What is set, what wins, and what is said when nothing does. No test looks at the machine's own home folder or variables.</summary>
public sealed class CredentialChainTests : IDisposable
{
    private const string Secret = "TheSecretThatMustNotShow";

    private const string Profiles = $$"""
        { "current": "ak", "profiles": [
          { "name": "ak", "mode": "AK", "access_key_id": "profile", "access_key_secret": "{{Secret}}" },
          { "name": "sts", "mode": "StsToken", "access_key_id": "ststoken", "access_key_secret": "{{Secret}}", "sts_token": "{{Secret}}" },
          { "name": "half", "mode": "AK", "access_key_id": "half" },
          { "name": "strayed", "mode": "AK", "access_key_id": "id", "access_key_secret": "{{Secret}} x" },
          { "name": "one", "mode": "ChainableRamRoleArn", "source_profile": "two", "ram_role_arn": "r" },
          { "name": "two", "mode": "ChainableRamRoleArn", "source_profile": "one", "ram_role_arn": "r" },
          { "name": "bearer", "mode": "BearerToken", "bearer_token": "{{Secret}}" },
          { "name": "anonymous", "mode": "Anonymous" },
          { "name": "rsa", "mode": "RsaKeyPair", "private_key": "{{Secret}}" },
          { "name": "sso", "mode": "CloudSSO", "access_key_id": "sso", "access_key_secret": "{{Secret}}", "sts_token": "t", "sts_expiration": 1 },
          { "name": "oauth", "mode": "OAuth", "access_key_id": "oauth", "access_key_secret": "{{Secret}}", "sts_token": "t", "sts_expiration": 99999999999 },
          { "name": "role", "mode": "RamRoleArn", "access_key_id": "EniEmulatorOneInterfaceKeyId", "access_key_secret": "{{EniEmulator.AccessKeySecret}}", "ram_role_arn": "acs:ram::1000000000000001:role/admin", "ram_session_name": "alice" },
          { "name": "root", "mode": "RamRoleArn", "access_key_id": "EniEmulatorAccessKeyId", "access_key_secret": "{{EniEmulator.AccessKeySecret}}", "ram_role_arn": "acs:ram::1000000000000001:role/admin" },
          { "name": "process", "mode": "External", "process_command": "printf '{\"mode\":\"AK\",\"access_key_id\":\"process\",\"access_key_secret\":\"{{Secret}}\"}'" },
          { "name": "noisy", "mode": "External", "process_command": "printf '{{Secret}}'" },
          { "name": "absent", "mode": "External", "process_command": "no-such-program-here {{Secret}}" }
        ] }
        """;

    private const string Ini = $"""
        # comment
        [default]
        type = access_key
        access_key_id = ini
        access_key_secret = {Secret}
        [off]
        enable = false
        [odd]
        type = rsa_key_pair
        [other]
        type = access_key
        access_key_id = other
        access_key_secret = {Secret}
        """;

    private readonly string _home = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly HttpTransport _http = new("test");

    [Theory]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID=env ALIBABA_CLOUD_ACCESS_KEY_SECRET=s", "env")]
    [InlineData("ALIBABACLOUD_ACCESS_KEY_ID=env ALIBABACLOUD_ACCESS_KEY_SECRET=s", "env")]
    [InlineData("ALICLOUD_ACCESS_KEY=env ALICLOUD_SECRET_KEY=s", "env")]
    [InlineData("ACCESS_KEY_ID=env ACCESS_KEY_SECRET=s", "env")]
    [InlineData("", "profile")]
    [InlineData("ALIBABA_CLOUD_PROFILE=sts", "ststoken")]
    [InlineData("ALIBABA_CLOUD_PROFILE=oauth", "oauth")]
    [InlineData("ALIBABACLOUD_PROFILE=sts ALIBABA_CLOUD_PROFILE=ak", "ststoken")]
    [InlineData("ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true", "ini")]
    [InlineData("ALIBABA_CLOUD_IGNORE_PROFILE=TRUE", "ini")]
    [InlineData("ALIBABACLOUD_IGNORE_PROFILE=1", "ini")]
    [InlineData("ALIBABA_CLOUD_PROFILE=other", "other")]
    public async Task The_first_place_in_the_order_wins(string variables, string id)
    {
        WriteFiles();

        var lookup = Chain(variables).Find();

        Assert.True(lookup.IsFound, lookup.Reason);
        Assert.Equal(id, (await lookup.Keys.GetAsync(TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public void Without_any_each_place_is_named_with_why_it_gave_none()
    {
        var reason = Chain("").Find().Reason!;

        Assert.Contains("variable ALIBABA_CLOUD_ACCESS_KEY_ID: not set", reason, StringComparison.Ordinal);
        Assert.Contains("ALIBABA_CLOUD_OIDC_TOKEN_FILE: not set", reason, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_home, ".aliyun", "config.json") + ": the file does not exist", reason, StringComparison.Ordinal);
        Assert.Contains(
            Path.Combine(_home, ".alibabacloud", "credentials") + ": the file does not exist", reason, StringComparison.Ordinal);
        Assert.Contains("ECS metadata service: not asked", reason, StringComparison.Ordinal);
        Assert.Contains("ALIBABA_CLOUD_CREDENTIALS_URI: not set", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "no such profile")]
    [InlineData("half", "no access_key_secret")]
    [InlineData("strayed", "copy it again")]
    [InlineData("one", "comes back to itself: one > two > one")]
    [InlineData("bearer", "BearerToken is not usable")]
    [InlineData("anonymous", "Anonymous is not usable")]
    [InlineData("rsa", "RsaKeyPair is not usable")]
    [InlineData("sso", "aliyun configure --mode CloudSSO --profile sso")]
    [InlineData("off", "no such profile")]
    public void A_profile_that_was_asked_for_is_the_only_place_and_says_why_it_gives_none(string profile, string reason)
    {
        WriteFiles();

        var lookup = Chain("ALIBABA_CLOUD_ACCESS_KEY_ID=env ALIBABA_CLOUD_ACCESS_KEY_SECRET=s").Named(profile);

        Assert.False(lookup.IsFound);
        Assert.Contains(reason, lookup.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, lookup.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assumed_at_the_emulator_and_its_key_signs()
    {
        WriteFiles();
        using var emulator = EniEmulator.Start();

        var lookup = Chain("", emulator.Endpoint).Named("role");
        var caller = await new ApiClient(emulator.Endpoint, lookup.Keys!, _http)
            .SendAsync(GetCallerIdentity.Call(), TestContext.Current.CancellationToken);

        Assert.Equal("AssumedRoleUser", caller.IdentityType);
        Assert.EndsWith("/admin/alice", caller.Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_refused_is_a_failure_before_the_call_and_shows_no_secret()
    {
        WriteFiles();
        using var emulator = EniEmulator.Start();
        var client = new ApiClient(emulator.Endpoint, Chain("", emulator.Endpoint).Named("root").Keys!, _http);

        var failure = await Assert.ThrowsAsync<CredentialException>(
            () => client.SendAsync(GetCallerIdentity.Call(), TestContext.Current.CancellationToken));

        Assert.Equal("NoPermission", failure.Code);
        Assert.False(failure.MayHaveTakenEffect);
        Assert.DoesNotContain(EniEmulator.AccessKeySecret, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(["AssumeRole"], emulator.Requests.Select(request => request.Action));
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task A_process_gives_a_key_and_what_else_it_writes_is_not_shown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "printf is not there.");
        WriteFiles();

        Assert.Equal("process", (await Chain("").Named("process").Keys!.GetAsync(TestContext.Current.CancellationToken)).Id);
        foreach (var profile in new[] { "noisy", "absent" })
        {
            var failure = await Assert.ThrowsAsync<CredentialException>(
                () => Chain("").Named(profile).Keys!.GetAsync(TestContext.Current.CancellationToken));
            Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains(
            "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS",
            Chain("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS=1").Named("process").Reason!,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_metadata_service_gives_a_key_with_a_token_and_in_the_older_mode_without(bool hasTokens)
    {
        using var server = new KeyServer(hasTokens);

        var lookup = Chain("ALIBABA_CLOUD_ECS_METADATA=reader", metadata: server.Address).Find();

        Assert.Equal("STS.fromserver", (await lookup.Keys!.GetAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Equal(["PUT /latest/api/token", "GET /latest/meta-data/ram/security-credentials/reader"], server.Asked);
    }

    [Fact]
    public async Task Without_any_setting_the_role_of_the_instance_is_asked_for_once_and_found()
    {
        using var server = new KeyServer(hasTokens: true);
        var chain = Chain("", metadata: server.Address);

        var before = chain.Find();
        Assert.True(before.IsToBeAsked);
        Assert.Contains("ECS metadata service: not asked yet", before.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
        await before.AskAsync(TestContext.Current.CancellationToken);
        var after = chain.Find();

        Assert.Equal("ECS metadata service, role of this instance", after.Origin);
        Assert.Equal("STS.fromserver", (await after.Keys!.GetAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Equal(
            [
                "PUT /latest/api/token",
                "GET /latest/meta-data/ram/security-credentials/",
                "GET /latest/meta-data/ram/security-credentials/reader",
            ],
            server.Asked);
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID=half", "variable ALIBABA_CLOUD_ACCESS_KEY_ID: ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set")]
    [InlineData("ALICLOUD_SECRET_KEY=half", "variable ALICLOUD_SECRET_KEY: ALICLOUD_ACCESS_KEY is not set")]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID=i ALICLOUD_ACCESS_KEY_SECRET=s", "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set beside it")]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID=i ACCESS_KEY_ID=i ACCESS_KEY_SECRET=s", "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set")]
    [InlineData("ALIBABA_CLOUD_ROLE_ARN=half", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set")]
    [InlineData("ALIBABA_CLOUD_ROLE_ARN=r ALIBABA_CLOUD_OIDC_TOKEN_FILE=f", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not set")]
    [InlineData("ALIBABA_CLOUD_PROFILE=none", "variable ALIBABA_CLOUD_PROFILE names none")]
    [InlineData("ALIBABA_CLOUD_PROFILE=off", "variable ALIBABA_CLOUD_PROFILE names off")]
    [InlineData("ALIBABA_CLOUD_PROFILE=half", "profile half in CONFIG: it has no access_key_secret")]
    [InlineData("ALIBABA_CLOUD_PROFILE=sso", "profile sso in CONFIG: its temporary key has run out")]
    [InlineData("ALIBABA_CLOUD_PROFILE=odd", "section odd in SECTIONS: its type rsa_key_pair is not usable here")]
    [InlineData("ALIBABA_CLOUD_IGNORE_PROFILE=1 ALIBABA_CLOUD_CREDENTIALS_FILE=none", "credentials file none: the file does not exist")]
    [InlineData("ALIBABA_CLOUD_IGNORE_PROFILE=1 ALIBABA_CLOUD_PROFILE=ak", "variable ALIBABA_CLOUD_PROFILE names ak")]
    [InlineData("NOFILES ALIBABA_CLOUD_ECS_METADATA=r ALIBABA_CLOUD_ECS_METADATA_DISABLED=1", "DISABLED forbids what it asks for")]
    [InlineData("NOFILES ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS=1", "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids it")]
    [InlineData("current=sso", "profile sso in CONFIG: its temporary key has run out")]
    [InlineData("current=missing", "profile missing in CONFIG: the file has no such profile")]
    [InlineData("current=half", "profile half in CONFIG: it has no access_key_secret")]
    [InlineData("config=torn", "CONFIG: the file is not a JSON object")]
    [InlineData("config=torn ALIBABA_CLOUD_PROFILE=other", "CONFIG: the file is not a JSON object")]
    [InlineData("section=half", "section default in SECTIONS: it has no access_key_secret")]
    public void What_is_set_and_cannot_be_used_ends_the_search_though_places_after_it_could_give_a_key(string set, string reason)
    {
        using var server = new KeyServer(hasTokens: true);
        var words = set.Split(' ');
        if (words[0] != "NOFILES")
            WriteFiles();
        if (words[0].StartsWith("current=", StringComparison.Ordinal))
        {
            var current = $"\"current\": \"{words[0]["current=".Length..]}\"";
            Write(".aliyun", "config.json", Profiles.Replace("\"current\": \"ak\"", current, StringComparison.Ordinal));
        }

        if (words[0] == "config=torn")
            Write(".aliyun", "config.json", "{ torn");
        if (words[0] == "section=half")
        {
            File.Delete(Path.Combine(_home, ".aliyun", "config.json"));
            Write(".alibabacloud", "credentials", "[default]\ntype = access_key\naccess_key_id = half\n");
        }

        var lookup = Chain($"{set} ALIBABA_CLOUD_CREDENTIALS_URI={server.Address}key", metadata: server.Address).Find();

        Assert.False(lookup.IsFound, lookup.Origin);
        Assert.False(lookup.IsToBeAsked);
        var expected = reason.Replace("CONFIG", Path.Combine(_home, ".aliyun", "config.json"), StringComparison.Ordinal)
            .Replace("SECTIONS", Path.Combine(_home, ".alibabacloud", "credentials"), StringComparison.Ordinal);
        Assert.Contains(expected, lookup.Reason, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing else takes the place of what is set.", lookup.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, lookup.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_the_search()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are not there.");
        WriteFiles();
        var config = Path.Combine(_home, ".aliyun", "config.json");
        // A link to itself cannot be read, not even by root.
        File.Delete(config);
        File.CreateSymbolicLink(config, config);

        var lookup = Chain("").Find();

        Assert.False(lookup.IsFound, lookup.Origin);
        Assert.Contains($"{config}: the file cannot be read", lookup.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_was_asked_for_is_not_replaced_by_a_section_where_the_file_of_profiles_cannot_be_read()
    {
        WriteFiles();
        Write(".aliyun", "config.json", "{ torn");

        Assert.Contains("not a JSON object", Chain("").Named("other").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_role_of_the_instance_can_be_forbidden()
    {
        var lookup = Chain("ALIBABA_CLOUD_ECS_METADATA_DISABLED=true").Find();

        Assert.False(lookup.IsToBeAsked);
        Assert.Contains("ALIBABA_CLOUD_ECS_METADATA_DISABLED says not to ask it", lookup.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_only_names_a_region_and_a_file_without_a_default_section_leave_the_role_of_the_instance()
    {
        Write(
            ".aliyun",
            "config.json",
            """{ "current": "it", "profiles": [ { "name": "it", "mode": "AK", "access_key_id": "", "region_id": "cn-hangzhou" } ] }""");
        Write(".alibabacloud", "credentials", "[other]\ntype = access_key\n");

        Assert.True(Chain("").Find().IsToBeAsked);
    }

    [Fact]
    public async Task That_an_instance_has_no_role_is_remembered()
    {
        using var server = new KeyServer(hasTokens: true) { Instead = (404, "") };
        var chain = Chain("", metadata: server.Address);

        await chain.Find().AskAsync(TestContext.Current.CancellationToken);
        server.Instead = null;
        var lookup = chain.Find();

        Assert.False(lookup.IsToBeAsked);
        Assert.Contains(
            "ECS metadata service: asked for the role of this instance. The metadata service names no RAM role (HTTP 404).",
            lookup.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_answers_one_second_is_waited_once()
    {
        // Connections are taken by the system, and no answer ever comes.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var chain = Chain("", metadata: new Uri($"http://{silent.LocalEndpoint}"));

        var watch = Stopwatch.StartNew();
        await chain.Find().AskAsync(TestContext.Current.CancellationToken);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 15);
        Assert.Contains($"{silent.LocalEndpoint} did not answer within 1 s.", chain.Find().Reason, StringComparison.Ordinal);
        Assert.False(chain.Find().IsToBeAsked);
    }

    [Fact]
    public async Task A_role_that_the_instance_does_not_have_is_told_with_the_one_that_it_has()
    {
        using var server = new KeyServer(hasTokens: true);

        var chain = Chain($"ALIBABA_CLOUD_ECS_METADATA={KeyServer.OtherRole}", metadata: server.Address);
        var failure = await Assert.ThrowsAsync<CredentialException>(() =>
            chain.Find().Keys!.GetAsync(TestContext.Current.CancellationToken));

        Assert.Contains(
            "knows no RAM role 'writer' (HTTP 404); the role of this instance is 'reader'.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Correct the name", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_older_mode_can_be_forbidden_and_so_can_the_service()
    {
        using var server = new KeyServer(hasTokens: false);

        Assert.False(Chain("", metadata: server.Address).Find().IsFound);
        Assert.False(
            Chain("ALIBABA_CLOUD_ECS_METADATA=reader ALIBABA_CLOUD_ECS_METADATA_DISABLED=true", metadata: server.Address).Find().IsFound);
        Assert.Empty(server.Asked);
        var lookup = Chain("ALIBABA_CLOUD_ECS_METADATA=reader ALIBABA_CLOUD_IMDSV1_DISABLED=true", metadata: server.Address).Find();
        await Assert.ThrowsAsync<CredentialException>(() => lookup.Keys!.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_credentials_URI_gives_a_key_and_plain_http_leaves_this_machine_never()
    {
        using var server = new KeyServer(hasTokens: false);

        var good = Chain($"ALIBABA_CLOUD_CREDENTIALS_URI={server.Address}latest/meta-data/ram/security-credentials/x").Find();
        var bad = Chain("ALIBABA_CLOUD_CREDENTIALS_URI=http://example.com/").Find();

        Assert.Equal("STS.fromserver", (await good.Keys!.GetAsync(TestContext.Current.CancellationToken)).Id);
        await Assert.ThrowsAsync<CredentialException>(() => bad.Keys!.GetAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        Directory.Delete(_home, recursive: true);
        _http.Dispose();
    }

    private CredentialChain Chain(string variables, Uri? endpoint = null, Uri? metadata = null)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        var host = new HostEnvironment(values.GetValueOrDefault, _home, _http)
        {
            MetadataAddress = metadata ?? new Uri("http://127.0.0.1:1"),
        };
        return new CredentialChain(host, new KeyCache(), CliConfig.Read(host), endpoint);
    }

    private void WriteFiles()
    {
        // Some editors write a byte order mark.
        Write(".aliyun", "config.json", "\uFEFF" + Profiles);
        Write(".alibabacloud", "credentials", Ini);
    }

    private void Write(string folder, string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(_home, folder));
        File.WriteAllText(Path.Combine(_home, folder, file), text);
    }
}
