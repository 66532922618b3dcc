using System.Reflection;
using System.Runtime.CompilerServices;

namespace EniTools.Tests.Hosting;

/// <summary>Where the build put what is tested.</summary>
internal static class BuiltModule
{
    /// <summary>The importable module folder.</summary>
    public static string Folder { get; } = Metadata("ModuleFolder");

    /// <summary>The manifest in that folder.</summary>
    public static string Manifest { get; } = Path.Combine(Folder, "EniTools.psd1");

    /// <summary>The top of the source tree.</summary>
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>An assembly of the product where the build of its project put it.</summary>
    public static string AssemblyFile(string name) =>
        Path.Combine(RepositoryRoot, "artifacts", "bin", name, Metadata("Configuration").ToLowerInvariant(), $"{name}.dll");

    public static string Metadata(string name) =>
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;

    // Hosted sessions on Windows have the policy Restricted, under which no module with views loads.
    [ModuleInitializer]
    internal static void AllowScripts() => Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "RemoteSigned");

    // The engine blocks threads of the pool; on two cores the pool would add more only one a second.
    [ModuleInitializer]
    internal static void GiveTheEngineThreads() => ThreadPool.SetMinThreads(64, 64);
}
