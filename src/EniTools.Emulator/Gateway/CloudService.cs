using EniTools.Api.Calls;

namespace EniTools.Emulator.Gateway;

/// <summary>A service of the cloud. All services share the emulator's one address, where the version of the API tells them apart.</summary>
/// <param name="Product">The service as messages name it, such as Ecs.</param>
/// <param name="Api">The facts that the client knows, too.</param>
internal sealed record CloudService(string Product, ApiService Api)
{
    public static readonly CloudService Ecs = new("Ecs", ApiService.Ecs);
    public static readonly CloudService Sts = new("Sts", ApiService.Sts);
    public static readonly CloudService Vpc = new("Vpc", ApiService.Vpc);

    private static readonly CloudService[] All = [Ecs, Sts, Vpc];

    public string Version => Api.Version;

    /// <summary>The service as policies and host names call it, such as ecs.</summary>
    public string Code => Api.Name;

    /// <summary>Returns the service with a version; ECS if no service has it.</summary>
    public static CloudService ForVersion(string version) => Array.Find(All, service => service.Version == version) ?? Ecs;

    /// <summary>Returns the host name of the real service in a region.</summary>
    public string HostIn(string regionId) => $"{Code}.{regionId}.aliyuncs.com";
}
