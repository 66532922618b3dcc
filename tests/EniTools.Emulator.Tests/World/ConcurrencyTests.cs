using System.Collections.Concurrent;

namespace EniTools.Emulator.Tests.World;

/// <summary>Many clients at once, against a simple model: an address is on one ENI or on none, and every success moved it.</summary>
public sealed class ConcurrencyTests
{
    private static readonly string[] Enis = ["eni-bp1spare01", "eni-bp1empty01", "eni-bp1web02a"];
    private static readonly string?[] Codes = [null, "InvalidIp.IpAssigned", "InvalidIp.IpUnassigned"];
    [Fact]
    public async Task Successes_add_up_to_what_is_there_in_the_end()
    {
        using var emulator = EniEmulator.Start();
        var successes = new ConcurrentBag<(int Eni, int Address, bool IsAssign)>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Play(emulator, new Random(i), successes)));

        foreach (var address in Enumerable.Range(1, 3))
        {
            var owners = 0;
            for (var eni = 0; eni < Enis.Length; eni++)
            {
                var moves = successes.Where(move => move.Eni == eni && move.Address == address).ToList();
                var isThere = emulator.ItemsOf(Enis[eni]).Contains(Text(address)) ? 1 : 0;
                Assert.Equal(isThere, moves.Count(move => move.IsAssign) - moves.Count(move => !move.IsAssign));
                owners += isThere;
            }

            Assert.InRange(owners, 0, 1);
        }

        Assert.NotEmpty(successes);
    }

    private static async Task Play(EniEmulator emulator, Random random, ConcurrentBag<(int, int, bool)> successes)
    {
        using var client = new TestClient(emulator);
        for (var i = 0; i < 100; i++)
        {
            var move = (Eni: random.Next(3), Address: random.Next(1, 4), IsAssign: random.Next(2) == 0);
            var answer = await client.CallAsync(
                move.IsAssign ? "AssignIpv6Addresses" : "UnassignIpv6Addresses",
                $"RegionId=cn-hangzhou&NetworkInterfaceId={Enis[move.Eni]}&Ipv6Address.1={Text(move.Address)}");
            Assert.Contains(answer.Code, Codes);
            if (answer.Code is null)
                successes.Add(move);
        }
    }

    private static string Text(int address) => $"2001:db8:1234:1a00::fff{address}";
}
