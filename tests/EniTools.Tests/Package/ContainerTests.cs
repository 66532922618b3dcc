using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>What the container of the Containerfile runs, without a container: the published folder, set up by its environment, as another user where nothing else can be written.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ContainerTests : IDisposable
{
    private const string Secret = "0123456789abcdef";
    private const int Nobody = 65534;

    private readonly ScratchFolder _folder = new();

    public ContainerTests() => Directory.CreateDirectory(App);

    private string App => _folder.Combine("app");

    private string State => _folder.Combine("state", "world.json");

    [Fact]
    [Trait("Needs", "Process")]
    public async Task It_serves_read_only_as_another_user_and_saves_its_state_when_it_is_terminated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A container of this image runs Linux.");
        Directory.CreateDirectory(Path.GetDirectoryName(State)!);
        await PublishAsync();
        var port = FreePort();
        using var process = Start(port);
        using var client = new EmulatorClient(new Uri($"http://127.0.0.1:{port}"), Secret);
        await client.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(
            $"Serving http://127.0.0.1:{port}/ until SIGTERM.",
            await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await client.LoadAsync("{\"Regions\":[{\"RegionId\":\"cn-kept\"}]}", TestContext.Current.CancellationToken);
        var kept = await client.StateAsync(TestContext.Current.CancellationToken);
        var stopwatch = Stopwatch.StartNew();
        Assert.Equal(0, Terminate(process.Id, 15));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"It ended {stopwatch.ElapsedMilliseconds} ms after SIGTERM.");

        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(kept, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task A_variable_that_it_cannot_use_ends_it_with_the_reason()
    {
        var host = BuiltModule.AssemblyFile("EniTools.EmulatorHost");
        var output = await ChildProcess.FinishAsync(ChildProcess.Start([host], [("ENI_EMULATOR_PORT", "many")]));

        Assert.Equal((1, ""), (output.ExitCode, output.Output));
        Assert.Equal("ENI_EMULATOR_PORT is a number from 0 to 65535, and cannot be 'many'.", output.Errors.Trim());
    }

    [Fact]
    public void The_container_is_set_up_as_the_program_reads_it()
    {
        var lines = File.ReadAllLines(Path.Combine(BuiltModule.RepositoryRoot, "Containerfile"));
        var variables = lines.SelectMany(line => line.Split(' ')).Where(word => word.StartsWith("ENI_EMULATOR_", StringComparison.Ordinal))
            .Select(word => word.Split('=')).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);

        var options = EmulatorEnvironment.Read(name => variables.GetValueOrDefault(name));

        Assert.Equal((18080, IPAddress.Any, "/state/world.json"), (options.Port, options.ListenAddress, options.StatePath));
        Assert.Contains($"EXPOSE {options.Port}", lines);
        Assert.Contains($"VOLUME {Path.GetDirectoryName(options.StatePath)}", lines);
        Assert.Contains(lines, line => line.Contains($":{options.Port}/.emulator/health", StringComparison.Ordinal));
        Assert.DoesNotContain("USER root", lines);
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            SetWritable(true);
        _folder.Dispose();
    }

    private async Task PublishAsync()
    {
        var project = Path.Combine(BuiltModule.RepositoryRoot, "src", "EniTools.EmulatorHost");
        var published = await ChildProcess.FinishAsync(ChildProcess.Start(
            ["publish", project, "--no-build", "--configuration", BuiltModule.Metadata("Configuration"), "--output", App],
            [("MSBUILDDISABLENODEREUSE", "1")]));
        Assert.True(published.ExitCode == 0, published.Output);
        // All the way down to it, others may go but not look.
        var folder = new DirectoryInfo(_folder.Path);
        for (; folder!.FullName.Contains("EniTools", StringComparison.Ordinal); folder = folder.Parent)
            File.SetUnixFileMode(folder.FullName, folder.UnixFileMode | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        File.SetUnixFileMode(Path.GetDirectoryName(State)!, (UnixFileMode)0b111_111_111);
        SetWritable(false);
    }

    private Process Start(int port)
    {
        (string, string?)[] environment =
        [
            ("ENI_EMULATOR_PORT", $"{port}"), ("ENI_EMULATOR_LISTEN_ADDRESS", "0.0.0.0"), ("ENI_EMULATOR_STATE_PATH", State),
            ("ENI_EMULATOR_CONTROL_SECRET", Secret), ("DOTNET_EnableDiagnostics", "0"), ("TMPDIR", App), ("HOME", App),
        ];
        var host = Path.Combine(App, "EniTools.EmulatorHost.dll");
        return Environment.IsPrivilegedProcess
            ? ChildProcess.StartProgram("setpriv", [$"--reuid={Nobody}", "--clear-groups", "dotnet", host], environment)
            : ChildProcess.Start([host], environment);
    }

    private void SetWritable(bool isWritable)
    {
        var app = new DirectoryInfo(App);
        foreach (var entry in app.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(app))
        {
            const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(entry.FullName, isWritable ? read | UnixFileMode.UserWrite : read);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Terminate(int process, int signal);
}
