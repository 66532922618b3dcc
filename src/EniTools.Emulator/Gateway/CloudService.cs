namespace EniTools.Emulator.Gateway;

/// <summary>A service of the cloud that has an API. All of them answer at the emulator's one address, where the version tells them apart.</summary>
/// <param name="Product">The service as messages name it, such as Ecs.</param>
/// <param name="Version">The version of its API.</param>
internal sealed record CloudService(string Product, string Version)
{
    public static readonly CloudService Ecs = new("Ecs", "2014-05-26");
    public static readonly CloudService Sts = new("Sts", "2015-04-01");

    public static readonly CloudService Vpc = new("Vpc", "2016-04-28");

    private static readonly CloudService[] All = [Ecs, Sts, Vpc];

    /// <summary>The service as policies and host names call it, such as ecs.</summary>
    public string Code { get; } = Product.ToLowerInvariant();

    /// <summary>The service with a version; ECS when no service has it.</summary>
    public static CloudService ForVersion(string version) => Array.Find(All, service => service.Version == version) ?? Ecs;

    /// <summary>Where the real service answers in a region.</summary>
    public string HostIn(string regionId) => $"{Code}.{regionId}.aliyuncs.com";
}
