using EniTools.Emulator.Accounts;
using EniTools.Emulator.Gateway;

namespace EniTools.Emulator.Operations;

/// <summary>The operations by the version of their service and their name.</summary>
internal sealed class OperationTable(IEnumerable<Operation> operations)
{
    private readonly Dictionary<(string Version, string Action), Operation> _operations =
        operations.ToDictionary(operation => (operation.Service.Version, operation.Action));

    /// <summary>Returns the operations of the emulator. A new one is a file and a line here.</summary>
    public static OperationTable Default(KeyRing keys) => new(
    [
        new AllocateIpv6InternetBandwidth(),
        new AssignIpv6Addresses(),
        new AssumeRole(keys),
        new AssumeRoleWithOidc(keys),
        new AttachNetworkInterface(),
        new CreateNetworkInterface(),
        new DeleteIpv6InternetBandwidth(),
        new DeleteNetworkInterface(),
        new DescribeInstanceStatus(),
        new DescribeIpv6Addresses(),
        new DescribeNetworkInterfaceAttribute(),
        new DescribeNetworkInterfaces(),
        new DescribeRegions(),
        new DetachNetworkInterface(),
        new GetCallerIdentity(),
        InstancePower.Start,
        InstancePower.Stop,
        new ModifyIpv6InternetBandwidth(),
        new ReleaseIpv6Address(),
        new UnassignIpv6Addresses(),
    ]);

    public IReadOnlyCollection<Operation> All => _operations.Values;

    /// <summary>True if requests for an operation about the same address must not overlap.</summary>
    public bool MustNotOverlap(string version, string action) =>
        _operations.TryGetValue((version, action), out var operation) && operation.MustNotOverlap;

    /// <exception cref="ApiFault">The version of the API has no such operation.</exception>
    public Operation Find(string version, string action)
    {
        if (_operations.TryGetValue((version, action), out var operation))
            return operation;
        throw _operations.Keys.Any(key => key.Action == action)
            ? new ApiFault(400, "InvalidVersion", "Specified parameter Version is not valid.")
            : new ApiFault(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    }
}
