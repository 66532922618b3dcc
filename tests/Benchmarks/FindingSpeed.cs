using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>
/// Get-Eni and Get-EniIpv6Address over all ENIs of a region, in PowerShell itself, beside a bare HttpClient that asks for the same
/// pages of the same emulator and reads nothing of them but where the next one begins; and what both need for a tenth of the ENIs.
/// </summary>
internal static class FindingSpeed
{
    public const string Floor = "finding-floor";

    private const int NetworkInterfaces = 100_000;

    public static void Run()
    {
        using var few = EmulatorProcess.Start(NetworkInterfaces / 10);
        using var many = EmulatorProcess.Start(NetworkInterfaces);
        foreach (var cmdlet in new[] { "Get-Eni", "Get-EniIpv6Address" })
        {
            // In turn, so that whatever else the machine does meets both.
            using var bare = ChildProcess.Start(Floor, many.Endpoint.ToString());
            var floor = Cost.Read(bare.FirstLine);
            var tenth = Find(cmdlet, few.Endpoint, NetworkInterfaces / 10);
            var whole = Find(cmdlet, many.Endpoint, NetworkInterfaces);
            Console.WriteLine(
                $"{cmdlet} over {NetworkInterfaces:N0} ENIs makes {whole.Calls} calls and {whole.Objects:N0} "
                    + $"objects in {whole.Seconds:0.0} s, {whole.Seconds / floor.WallSeconds:0.00} "
                    + $"times the bare pages ({floor.WallSeconds:0.0} s); "
                + $"{whole.Megabytes:0} MB at its peak, {whole.Megabytes / tenth.Megabytes:0.00} times a tenth of it ({tenth.Megabytes:0} "
                + "MB).");
        }
    }

    /// <summary>The floor's process.</summary>
    public static async Task PlayFloorAsync(Uri endpoint)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        // To warm up, as PowerShell has begun before its clock runs.
        await PageAsync(client, endpoint, null);
        await Cost.WriteAsync(async () =>
        {
            var token = await PageAsync(client, endpoint, null);
            while (token is not null)
                token = await PageAsync(client, endpoint, token);
        });
    }

    private static (double Seconds, double Megabytes, int Calls, int Objects) Find(string cmdlet, Uri endpoint, int networkInterfaces)
    {
        var numbers = PowerShellProcess.Run(
            $$"""
            Import-Module '{{PowerShellProcess.Module}}'
            $secret = [securestring]::new(); '{{EniEmulator.AccessKeySecret}}'.ToCharArray().ForEach({ $secret.AppendChar($_) })
            Set-EniContext -RegionId {{EniEmulator.DefaultRegionId}} -Endpoint {{endpoint}} -Credential ([pscredential]::new('{{EniEmulator.AccessKeyId}}', $secret))
            $null = Get-Eni eni-bulk000001
            $before = [int](Invoke-RestMethod {{endpoint}}.emulator/requests).Last
            $time = [Diagnostics.Stopwatch]::StartNew()
            $found = 0
            {{cmdlet}} | ForEach-Object { $found++ }
            $seconds = $time.Elapsed.TotalSeconds
            $peak = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
            $calls = [int](Invoke-RestMethod {{endpoint}}.emulator/requests).Last - $before
            '{0} {1} {2} {3}' -f $seconds, $peak, $calls, $found
            """);
        var least = cmdlet == "Get-Eni" ? networkInterfaces : networkInterfaces * BenchmarkWorld.AddressesEach;
        return numbers[3] >= least
            ? (numbers[0], numbers[1], (int)numbers[2], (int)numbers[3])
            : throw new InvalidOperationException($"{numbers[3]} were found.");
    }

    private static async Task<string?> PageAsync(HttpClient client, Uri endpoint, string? token)
    {
        var signed = RequestSigner.Sign(
            DescribeNetworkInterfaces.Call(EniEmulator.DefaultRegionId, new NetworkInterfaceFilter(), token).At(endpoint),
            new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N"));
        using var message = new HttpRequestMessage(HttpMethod.Post, signed.Uri) { Content = new ByteArrayContent([]) };
        foreach (var header in signed.Headers)
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        using var response = await client.SendAsync(message);
        response.EnsureSuccessStatusCode();
        return NextToken(await response.Content.ReadAsByteArrayAsync());
    }

    private static string? NextToken(byte[] page)
    {
        var name = "\"NextToken\":\""u8;
        var at = page.AsSpan().LastIndexOf(name);
        if (at < 0)
            return null;
        var rest = page.AsSpan(at + name.Length);
        var token = System.Text.Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]);
        return token.Length > 0 ? token : null;
    }
}
