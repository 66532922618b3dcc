using System.Diagnostics;
using System.Globalization;
using EniTools.Api.Journal;
using EniTools.Emulator;
using EniTools.Tests.Hosting;
using YamlDotNet.RepresentationModel;

namespace EniTools.Tests.Machines;

/// <summary>examples/kubernetes-job.yaml: what its pods run, run here with the variables that a pod has.</summary>
[Trait("Needs", "Process")]
public sealed class KubernetesJobTests : IDisposable
{
    private const int Enis = 40;

    private readonly ScratchFolder _volume = new();
    private readonly RealShell _shell = RealShell.WithPackage();
    private readonly EniEmulator _emulator = EniEmulator.Start(
        new EniEmulatorOptions { NetworkInterfaceCount = Enis, MaxCallsPerSecond = 8 });
    private readonly YamlNode _job = Read();

    private YamlNode Pod => _job["spec"]["template"]["spec"];

    private YamlNode Container => Assert.Single((YamlSequenceNode)Pod["containers"]);

    private HashSet<string> World =>
        [.. Enumerable.Range(1, Enis).Select(number => $"eni-bulk{number:d6}").SelectMany(
            eni => _emulator.ItemsOf(eni).Select(item => $"{eni} {item}"))];

    [Fact]
    public void A_pod_for_each_shard_of_which_one_at_a_time_has_the_journal()
    {
        Assert.Equal("Indexed", $"{_job["spec"]["completionMode"]}");
        Assert.Equal($"{_job["spec"]["completions"]}", Assert.Single(Variables(), variable => variable.Name == "SHARDS").Value);
        Assert.Equal("Failed", $"{_job["spec"]["podReplacementPolicy"]}");
        Assert.Equal($"{Container["workingDir"]}", $"{Assert.Single((YamlSequenceNode)Container["volumeMounts"])["mountPath"]}");
        // More than the module needs to settle what is under way.
        Assert.InRange(int.Parse($"{Pod["terminationGracePeriodSeconds"]}", CultureInfo.InvariantCulture), 10, 120);
    }

    [Fact]
    public async Task Pods_remove_the_list_and_one_that_is_evicted_goes_on_as_the_next_of_its_index()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pods get signals.");
        var before = World;
        await File.WriteAllLinesAsync(
            _volume.Combine("old.csv"),
            ["NetworkInterfaceId,Ipv6Address,RegionId", .. before.Select(name => $"{name.Replace(' ', ',')},cn-hangzhou")],
            TestContext.Current.CancellationToken);
        var pods = Enumerable.Range(0, int.Parse($"{_job["spec"]["completions"]}", CultureInfo.InvariantCulture))
            .Select(index => StartPod(index)).ToList();
        var runs = pods.ConvertAll(ChildProcess.FinishAsync);
        while (World.Count == before.Count && !runs.Exists(run => run.IsCompleted))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        using (var eviction = Process.Start("kill", ["-TERM", $"{pods[1].Id}"]))
            await eviction.WaitForExitAsync(TestContext.Current.CancellationToken);
        var first = await Task.WhenAll(runs);
        var next = await RunPodAsync(1);

        Assert.All(first.Where((_, index) => index != 1), run => run.ShouldSucceed());
        Assert.NotEqual(0, first[1].ExitCode);
        next.ShouldSucceed();
        Assert.Empty(World);
        // The pods that finished have told of each address, and it is in one journal.
        var told = first.Where((_, index) => index != 1).Append(next).SelectMany(run => run.Lines).ToList();
        Assert.Equal(before.Count, told.Count);
        Assert.All(told, line => Assert.Contains("\"Status\":\"Removed\"", line, StringComparison.Ordinal));
        var journals = Directory.GetFiles(_volume.Path, "*.jsonl").SelectMany(path => JournalState.Read(path).Targets()).ToList();
        Assert.Equal(
            before.Order(StringComparer.Ordinal),
            journals.Select(target => $"{target.Target.NetworkInterfaceId} {target.Target.Item}").Order(StringComparer.Ordinal));
        Assert.All(journals, target => Assert.Equal(JournalStatus.Removed, target.Status));
    }

    [Fact]
    public async Task A_pod_without_an_index_removes_nothing_and_fails()
    {
        await File.WriteAllLinesAsync(
            _volume.Combine("old.csv"),
            ["NetworkInterfaceId,Ipv6Address", "eni-bulk000001,2001:db8::1"],
            TestContext.Current.CancellationToken);

        var run = await RunPodAsync(null);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not a shard", run.Errors, StringComparison.Ordinal);
        Assert.Empty(_emulator.Requests);
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _shell.Dispose();
        _volume.Dispose();
    }

    private async Task<ProcessOutput> RunPodAsync(int? index)
    {
        using var pod = StartPod(index);
        return await ChildProcess.FinishAsync(pod);
    }

    private Process StartPod(int? index)
    {
        var command = Texts(Container["command"]);
        Assert.Equal("pwsh", command[0]);
        (string, string?)[] key =
        [
            ("ALIBABA_CLOUD_ENDPOINT", $"{_emulator.Endpoint}"),
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", EniEmulator.AccessKeyId),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", EniEmulator.AccessKeySecret),
        ];
        var pod = ChildProcess.Start(
            [RealShell.Assembly, .. command[1..], .. Texts(Container["args"])],
            [.. Variables(), .. _shell.Variables, .. key, ("JOB_COMPLETION_INDEX", index?.ToString(CultureInfo.InvariantCulture))],
            _volume.Path);
        pod.StandardInput.Close();
        return pod;
    }

    private IEnumerable<(string Name, string? Value)> Variables() =>
        ((YamlSequenceNode)Container["env"]).Select(variable => ($"{variable["name"]}", (string?)$"{variable["value"]}"));

    private static List<string> Texts(YamlNode list) => [.. ((YamlSequenceNode)list).Select(item => $"{item}")];

    private static YamlNode Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(BuiltModule.RepositoryRoot, "examples", "kubernetes-job.yaml"));
        yaml.Load(text);
        return Assert.Single(yaml.Documents).RootNode;
    }
}
