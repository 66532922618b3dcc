using System.Runtime.CompilerServices;

namespace EniTools.Tests;

/// <summary>Temporary files of a run go into a folder that ends with it: those of the tests, and what the programs leave that they start and stop.</summary>
internal static class TemporaryFolder
{
    [ModuleInitializer]
    internal static void Make()
    {
        var folder = Directory.CreateTempSubdirectory("EniTools");
        foreach (var name in new[] { "TMPDIR", "TMP", "TEMP" })
            Environment.SetEnvironmentVariable(name, folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"What a program that still runs has open is left in {folder}.");
            }
        };
    }
}
