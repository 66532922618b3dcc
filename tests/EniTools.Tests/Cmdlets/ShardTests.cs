using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Workers that know nothing of each other share an account or a list: together they do all of it, and nothing twice.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator(
        options: new EniEmulatorOptions { NetworkInterfaceCount = 300, AddressesPerInterface = 3 });

    public ShardTests() => _session.Run(
        "$all = Get-EniIpv6Address; $list = $all | Get-Random -Count $all.Count | ConvertTo-Csv | ConvertFrom-Csv").ShouldSucceed();

    [Theory]
    [InlineData("Get-EniIpv6Address -Shard $_/5")]
    [InlineData("Get-Eni -Shard \"$_/5\" | ForEach-Object { Get-EniIpv6Address $_.NetworkInterfaceId }")]
    [InlineData("$list | Get-EniIpv6Address -Shard $_/5")]
    [InlineData("$list.NetworkInterfaceId | Get-EniIpv6Address -Shard $_/5")]
    [InlineData("Get-EniIpv6Address ($list.NetworkInterfaceId | Select-Object -Unique) -Shard $_/5")]
    [InlineData("$list | Get-EniIpv6RemovalPlan -Shard $_/5")]
    public void Each_ENI_is_looked_at_by_one_worker(string script)
    {
        var all = Names(_session.Run("$all").ShouldSucceed()).Order(StringComparer.Ordinal);
        var shards = Enumerable.Range(0, 5)
            .Select(index => Names(_session.Run($"{index} | ForEach-Object {{ {script} }}").ShouldSucceed()).ToList()).ToList();

        Assert.All(shards, Assert.NotEmpty);
        Assert.Equal(all, shards.SelectMany(shard => shard).Order(StringComparer.Ordinal));
        var owners = shards.SelectMany(shard => shard.Select(name => name.Split(' ')[0]).Distinct());
        Assert.Equal(owners.Distinct().Count(), owners.Count());
    }

    [Fact]
    public void Each_row_of_a_list_is_a_result_or_an_error_of_one_worker_however_wrong_it_is()
    {
        _session.Run(
            "$list = @($list | Where-Object NetworkInterfaceId -Like eni-bulk*) + ($wrong | ConvertFrom-Csv)",
            ("wrong", """
            NetworkInterfaceId,Ipv6Address,RegionId
            eni-bulk000001,nonsense,cn-hangzhou
            eni-BULK000002,2001:db8::1,cn-hangzhou
            ,2001:db8::2,cn-hangzhou
            eni-bulk000003,,cn-hangzhou
            eni-bulk000004,2001:db8:1234:1a00::dead,cn-hangzhou
            """)).ShouldSucceed();
        var workers = Enumerable.Range(0, 7)
            .Select(index => _session.Run($"$list | Remove-EniIpv6Address -Force -Shard {index}/7")).ToList();

        Assert.All(workers, worker => Assert.NotEmpty(worker.Output));
        Assert.Equal(900, workers.SelectMany(worker => worker.Values("Ipv6Address")).Distinct().Count());
        Assert.Equal(900, workers.Sum(worker => worker.Output.Count));
        Assert.Equal(
            ["InvalidEniId.Malformed", "InvalidIp.Address", "InvalidIp.IpUnassigned", "MissingParameter", "MissingParameter"],
            workers.SelectMany(worker => worker.ErrorIds).Order(StringComparer.Ordinal));
        Assert.Empty(_session.Emulator.ItemsOf("eni-bulk000150"));
    }

    [Fact]
    public void New_addresses_are_put_on_each_ENI_by_one_worker()
    {
        _session.Run(
            "$enis = Get-Eni -NetworkInterfaceName bulk*; "
                + "0..3 | ForEach-Object { $enis | Add-EniIpv6Address -Ipv6AddressCount 1 -Shard $_/4 }").ShouldSucceed();

        Assert.All(Enumerable.Range(1, 300), number => Assert.Equal(4, _session.Emulator.ItemsOf($"eni-bulk{number:d6}").Count));
    }

    [Fact]
    public void An_ENI_of_another_shard_is_not_asked_about_and_one_that_is_not_there_is_one_error()
    {
        var ids = string.Join(", ", Enumerable.Range(1, 20).Select(number => $"eni-nosuch{number}"));
        var workers = Enumerable.Range(0, 3).Select(index => _session.Run($"Get-Eni {ids} -Shard {index}/3")).ToList();

        Assert.Equal(20, workers.SelectMany(worker => worker.Errors).Select(error => error.TargetObject).Distinct().Count());
        Assert.Equal(20, workers.Sum(worker => worker.Errors.Count));
        var asked = _session.Emulator.Requests.TakeLast(3).SelectMany(
            request => request.Parameters.Where(parameter => parameter.Key.StartsWith("NetworkInterfaceId.", StringComparison.Ordinal)));
        Assert.Equal(20, asked.Count());
    }

    [Theory]
    [InlineData("16/16", "numbers begin with 0, so the last of 16 is 15/16")]
    [InlineData("$env:NO_SUCH_VARIABLE/16", "'/16' is not a shard")]
    [InlineData("$null", "'' is not a shard")]
    [InlineData("(3/16)", "'0.1875' is not a shard")]
    public void A_worker_whose_shard_cannot_be_read_does_nothing(string shard, string problem)
    {
        var before = _session.Emulator.Requests.Count;

        var result = _session.Run($"$list | Remove-EniIpv6Address -Force -Shard {shard}");

        Assert.Contains(problem, $"{result.Thrown?.Message}{string.Concat(result.Errors)}", StringComparison.Ordinal);
        Assert.Contains("JOB_COMPLETION_INDEX", $"{result.Thrown?.Message}{string.Concat(result.Errors)}", StringComparison.Ordinal);
        Assert.Equal(before, _session.Emulator.Requests.Count);
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<string> Names(ScriptResult result) => result.Values("NetworkInterfaceId")
        .Zip(result.Values("Ipv6Address"), result.Values("Ipv6Prefix")).Select(item => $"{item.First} {item.Second}{item.Third}");
}
