namespace EniTools.Benchmarks;

/// <summary>How long the module takes to import, beside a binary module with a manifest and one cmdlet that does nothing.</summary>
internal static class ImportTime
{
    private const int Times = 9;

    public static void Run()
    {
        var empty = Directory.CreateTempSubdirectory().FullName;
        try
        {
            PowerShellProcess.Run(
                $$"""
                Add-Type -OutputAssembly '{{empty}}/Empty.dll' -TypeDefinition 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public class GetNothing : PSCmdlet { }'
                New-ModuleManifest '{{empty}}/Empty.psd1' -RootModule Empty.dll -CmdletsToExport Get-Nothing -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
                '0'
                """);
            var (ours, floor) = (new List<double>(), new List<double>());
            for (var i = 0; i < Times; i++)
            {
                ours.Add(Import(PowerShellProcess.Module));
                floor.Add(Import($"{empty}/Empty.psd1"));
            }

            var (our, bare) = (ours.Order().ElementAt(Times / 2), floor.Order().ElementAt(Times / 2));
            Console.WriteLine(
                $"Import takes {our:0} ms, {our / bare:0.00} times an empty module's {bare:0} ms (median of {Times} processes, goal 1.3).");
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }

    private static double Import(string path) => PowerShellProcess.Run(
        $"$time = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{path}'; "
            + "$time.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")[0];
}
