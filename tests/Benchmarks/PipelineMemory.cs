using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>What a pipeline of a million addresses needs at its peak, beside one of a tenth of it, in PowerShell itself.</summary>
internal static class PipelineMemory
{
    private const int NetworkInterfaces = 100_000;

    public static void Run()
    {
        var tenth = Remove(NetworkInterfaces / 10);
        var whole = Remove(NetworkInterfaces);
        Console.WriteLine(
            $"A pipeline of {NetworkInterfaces * BenchmarkWorld.AddressesEach:N0} addresses took {whole.Seconds:0} "
                + $"s and {whole.Megabytes:0} MB at its peak, "
            + $"{whole.Megabytes / tenth.Megabytes:0.00} times one of a tenth of it ({tenth.Megabytes:0} MB).");
    }

    private static (double Seconds, double Megabytes) Remove(int networkInterfaces)
    {
        using var emulator = EmulatorProcess.Start(networkInterfaces);
        var numbers = PowerShellProcess.Run(
            $$"""
            Import-Module '{{PowerShellProcess.Module}}'
            $secret = [securestring]::new(); '{{EniEmulator.AccessKeySecret}}'.ToCharArray().ForEach({ $secret.AppendChar($_) })
            Set-EniContext -RegionId {{EniEmulator.DefaultRegionId}} -Endpoint {{emulator.Endpoint}} -Credential ([pscredential]::new('{{EniEmulator.AccessKeyId}}', $secret))
            $time = [Diagnostics.Stopwatch]::StartNew()
            $removed = 0
            & {
                for ($eni = 1; $eni -le {{networkInterfaces}}; $eni++) {
                    $id = 'eni-bulk{0:d6}' -f $eni
                    $high = if ($eni -gt 65535) { '{0:x}:{1:x}' -f ($eni -shr 16), ($eni -band 65535) } else { '{0:x}' -f $eni }
                    for ($i = 1; $i -le {{BenchmarkWorld.AddressesEach}}; $i++) {
                        [pscustomobject]@{ NetworkInterfaceId = $id; Ipv6Address = "2001:db8:1234:1aa0::${high}:$('{0:x}' -f $i)" }
                    }
                }
            } | Remove-EniIpv6Address -Force | ForEach-Object { $removed++ }
            if ($removed -ne {{networkInterfaces * BenchmarkWorld.AddressesEach}}) { throw "$removed were removed." }
            '{0} {1}' -f $time.Elapsed.TotalSeconds, ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
            """);
        return (numbers[0], numbers[1]);
    }
}
