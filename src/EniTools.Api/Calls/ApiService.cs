namespace EniTools.Api.Calls;

/// <summary>A service of the cloud, in the version of its API that is spoken here.</summary>
internal sealed record ApiService
{
    private ApiService(string name, string version) => (Name, Version) = (name, version);

    /// <summary>Elastic Compute Service: instances, ENIs and their addresses.</summary>
    public static ApiService Ecs { get; } = new("ecs", "2014-05-26");

    /// <summary>Security Token Service: who signs, and temporary keys.</summary>
    public static ApiService Sts { get; } = new("sts", "2015-04-01");

    /// <summary>Virtual Private Cloud: what an IPv6 address costs, and addresses that are on nothing.</summary>
    public static ApiService Vpc { get; } = new("vpc", "2016-04-28");

    /// <summary>The name in host names and RAM actions, such as ecs.</summary>
    public string Name { get; }

    /// <summary>The version, such as 2014-05-26.</summary>
    public string Version { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
