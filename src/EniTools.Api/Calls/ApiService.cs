namespace EniTools.Api.Calls;

/// <summary>A service of the cloud, in the version of its API that is spoken here.</summary>
/// <param name="Product">The name in messages, such as Ecs.</param>
/// <param name="Version">The version, such as 2014-05-26, by which requests to one address are told apart.</param>
internal sealed record ApiService(string Product, string Version)
{
    public static ApiService Ecs { get; } = new("Ecs", "2014-05-26");
    public static ApiService Sts { get; } = new("Sts", "2015-04-01");
    public static ApiService Vpc { get; } = new("Vpc", "2016-04-28");

    public static IReadOnlyList<ApiService> All { get; } = [Ecs, Sts, Vpc];

    /// <summary>The name in host names and RAM actions, such as ecs.</summary>
    public string Name { get; } = Product.ToLowerInvariant();

    /// <summary>Finds the service with a version; ECS if no service has it.</summary>
    public static ApiService ForVersion(string version) => All.FirstOrDefault(service => service.Version == version) ?? Ecs;

    /// <summary>Gets the host in a region, except for some regions (<see cref="Endpoints"/>).</summary>
    public string HostIn(string regionId) => $"{Name}.{regionId}.aliyuncs.com";

    public override string ToString() => Name;
}
