using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>What it costs that addresses belong to many accounts: the same number of them in one account and in 200, in one pipeline of PowerShell itself.</summary>
internal static class AccountCost
{
    public const string Sweep = "sweep";

    private const int Accounts = 200;
    private const int NetworkInterfaces = 5_000;

    public static void Run()
    {
        var (one, many) = (Find(1), Find(Accounts));
        Print("Finding", one, many);
        (one, many) = (Remove(1), Remove(Accounts));
        Print("Removing", one, many);
    }

    /// <summary>A sweep over accounts and regions: how long it takes, and how much is kept and open at most.</summary>
    public static void RunSweep(int accounts, int regions)
    {
        using var emulator = EmulatorProcess.Start(networkInterfaces: 1);
        var numbers = PowerShellProcess.Run(
            $$"""
            {{Begin(emulator, accounts)}}
            $regions = (Get-EniRegion).RegionId
            $rows = foreach ($account in $accounts) {
                for ($i = 0; $i -lt {{regions}}; $i++) {
                    [pscustomobject]@{ ProfileName = $account.ProfileName; RegionId = $regions[$i % $regions.Count] }
                }
            }
            $before = [Diagnostics.Process]::GetCurrentProcess().WorkingSet64
            $time.Restart()
            $sockets = 0; $found = 0
            $rows | Get-Eni | ForEach-Object {
                if (++$found % 20000 -eq 0) {
                    $open = [Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpConnections()
                    $sockets = [Math]::Max($sockets, @($open | Where-Object { $_.RemoteEndPoint.Port -eq {{emulator.Endpoint.Port}} }).Count)
                }
            }
            $peak = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            '{0} {1} {2} {3}' -f $time.Elapsed.TotalSeconds, $found, $sockets, (($peak - $before) / 1MB)
            """);
        Console.WriteLine(
            $"A sweep over {accounts:N0} accounts and {regions} regions each took {numbers[0]:0} s for {numbers[1]:N0} ENIs, "
                + $"at most {numbers[2]:0} sockets and {numbers[3]:0} MB beyond its rows ({numbers[3] * 1024 / accounts:0} kB each).");
    }

    private static void Print(string what, (double Seconds, double Megabytes) one, (double Seconds, double Megabytes) many) =>
        Console.WriteLine(
            $"{what} {NetworkInterfaces * BenchmarkWorld.AddressesEach:N0} addresses of {Accounts} accounts took {many.Seconds:0.0} s "
                + $"and {many.Megabytes:0} MB at its peak, {many.Seconds / one.Seconds:0.00} times the time and "
                + $"{many.Megabytes / one.Megabytes:0.00} times the memory of one account ({one.Seconds:0.0} s, {one.Megabytes:0} MB).");

    // All accounts of an emulator see one world, so each of many has a small one.
    private static (double Seconds, double Megabytes) Find(int accounts)
    {
        using var emulator = EmulatorProcess.Start(NetworkInterfaces / accounts);
        return Measure(
            emulator, accounts, "$accounts | Get-EniIpv6Address -NetworkInterfaceName bulk | ForEach-Object { $done++ }");
    }

    // Of one world, each account has the same part.
    private static (double Seconds, double Megabytes) Remove(int accounts)
    {
        using var emulator = EmulatorProcess.Start(NetworkInterfaces);
        return Measure(
            emulator,
            accounts,
            $$"""
            & {
                for ($eni = 1; $eni -le {{NetworkInterfaces}}; $eni++) {
                    $profileName = $accounts[[Math]::Floor(($eni - 1) / {{NetworkInterfaces / accounts}})].ProfileName
                    $id = 'eni-bulk{0:d6}' -f $eni
                    for ($i = 1; $i -le {{BenchmarkWorld.AddressesEach}}; $i++) {
                        [pscustomobject]@{ ProfileName = $profileName; NetworkInterfaceId = $id; Ipv6Address = "2001:db8:1234:1aa0::$('{0:x}' -f $eni):$('{0:x}' -f $i)" }
                    }
                }
            } | Remove-EniIpv6Address -Force | ForEach-Object { $done++ }
            """);
    }

    private static (double Seconds, double Megabytes) Measure(EmulatorProcess emulator, int accounts, string pipeline)
    {
        var numbers = PowerShellProcess.Run(
            $$"""
            {{Begin(emulator, accounts)}}
            $done = 0
            {{pipeline}}
            if ($done -ne {{NetworkInterfaces * BenchmarkWorld.AddressesEach}}) { throw "$done were there." }
            '{0} {1}' -f $time.Elapsed.TotalSeconds, ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
            """);
        return (numbers[0], numbers[1]);
    }

    // A key that may assume roles, which every account has.
    private static string Begin(EmulatorProcess emulator, int accounts) =>
        $$"""
        $ErrorActionPreference = 'Stop'
        Import-Module '{{PowerShellProcess.Module}}'
        $secret = [securestring]::new(); '{{EniEmulator.AccessKeySecret}}'.ToCharArray().ForEach({ $secret.AppendChar($_) })
        Set-EniContext -RegionId {{EniEmulator.DefaultRegionId}} -Endpoint {{emulator.Endpoint}} -Credential ([pscredential]::new('EniEmulatorOneInterfaceKeyId', $secret))
        $accounts = @(Get-EniContext -AccountId (1..{{accounts}} | ForEach-Object { '{0}' -f (2000000000000000 + $_) }) -RoleName eni-operator)
        $time = [Diagnostics.Stopwatch]::StartNew()
        """;
}
