namespace EniTools.Api.Calls;

/// <summary>The facts of an API operation. Each stands in the operation's own file and nowhere else.</summary>
/// <param name="Service">The service that has it.</param>
/// <param name="Action">The name, such as UnassignIpv6Addresses.</param>
/// <param name="Resource">The resource that a RAM policy allows the operation on; null if it needs no permission.</param>
/// <param name="IsChange">True if the operation changes anything, so that a lost answer leaves a question open.</param>
internal sealed record ApiOperation(ApiService Service, string Action, RamResource? Resource, bool IsChange = false)
{
    /// <summary>The name with that of its service, which is also its RAM action, such as ecs:UnassignIpv6Addresses.</summary>
    public string FullName { get; } = $"{Service.Name}:{Action}";

    public override string ToString() => FullName;
}
