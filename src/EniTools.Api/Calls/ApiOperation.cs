namespace EniTools.Api.Calls;

/// <summary>The facts of an API operation. Each stands in the operation's own file and nowhere else.</summary>
internal sealed record ApiOperation
{
    public ApiOperation(ApiService service, string action, RamResource? resource, bool isChange = false)
    {
        Service = service;
        Action = action;
        FullName = $"{service.Name}:{action}";
        Resource = resource;
        IsChange = isChange;
    }

    public ApiService Service { get; }
    public string Action { get; }

    /// <summary>The name with that of its service, which is also its RAM action, such as ecs:UnassignIpv6Addresses.</summary>
    public string FullName { get; }

    /// <summary>The resource that a RAM policy allows it on; null if it needs no permission.</summary>
    public RamResource? Resource { get; }

    /// <summary>True if it changes anything, so that a lost answer leaves a question open.</summary>
    public bool IsChange { get; }

    public override string ToString() => FullName;
}
