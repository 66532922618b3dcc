using EniTools.Emulator;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>
/// What only reads keeps to the rule of changes: an endpoint that answers nobody costs a run one retry budget, and a key that is refused
/// for good is used once. The rest is told at once, and can be piped back in.
/// </summary>
public sealed class ReadingOutageTests : IDisposable
{
    private const int Budget = 5;
    private const string Ids = "1..350 | ForEach-Object { 'eni-bulk{0:d6}' -f $_ }";
    private const string Rows = Ids
        + " | ForEach-Object { [pscustomobject]@{ NetworkInterfaceId = $_; Ipv6Address = '2001:db8:1234:1a00::9999' } }";

    private readonly ScratchFolder _home = new();
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator(options: new() { NetworkInterfaceCount = 350 });

    public static TheoryData<string, int> Runs => new()
    {
        { $"{Ids} | Get-Eni", 350 },
        { $"{Ids} | Get-EniIpv6Address", 350 },
        // Regions with one endpoint.
        {
            "'cn-hangzhou', 'cn-beijing', 'cn-shanghai' | ForEach-Object { "
                + "[pscustomobject]@{ RegionId = $_; NetworkInterfaceId = 'eni-bulk000001' } } | Get-Eni",
            3
        },
        { $"{Rows} | Get-EniIpv6RemovalPlan", 350 },
        { $"Set-EniContext -ProtectedTag @{{ env = 'live' }}; {Rows} | Remove-EniIpv6Address -Force", 350 },
        { "1..60 | ForEach-Object { '2001:db8:1234:1a00::{0:x}' -f $_ } | Get-EniIpv6Bandwidth", 60 },
        {
            "'cn-hangzhou', 'cn-beijing' | ForEach-Object { [pscustomobject]@{ RegionId = $_; ProfileName = 'a' } } | Get-EniRegion", 2
        },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_endpoint_that_answers_nobody_costs_the_run_one_budget(string run, int inputs)
    {
        UseKey(EniEmulator.AccessKeyId);
        _session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse });

        var result = _session.Run($"{run} -RetryTimeoutSec {Budget}");

        var calls = _session.Emulator.Requests;
        Assert.Equal(inputs, result.Errors.Count);
        Assert.All(result.ErrorIds, id => Assert.True(id is "ServiceUnavailable" or "NotSent", id));
        Assert.InRange((calls[^1].Time - calls[0].Time).TotalSeconds, Budget - 1, Budget + 3);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_key_that_is_refused_for_good_is_used_once(string run, int inputs)
    {
        UseKey("EniEmulatorDisabledKeyId");

        var result = _session.Run(run);

        Assert.Single(_session.Emulator.Requests);
        Assert.Equal(inputs, result.Errors.Count);
    }

    public void Dispose()
    {
        _session.Dispose();
        _home.Dispose();
    }

    // For the session, and as a profile that rows can name.
    private void UseKey(string id)
    {
        var config = Directory.CreateDirectory(_home.Combine(".aliyun"));
        File.WriteAllText(
            Path.Combine(config.FullName, "config.json"),
            $$"""
            { "current": "a", "profiles": [ {
              "name": "a", "mode": "AK", "access_key_id": "{{id}}", "access_key_secret": "{{EniEmulator.AccessKeySecret}}"
            } ] }
            """);
        _session.UseHost(new Dictionary<string, string>(), _home.Path);
        _session.Run(
            "Set-EniContext -Credential ([pscredential]::new($id, $secret))",
            ("id", id), ("secret", PowerShellSession.EmulatorCredential().Password)).ShouldSucceed();
    }
}
