using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Machines;

/// <summary>A machine that PowerShell reaches through SSH: an sshd on a loopback port, with keys of its own, a home folder of its own, and PowerShell as a subsystem.</summary>
internal sealed class SshMachine : IDisposable
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _server;

    private SshMachine(Process server, int port, string home) => (_server, Port, Home) = (server, port, home);

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How it is named to PowerShell.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>The home folder of the only user.</summary>
    public string Home { get; }

    /// <summary>Skips the test where a contributor's machine has no OpenSSH, and fails it where nothing may be missed.</summary>
    public static void Require()
    {
        const string reason = "OpenSSH's sshd, ssh and ssh-keygen are needed to work on many machines.";
        if (!OperatingSystem.IsWindows() && Find("sshd") is not null && Find("ssh") is not null && Find("ssh-keygen") is not null)
            return;
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("CI") is null, reason);
        Assert.Fail(reason);
    }

    /// <summary>Makes a key pair, and returns the path of its private half.</summary>
    public static async Task<string> MakeKeyAsync(string path)
    {
        using var generator = ChildProcess.StartProgram(Find("ssh-keygen")!, ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]);
        (await ChildProcess.FinishAsync(generator)).ShouldSucceed();
        return path;
    }

    /// <summary>Starts a machine.</summary>
    /// <param name="folder">A folder of its own, which becomes the home of its user.</param>
    /// <param name="userKey">The key that opens it.</param>
    /// <param name="shell">The PowerShell that it has.</param>
    public static async Task<SshMachine> StartAsync(string folder, string userKey, RealShell shell)
    {
        Directory.CreateDirectory(folder);
        var hostKey = await MakeKeyAsync(Path.Combine(folder, "host-key"));
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd"); // As the service's unit does.
        var environment = shell.Variables.Where(variable => variable.Name != "HOME" && variable.Value is not null);
        while (true)
        {
            var port = FreePort();
            var configuration = Path.Combine(folder, "sshd_config");
            await File.WriteAllTextAsync(configuration, Configuration(port, hostKey, userKey, [.. environment, ("HOME", folder)]));
            var server = ChildProcess.StartProgram(Find("sshd")!, ["-D", "-e", "-f", configuration, "-o", "UsePAM=no"]);
            if (await IsListeningAsync(server))
                return new SshMachine(server, port, folder);
            server.Dispose();
        }
    }

    /// <summary>The line of known hosts for it.</summary>
    public string KnownHost =>
        string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Port} {File.ReadAllText(Path.Combine(Home, "host-key.pub"))}");

    /// <summary>Cuts the power: nothing that runs there gets another moment.</summary>
    public void Kill()
    {
        if (!_server.HasExited)
            _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _server.Dispose();
    }

    private static string Configuration(
        int port, string hostKey, string userKey, IEnumerable<(string Name, string? Value)> environment) =>
        string.Create(CultureInfo.InvariantCulture, $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey "{hostKey}"
            AuthorizedKeysFile "{userKey}.pub"
            PidFile none
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            SetEnv {string.Join(' ', environment.Select(variable => $"\"{variable.Name}={variable.Value}\""))}
            Subsystem powershell "{Find("dotnet")}" "{RealShell.Assembly}" -sshs -NoLogo -NoProfile

            """);

    // Another process may have taken the port meanwhile: then the server ends, and is started on another one.
    private static async Task<bool> IsListeningAsync(Process server)
    {
        using var patience = new CancellationTokenSource(Patience);
        var said = new List<string>();
        while (await server.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("Server listening", StringComparison.Ordinal))
                continue;
            _ = server.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return true;
        }

        Assert.True(said.Exists(line => line.Contains("Address already in use", StringComparison.Ordinal)), string.Join('\n', said));
        return false;
    }

    /// <summary>A port on which nobody listens, at least now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
