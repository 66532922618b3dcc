namespace EniTools.Api.Calls;

/// <summary>The facts of an API operation. Each stands in the operation's own file and nowhere else.</summary>
internal sealed record ApiOperation
{
    /// <summary>States the facts of an operation.</summary>
    /// <param name="service">The service it belongs to.</param>
    /// <param name="action">Its name, such as UnassignIpv6Addresses.</param>
    /// <param name="resource">What a RAM policy allows it on; null when it needs no permission.</param>
    /// <param name="isChange">Whether it changes anything, so that a lost answer leaves a question open.</param>
    public ApiOperation(ApiService service, string action, RamResource? resource, bool isChange = false)
    {
        Service = service;
        Action = action;
        FullName = $"{service.Name}:{action}";
        Resource = resource;
        IsChange = isChange;
    }

    /// <summary>The service it belongs to.</summary>
    public ApiService Service { get; }

    /// <summary>Its name, such as UnassignIpv6Addresses.</summary>
    public string Action { get; }

    /// <summary>Its name with that of its service, which is also its RAM action, such as ecs:UnassignIpv6Addresses.</summary>
    public string FullName { get; }

    /// <summary>What a RAM policy allows it on; null when it needs no permission.</summary>
    public RamResource? Resource { get; }

    /// <summary>Whether it changes anything, so that a lost answer leaves a question open.</summary>
    public bool IsChange { get; }

    /// <summary>The full name.</summary>
    public override string ToString() => FullName;
}
