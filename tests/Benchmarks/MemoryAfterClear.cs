using System.Globalization;
using System.Text;
using EniTools.Emulator;
using Microsoft.Diagnostics.Runtime;

namespace EniTools.Benchmarks;

/// <summary>
/// The AccessKey secret in the heap of a PowerShell process, while a session uses it and after Clear-EniContext: objects that a root
/// leads to, and garbage whose place the collector has not used again.
/// </summary>
internal static class MemoryAfterClear
{
    private const int Calls = 50;

    public static void Run()
    {
        using var emulator = EniEmulator.Start();
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            // From a file, so that the secret is in no script and no argument.
            File.WriteAllText(Path.Combine(folder, "secret"), EniEmulator.AccessKeySecret);
            using var process = ChildProcess.StartCommand(
                "dotnet",
                null,
                [
                    .. PowerShellProcess.Command.Arguments,
                    $$"""
                    Import-Module '{{PowerShellProcess.Module}}'
                    & {
                        $secret = [securestring]::new()
                        [IO.File]::ReadAllText('{{folder}}/secret').ToCharArray().ForEach({ $secret.AppendChar($_) })
                        $key = [pscredential]::new('{{EniEmulator.AccessKeyId}}', $secret)
                        Set-EniContext -RegionId {{EniEmulator.DefaultRegionId}} -Endpoint {{emulator.Endpoint}} -Credential $key
                        1..{{Calls}} | ForEach-Object { Get-Eni } | Out-Null
                    }
                    $PID
                    while (-not (Test-Path '{{folder}}/clear')) { Start-Sleep -Milliseconds 100 }
                    Clear-EniContext
                    1..3 | ForEach-Object { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
                    'cleared'
                    Start-Sleep -Seconds 600
                    """,
                ]);
            var id = int.Parse(process.FirstLine, CultureInfo.InvariantCulture);
            Show("In use, after {0} calls", Search(id));
            File.WriteAllText(Path.Combine(folder, "clear"), "");
            process.NextLine();
            Show("After Clear-EniContext and a collection", Search(id));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Show(string when, (List<string> Reached, int Garbage) found) => Console.WriteLine(
        $"{string.Format(CultureInfo.InvariantCulture, when, Calls)}: {found.Reached.Count} objects with the secret that "
            + $"a root leads to{(found.Reached.Count > 0 ? $" ({string.Join(", ", found.Reached.Distinct())})" : "")}, "
            + $"{found.Garbage} that are garbage.");

    private static (List<string> Reached, int Garbage) Search(int processId)
    {
        using var target = DataTarget.AttachToProcess(processId, suspend: true);
        var version = target.ClrVersions.Single();
        // That of the same runtime, which stands beside it. Its version is not found in a process that is read from outside.
        using var runtime = version.CreateRuntime(
            Path.Combine(Path.GetDirectoryName(version.ModuleInfo.FileName)!, "libmscordaccore.so"), ignoreMismatch: true);
        var reached = new HashSet<ulong>();
        var left = new Stack<ClrObject>(runtime.Heap.EnumerateRoots().Select(root => root.Object));
        while (left.TryPop(out var one))
        {
            if (one.IsValid && reached.Add(one.Address))
            {
                foreach (var next in one.EnumerateReferences(carefully: true))
                    left.Push(next);
            }
        }

        var holders = runtime.Heap.EnumerateObjects().Where(HasSecret).ToList();
        return (
            [.. holders.Where(holder => reached.Contains(holder.Address)).Select(holder => holder.Type!.Name!)],
            holders.Count(holder => !reached.Contains(holder.Address)));
    }

    private static bool HasSecret(ClrObject one) => one.Type switch
    {
        { IsString: true } => one.AsString(int.MaxValue)!.Contains(EniEmulator.AccessKeySecret, StringComparison.Ordinal),
        { IsArray: true, ComponentType.ElementType: ClrElementType.UInt8 } =>
            Values<byte>(one).AsSpan().IndexOf(Encoding.ASCII.GetBytes(EniEmulator.AccessKeySecret)) >= 0,
        { IsArray: true, ComponentType.ElementType: ClrElementType.Char } =>
            Values<char>(one).AsSpan().IndexOf(EniEmulator.AccessKeySecret) >= 0,
        _ => false,
    };

    private static T[] Values<T>(ClrObject array)
        where T : unmanaged => array.AsArray() is { Rank: 1, Length: > 0 } values ? values.ReadValues<T>(0, values.Length) ?? [] : [];
}
