using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Tests.World;

/// <summary>A world in a file: found again as it was, and never half of it.</summary>
public sealed class StateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

    private string Path => System.IO.Path.Combine(_folder.FullName, "world.json");

    private EniEmulatorOptions Options => new() { StatePath = Path };

    [Fact]
    public async Task A_world_is_found_again_as_it_was_left()
    {
        string left;
        using (var emulator = EniEmulator.Start(Options))
        using (var client = new TestClient(emulator))
        {
            await client.CallAsync(
                "UnassignIpv6Addresses", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1");
            await client.CallAsync(
                "CreateNetworkInterface", "RegionId=cn-hangzhou&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main&Ipv6PrefixCount=2");
            await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
            using var vpc = new TestClient(emulator) { Version = "2016-04-28" };
            await vpc.CallAsync(
                "ModifyIpv6InternetBandwidth", "RegionId=cn-hangzhou&Ipv6InternetBandwidthId=ipv6bw-bp1left01&Bandwidth=77");
            await vpc.CallAsync("DeleteIpv6InternetBandwidth", "RegionId=cn-hangzhou&Ipv6InternetBandwidthId=ipv6bw-bp1web01b2");
            left = emulator.State();
        }

        using var again = EniEmulator.Start(Options);
        using var other = new TestClient(again);

        Assert.Equal(left, again.State());
        Assert.Contains("\"Bandwidth\":77", left, StringComparison.Ordinal);
        // It had bandwidth, and is now on nothing.
        Assert.Contains("{\"Item\":\"2001:db8:1234:1a00::2:1\",\"VSwitchId\"", left, StringComparison.Ordinal);
        // The seed begins with the ids that are there already.
        Assert.Equal(
            200,
            (
                await other.CallAsync(
                    "CreateNetworkInterface", "RegionId=cn-hangzhou&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main")).Status);
    }

    [Fact]
    public async Task After_a_crash_the_world_is_there_up_to_the_last_moment()
    {
        using var emulator = EniEmulator.Start(Options);
        using var client = new TestClient(emulator);
        await client.CallAsync(
            "UnassignIpv6Addresses", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1");

        // No one stops it: what the file holds is what a crash would leave.
        while (!File.Exists(Path))
            await Task.Delay(20, TestContext.Current.CancellationToken);

        var left = System.IO.Path.Combine(_folder.FullName, "left.json");
        File.Copy(Path, left);
        using var after = EniEmulator.Start(new EniEmulatorOptions { StatePath = left });
        Assert.Equal(emulator.WorldText(), after.WorldText());
    }

    [Fact]
    public async Task A_file_keeps_the_world_of_one_emulator_at_a_time()
    {
        using (var emulator = EniEmulator.Start(Options))
        {
            Assert.Throws<StateInUseException>(() => EniEmulator.Start(Options));

            // The one that has it goes on to save.
            using var client = new TestClient(emulator);
            await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        }

        Assert.Contains("\"i-bp1web01\",\"Status\":\"Stopped\"", File.ReadAllText(Path), StringComparison.Ordinal);
        EniEmulator.Start(Options).Dispose();
        Assert.Equal([Path], _folder.EnumerateFiles().Select(file => file.FullName));
    }

    [Fact]
    public void An_emulator_that_does_not_start_gives_its_file_free()
    {
        File.WriteAllText(Path, "no world");
        Assert.Throws<FormatException>(() => EniEmulator.Start(Options));

        File.Delete(Path);
        EniEmulator.Start(Options).Dispose();
    }

    [Fact]
    public async Task A_transition_is_saved_when_it_ends_though_nobody_asks_for_anything()
    {
        using var emulator = EniEmulator.Start(
            new EniEmulatorOptions { StatePath = Path, TransitionTime = TimeSpan.FromMilliseconds(300) });
        using var client = new TestClient(emulator);
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");

        while (
            !File.Exists(Path)
                || !(await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken))
                    .Contains("\"i-bp1web01\",\"Status\":\"Stopped\"", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_loaded_world_goes_on_with_what_was_under_way()
    {
        var clock = new ManualClock();
        var options = new EniEmulatorOptions { StatePath = Path, Clock = clock, TransitionTime = TimeSpan.FromHours(2) };
        using (var emulator = EniEmulator.Start(options))
        using (var client = new TestClient(emulator))
        {
            await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
            await client.CallAsync(
                "AttachNetworkInterface", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1spare01&InstanceId=i-bp1web02");
            await client.CallAsync("DeleteNetworkInterface", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1empty01");
        }

        clock.Pass(TimeSpan.FromHours(1));
        using var again = EniEmulator.Start(options);
        Assert.Contains("\"i-bp1web01\",\"Status\":\"Stopping\"", again.State(), StringComparison.Ordinal);
        Assert.Equal("Attaching", StatusOf(again, "eni-bp1spare01"));
        Assert.Equal("Deleting", StatusOf(again, "eni-bp1empty01"));

        clock.Pass(TimeSpan.FromHours(1));
        Assert.Contains("\"i-bp1web01\",\"Status\":\"Stopped\"", again.State(), StringComparison.Ordinal);
        Assert.Equal("InUse", StatusOf(again, "eni-bp1spare01"));
        Assert.Null(StatusOf(again, "eni-bp1empty01"));
        // What was stuck stays so.
        Assert.Equal("Attaching", StatusOf(again, "eni-bp1attach01"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_of_until_it_can()
    {
        using var emulator = EniEmulator.Start(Options);
        using var client = new TestClient(emulator);
        // In the way of the file that is written first.
        Directory.CreateDirectory(Path + ".new");
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        while (emulator.SaveProblem is null)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Directory.Delete(Path + ".new");
        while (emulator.SaveProblem is not null)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.Equal(emulator.State(), await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Requests_are_answered_while_a_save_is_under_way()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no file here that waits for its reader.");
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { StatePath = Path, NetworkInterfaceCount = 1000 });
        using var client = new TestClient(emulator);
        // A pipe takes a little of the document, and the rest when somebody reads it.
        using (var mkfifo = Process.Start("mkfifo", Path + ".new"))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        using var reader = Process.Start(new ProcessStartInfo("cat", Path + ".new") { RedirectStandardOutput = true })!;
        var saved = new char[10];
        await reader.StandardOutput.ReadBlockAsync(saved, TestContext.Current.CancellationToken);

        var answer = await client.CallAsync(
            "UnassignIpv6Addresses", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1");

        Assert.Equal(200, answer.Status);
        // The save under way holds the world as it was before that call.
        Assert.Contains(
            "2001:db8:1234:1a00::2:1\"",
            new string(saved) + await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuchfolder/world.json")]
    [InlineData(".")]
    public void A_file_that_cannot_be_written_is_refused_at_the_start(string path)
    {
        var options = new EniEmulatorOptions { StatePath = System.IO.Path.Combine(_folder.FullName, path) };

        var exception = Assert.Throws<StateNotWritableException>(() => EniEmulator.Start(options));

        Assert.Contains(_folder.FullName, exception.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void The_members_of_a_document_come_in_any_order_and_what_is_not_known_is_passed_over()
    {
        File.WriteAllText(Path, """
            { "Comment": { "By": ["hand"] }, "Regions": [ {
              "NetworkInterfaces": [ { "Items": ["2001:db8::1", "2001:db8:0:1::/80"], "Type": "Secondary", "VSwitchId": "vsw-a", "Status": "Available", "NetworkInterfaceId": "eni-a", "More": null } ],
              "More": [], "Instances": [],
              "VSwitches": [ { "ZoneId": "z", "VpcId": "vpc-a", "VSwitchId": "vsw-a" } ],
              "RegionId": "cn-a" }, { "RegionId": "cn-b" } ], "More": 1 }
            """);

        using var emulator = EniEmulator.Start(Options);

        Assert.Equal(["2001:db8::1", "2001:db8:0:1::/80"], emulator.ItemsOf("eni-a"));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{\"name\":\"another document\",\"regions\":[]}")]
    [InlineData("{\"name\":5")]
    [InlineData("{\"Regions\":[]} more")]
    [InlineData("{\"Regions\":[{\"RegionId\":\"a\",\"NetworkInterfaces\":[{\"NetworkInterfaceId\":\"eni-a\"")]
    [InlineData("{\"Regions\":\"a\"}")]
    [InlineData("{\"Regions\":[{}]}")]
    [InlineData(
        "{\"Regions\":[{\"RegionId\":\"a\",\"Instances\":[{\"InstanceId\":\"i-a\",\"Status\":\"Running\",\"VpcId\":\"v\",\"ZoneId\":\"z\","
            + "\"MaxNetworkInterfaces\":99999999999,\"MaxIpv6PerInterface\":1}]}]}")]
    [InlineData("{\"Regions\":[{\"RegionId\":\"a\",\"NetworkInterfaces\":[{\"NetworkInterfaceId\":\"eni-a\",\"VSwitchId\":\"nosuch\"}]}]}")]
    public void A_document_that_is_no_world_is_refused_and_left_alone(string text)
    {
        File.WriteAllText(Path, text);

        Assert.Throws<FormatException>(() => EniEmulator.Start(Options));

        Assert.Equal(text, File.ReadAllText(Path));
        using var running = EniEmulator.Start();
        var before = running.State();
        Assert.Throws<FormatException>(() => running.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Equal(before, running.State());
    }

    [Fact]
    public void A_document_whose_list_breaks_off_anywhere_is_refused()
    {
        const string whole =
            """
            {"Regions":[{"RegionId":"a","SupportsPrefixes":true,"VSwitches":[{"VSwitchId":"v","VpcId":"v","ZoneId":"z"}],
              "NetworkInterfaces":[{"NetworkInterfaceId":"eni-a","VSwitchId":"v","Status":"Available","Type":"Secondary","Items":["2001:db8::1"]}]}]}
            """;

        Assert.All(Enumerable.Range(0, whole.LastIndexOf(']') + 1), length =>
        {
            File.WriteAllText(Path, whole[..length]);
            Assert.Throws<FormatException>(() => EniEmulator.Start(Options).Dispose());
        });
    }

    [Fact]
    public async Task An_emulator_that_finds_its_port_taken_leaves_the_file_alone()
    {
        // Something is under way, which an emulator that runs would write down.
        const string text =
            """
            {"Comment":"as it was","Regions":[{"RegionId":"a","VSwitches":[{"VSwitchId":"v","VpcId":"v","ZoneId":"z"}],"NetworkInterfaces":[
              {"NetworkInterfaceId":"eni-a","VSwitchId":"v","Status":"Deleting","TransitionEnd":"2999-01-01T00:00:00Z","Type":"Secondary"}]}]}
            """;
        File.WriteAllText(Path, text);
        using var other = EniEmulator.Start();

        Assert.Throws<SocketException>(
            () => EniEmulator.Start(new EniEmulatorOptions { StatePath = Path, Port = other.Endpoint.Port }));

        // Longer than a save waits; a slow machine can only hide the defect.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    private static string? StatusOf(EniEmulator emulator, string networkInterfaceId) => JsonDocument.Parse(emulator.State()).RootElement
        .GetProperty("Regions").EnumerateArray()
        .SelectMany(region => region.GetProperty("NetworkInterfaces").EnumerateArray())
        .Where(item => item.GetProperty("NetworkInterfaceId").GetString() == networkInterfaceId)
        .Select(item => item.GetProperty("Status").GetString())
        .SingleOrDefault();

    public void Dispose() => _folder.Delete(recursive: true);
}
