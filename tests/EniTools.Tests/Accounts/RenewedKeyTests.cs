using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Tests.Accounts;

/// <summary>The account of a run is asked for with every key. A key that was renewed as another account's changes nothing.</summary>
public sealed class RenewedKeyTests : IDisposable
{
    private const string After = "eni-bp1web02a";
    private const string Eni = "eni-bp1web02b";

    private readonly SignInWorld _world = new();

    public RenewedKeyTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "sh is not there.");

    public static TheoryData<string> Rules => ["-AccountId 1000000000000001", "-JournalPath $journal"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_key_that_was_renewed_as_another_accounts_ends_the_account_and_nothing_more_is_sent(string rule)
    {
        GiveKeys(EniEmulator.AccessKeyId, "EniEmulatorWithoutRamKeyId");
        var all = _world.Emulator.ItemsOf(Eni).Count + _world.Emulator.ItemsOf(After).Count;

        var result = _world.Session.Run(
            $"Get-EniIpv6Address {After}, {Eni} | Remove-EniIpv6Address -Force -ThrottleLimit 1 {rule}",
            ("journal", _world.JournalFile));

        Assert.Empty(result.Output);
        var wrong = result.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith("WrongAccount,", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, wrong.Count);
        Assert.Contains("1000000000000002", wrong[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("1000000000000001", wrong[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(all - 10, result.ErrorIds.Count(id => id == "NotSent"));
        Assert.Equal(all, result.Errors.Count);
        Assert.Equal(all, _world.Emulator.ItemsOf(Eni).Count + _world.Emulator.ItemsOf(After).Count);
        // The second key asked whose it is, and nothing else.
        Assert.Equal("GetCallerIdentity", _world.Emulator.Requests[^1].Action);
        Assert.Equal(2, _world.Emulator.Requests.Count(request => request.Action == "GetCallerIdentity"));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_key_that_was_renewed_as_the_same_accounts_goes_on(string rule)
    {
        GiveKeys(EniEmulator.AccessKeyId, EniEmulator.AccessKeyId);

        _world.Session.Run(
            $"Get-EniIpv6Address {After}, {Eni} | Remove-EniIpv6Address -Force -ThrottleLimit 1 {rule}",
            ("journal", _world.JournalFile)).ShouldSucceed();

        Assert.Empty(_world.Emulator.ItemsOf(Eni));
        Assert.Empty(_world.Emulator.ItemsOf(After));
        Assert.Equal(2, _world.Emulator.Requests.Count(request => request.Action == "GetCallerIdentity"));
    }

    public void Dispose() => _world.Dispose();

    // A program that gives one key, and another one when it is asked again; the service says once that the first has expired.
    private void GiveKeys(string first, string then)
    {
        var asked = $"{_world.ConfigFile}.asked";
        var script = _world.WriteFile(
            "keys.sh",
            $$"""
            id={{first}}
            if [ -e '{{asked}}' ]; then id={{then}}; else : > '{{asked}}'; fi
            printf '{"mode":"AK","access_key_id":"%s","access_key_secret":"{{EniEmulator.AccessKeySecret}}"}' $id
            """);
        _world.WriteProfile("External", ("process_command", $"sh {script}"));
        _world.Emulator.Faults.Add(new Fault
        {
            Kind = FaultKind.Refuse,
            Action = "UnassignIpv6Addresses",
            NetworkInterfaceId = Eni,
            Code = "InvalidSecurityToken.Expired",
            Status = 401,
            Count = 1,
        });
    }
}
