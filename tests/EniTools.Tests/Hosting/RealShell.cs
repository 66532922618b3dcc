using System.IO.Compression;

namespace EniTools.Tests.Hosting;

/// <summary>PowerShell as users have it, with a home and a module path of its own that hold EniTools from its package and nothing else.</summary>
internal sealed class RealShell : IDisposable
{
    /// <summary>The locale of a Chinese user. Windows does not take it.</summary>
    public const string Chinese = "zh_CN.UTF-8";

    private readonly ScratchFolder _home = new();

    private readonly string? _language;

    private RealShell(string? language) => _language = language;

    /// <summary>The package as the build made it.</summary>
    public static string PackageFile { get; } = BuiltModule.Metadata("PackageFile");

    /// <summary>What dotnet runs.</summary>
    public static string Assembly { get; } =
        Path.Combine(BuiltModule.Metadata("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    /// <summary>The variables that make it this shell; those without a value are taken away.</summary>
    public IReadOnlyList<(string Name, string? Value)> Variables =>
    [
        ("HOME", _home.Path), ("LOCALAPPDATA", _home.Path), ("XDG_CACHE_HOME", null), ("XDG_CONFIG_HOME", null), ("XDG_DATA_HOME", null),
        ("PSModulePath", ModulePath), ("NO_COLOR", "1"), ("POWERSHELL_TELEMETRY_OPTOUT", "1"), ("POWERSHELL_UPDATECHECK", "Off"),
        .. _language is null ? [] : new (string, string?)[] { ("LC_ALL", null), ("LANG", _language) },
    ];

    /// <summary>Its home folder.</summary>
    public string Home => _home.Path;

    /// <summary>The only folder of modules besides PowerShell's own.</summary>
    public string ModulePath => _home.Combine("modules");

    /// <summary>A shell in whose module path nothing is installed.</summary>
    /// <param name="language">The locale of its user, such as zh_CN.UTF-8; null for that of the machine. Windows does not take it.</param>
    public static RealShell Empty(string? language = null)
    {
        var shell = new RealShell(language);
        Directory.CreateDirectory(shell.ModulePath);
        return shell;
    }

    /// <summary>A shell in whose module path the package is unpacked, as an installation does it.</summary>
    /// <param name="language">The locale of its user; null for that of the machine.</param>
    public static RealShell WithPackage(string? language = null)
    {
        var shell = Empty(language);
        ZipFile.ExtractToDirectory(PackageFile, Path.Combine(shell.ModulePath, "EniTools"));
        return shell;
    }

    /// <summary>Runs a script file.</summary>
    public Task<ProcessOutput> RunFileAsync(string path, params IEnumerable<string> arguments) =>
        RunAsync("", ["-NonInteractive", "-File", path, .. arguments]);

    /// <summary>Runs a text.</summary>
    public Task<ProcessOutput> RunAsync(string script) => RunFileAsync(Save(script));

    /// <summary>Runs a text whose questions are answered.</summary>
    public Task<ProcessOutput> RunTypingAsync(string script, string answers) => RunAsync(answers, ["-File", Save(script)]);

    /// <summary>Runs PowerShell to its end.</summary>
    /// <param name="input">What is typed; then the input ends.</param>
    /// <param name="arguments">The command line.</param>
    public async Task<ProcessOutput> RunAsync(string input, IEnumerable<string> arguments)
    {
        using var process = ChildProcess.Start([Assembly, "-NoLogo", "-NoProfile", .. arguments], Variables);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await ChildProcess.FinishAsync(process);
    }

    private string Save(string script)
    {
        var path = _home.Combine($"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(path, script);
        return path;
    }

    public void Dispose() => _home.Dispose();
}
