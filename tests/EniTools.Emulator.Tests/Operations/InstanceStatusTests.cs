using System.Text.Json;

namespace EniTools.Emulator.Tests.Operations;

/// <summary>The status of instances: of those that are named, or page by page.</summary>
public sealed class InstanceStatusTests : IDisposable
{
    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public InstanceStatusTests() => _client = new TestClient(_emulator);

    [Theory]
    [InlineData("", "i-bp1web01 Running, i-bp1web02 Stopped, i-bp1web03 Starting")]
    [InlineData(
        "&InstanceId.1=i-bp1web03&InstanceId.2=i-bp1nosuch&InstanceId.3=i-bp1web01&InstanceId.4=i-bp1web03",
        "i-bp1web03 Starting, i-bp1web01 Running")]
    [InlineData("&InstanceId.1=i-bp1nosuch", "")]
    [InlineData("&ZoneId=cn-hangzhou-b", "")]
    [InlineData("&PageSize=2&PageNumber=2", "i-bp1web03 Starting")]
    [InlineData("&PageSize=2&PageNumber=3", "")]
    public async Task Instances_are_shown_with_their_status(string filter, string shown)
    {
        var answer = await _client.CallAsync("DescribeInstanceStatus", "RegionId=cn-hangzhou" + filter);

        using var document = JsonDocument.Parse(answer.Body);
        var instances = document.RootElement.GetProperty("InstanceStatuses").GetProperty("InstanceStatus").EnumerateArray();
        Assert.Equal(
            shown,
            string.Join(", ", instances.Select(instance => $"{instance.GetProperty("InstanceId")} {instance.GetProperty("Status")}")));
    }

    [Theory]
    [InlineData("RegionId=cn-hangzhou&PageSize=51")]
    [InlineData("RegionId=cn-hangzhou&PageSize=0")]
    [InlineData("RegionId=cn-hangzhou&PageNumber=0")]
    public async Task Pages_hold_from_1_to_50(string request) =>
        Assert.Equal((400, "InvalidParameter"), await StatusAndCodeOf(request));

    [Fact]
    public async Task At_most_100_can_be_named()
    {
        var hundred = "RegionId=cn-hangzhou" + string.Concat(Enumerable.Range(1, 100).Select(i => $"&InstanceId.{i}=i-{i}"));

        Assert.Equal(200, (await StatusAndCodeOf(hundred)).Status);
        Assert.Equal((400, "InvalidParameter"), await StatusAndCodeOf(hundred + "&InstanceId.101=i-101"));
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    private async Task<(int Status, string? Code)> StatusAndCodeOf(string request)
    {
        var answer = await _client.CallAsync("DescribeInstanceStatus", request);
        return (answer.Status, answer.Code);
    }
}
