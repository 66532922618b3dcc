using EniTools.Emulator.Accounts;
using EniTools.Emulator.Gateway;

namespace EniTools.Emulator.Operations;

/// <summary>The operations that are there, by name. A new one is a file and a line here.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Operation> _byAction;

    public OperationTable(KeyRing keys) => _byAction = new Operation[]
    {
        new AssignIpv6Addresses(),
        new AssumeRole(keys),
        new AssumeRoleWithOidc(keys),
        new AttachNetworkInterface(),
        new CreateNetworkInterface(),
        new DeleteNetworkInterface(),
        new DescribeInstanceStatus(),
        new DescribeNetworkInterfaceAttribute(),
        new DescribeNetworkInterfaces(),
        new DescribeRegions(),
        new DetachNetworkInterface(),
        new GetCallerIdentity(),
        InstancePower.Start,
        InstancePower.Stop,
        new UnassignIpv6Addresses(),
    }.ToDictionary(operation => operation.Action, StringComparer.Ordinal);

    /// <exception cref="ApiFault">There is no such operation in that version of the API.</exception>
    public Operation Find(string action, string version)
    {
        if (!_byAction.TryGetValue(action, out var operation))
            throw new ApiFault(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
        return operation.Version == version
            ? operation
            : throw new ApiFault(400, "InvalidVersion", "Specified parameter Version is not valid.");
    }
}
