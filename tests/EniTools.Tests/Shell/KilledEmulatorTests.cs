using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>An emulator whose process is killed in the middle of its work leaves a whole world, as it was at some moment.</summary>
[Trait("Needs", "Process")]
public sealed class KilledEmulatorTests : IDisposable
{
    private const int Enis = 3000;

    private readonly ScratchFolder _folder = new();

    private string Path => _folder.Combine("world.json");

    [Fact]
    public async Task The_file_of_a_killed_emulator_holds_the_first_changes_and_no_later_one()
    {
        for (var run = 0; run < 4; run++)
        {
            File.Delete(Path);
            using var process = ShellProcess.Start(
                _folder,
                "-Command",
                $"Start-EniEmulator -NetworkInterfaceCount {Enis} -AddressesPerInterface 2 -StatePath '{Path}' -Wait 6> $null | "
                    + "ForEach-Object { $_.Endpoint.ToString() }");
            var endpoint = new Uri((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

            var calls = RemoveAllAsync(endpoint);
            while (new FileInfo(Path).Length == 0 && !calls.IsCompleted)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            // At another point of a save each time.
            await Task.Delay(20 + (70 * run), TestContext.Current.CancellationToken);
            process.Kill();
            var removed = await calls;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            using var after = EniEmulator.Start(new EniEmulatorOptions { StatePath = Path });
            var left = Enumerable.Range(1, Enis).Select(number => after.ItemsOf(IdOf(number)).Count).ToList();
            var kept = left.TakeWhile(count => count == 1).Count();
            Assert.InRange(kept, 1, removed + 1);
            Assert.All(left.Skip(kept), count => Assert.Equal(2, count));
        }
    }

    public void Dispose() => _folder.Dispose();

    // Takes the first address off each ENI, one after the other, until nobody answers any more.
    private static async Task<int> RemoveAllAsync(Uri endpoint)
    {
        using var transport = new HttpTransport("tests");
        var client = new ApiClient(endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);
        for (var number = 1; number <= Enis; number++)
        {
            try
            {
                var item = new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1aa0::{number:x}:1"));
                await client.SendAsync(
                    UnassignIpv6Addresses.Call(EniEmulator.DefaultRegionId, IdOf(number), [item]), TestContext.Current.CancellationToken);
            }
            catch (ApiException)
            {
                return number - 1;
            }
        }

        return Enis;
    }

    private static string IdOf(int number) => $"eni-bulk{number:d6}";
}
