using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using EniTools.Api.Files;
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
        while (new FileInfo(Path).Length == 0)
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

        while (!(await SavedAsync()).Contains("\"i-bp1web01\",\"Status\":\"Stopped\"", StringComparison.Ordinal))
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
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is open cannot be moved away there.");
        using var emulator = EniEmulator.Start(Options);
        using var client = new TestClient(emulator);
        // Another's file of that name is not written over.
        File.Move(Path, Path + ".moved");
        File.WriteAllText(Path, "another's");
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        while (emulator.SaveProblem is null)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Contains("another file has its name", emulator.SaveProblem, StringComparison.Ordinal);
        Assert.Equal("another's", File.ReadAllText(Path));

        File.Delete(Path);
        while (emulator.SaveProblem is not null)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.Equal(emulator.State(), await SavedAsync());
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task Requests_are_answered_while_a_save_is_under_way()
    {
        // Large, so that a save takes its time.
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { StatePath = Path, NetworkInterfaceCount = 50_000 });
        using var client = new TestClient(emulator);
        await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
        FileInfo[] unfinished;
        while ((unfinished = _folder.GetFiles("*.new")).Length == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);

        var answer = await client.CallAsync(
            "UnassignIpv6Addresses", "RegionId=cn-hangzhou&NetworkInterfaceId=eni-bp1web01b&Ipv6Address.1=2001:db8:1234:1a00::2:1");

        Assert.Equal(200, answer.Status);
        Assert.True(File.Exists(unfinished[0].FullName), "The save had ended by then.");
        while (File.Exists(unfinished[0].FullName))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        // The save under way holds the world as it was before that call.
        var saved = await SavedAsync();
        Assert.Contains("2001:db8:1234:1a00::2:1\"", saved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lies_beside_the_file_is_left_alone_and_an_empty_file_gets_the_first_world()
    {
        string[] beside = [Path + ".new", Path + ".lock"];
        foreach (var path in beside)
            File.WriteAllText(path, "precious");
        File.WriteAllBytes(Path, []);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // It is the user's, and stays when there was nothing to save.
        EniEmulator.Start(Options).Dispose();
        Assert.Empty(File.ReadAllBytes(Path));
        using (var emulator = EniEmulator.Start(Options))
        using (var client = new TestClient(emulator))
            await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");

        Assert.Contains("\"i-bp1web01\",\"Status\":\"Stopped\"", File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.All(beside, path => Assert.Equal("precious", File.ReadAllText(path)));
        Assert.Equal(3, _folder.GetFiles().Length);
        Assert.True(ModeOf(Path) is null or (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_new_file_has_the_rights_of_any_file_of_its_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has the rights of its folder there.");
        var any = System.IO.Path.Combine(_folder.FullName, "any.json");
        File.WriteAllText(any, "");

        using var emulator = EniEmulator.Start(Options);

        Assert.Equal(ModeOf(any), ModeOf(Path));
    }

    [Theory]
    [InlineData("mkfifo '{0}'", "is a pipe")]
    [InlineData("mknod '{0}' c 1 3 2> /dev/null", "is a device")]
    public async Task A_file_that_is_no_regular_one_is_refused_at_once_and_left_as_it_is(string make, string problem)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such files there.");
        Assert.SkipUnless(Shell(string.Format(CultureInfo.InvariantCulture, make, Path)), "No device can be made here.");

        var starting = Task.Run(() => EniEmulator.Start(Options), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<StateNotWritableException>(
            () => starting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_world_and_no_half_of_a_new_one()
    {
        Assert.SkipUnless(
            !OperatingSystem.IsWindows() && Shell($"mount -t tmpfs -o size=256k tmpfs '{_folder.FullName}' 2> /dev/null"),
            "A small file system cannot be mounted here.");
        try
        {
            File.WriteAllText(Path, "");
            using (var emulator = EniEmulator.Start(new EniEmulatorOptions { StatePath = Path, NetworkInterfaceCount = 2000 }))
            using (var client = new TestClient(emulator))
            {
                await client.CallAsync("StopInstance", "InstanceId=i-bp1web01");
                while (emulator.SaveProblem is null)
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                Assert.Contains("No space left on device", emulator.SaveProblem, StringComparison.Ordinal);
            }

            Assert.Equal([Path], Directory.GetFileSystemEntries(_folder.FullName));
            Assert.Empty(File.ReadAllBytes(Path));
        }
        finally
        {
            Assert.True(Shell($"umount '{_folder.FullName}'"));
        }
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

        Assert.All(Enumerable.Range(1, whole.LastIndexOf(']')), length =>
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

    // As others read the file while an emulator has it: on Windows only a reader that lets others write may.
    private async Task<string> SavedAsync()
    {
        while (true)
        {
            try
            {
                using var reader = new StreamReader(RegularFile.OpenToRead(Path));
                return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            }
            catch (FileNotFoundException) when (OperatingSystem.IsWindows())
            {
                // In the middle of a replacement, the name leads to no file there.
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    private static UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);

    private static bool Shell(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }

    private static string? StatusOf(EniEmulator emulator, string networkInterfaceId) => JsonDocument.Parse(emulator.State()).RootElement
        .GetProperty("Regions").EnumerateArray()
        .SelectMany(region => region.GetProperty("NetworkInterfaces").EnumerateArray())
        .Where(item => item.GetProperty("NetworkInterfaceId").GetString() == networkInterfaceId)
        .Select(item => item.GetProperty("Status").GetString())
        .SingleOrDefault();

    public void Dispose() => _folder.Delete(recursive: true);
}
