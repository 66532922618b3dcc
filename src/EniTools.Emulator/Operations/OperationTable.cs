using EniTools.Emulator.Gateway;

namespace EniTools.Emulator.Operations;

/// <summary>The operations that are there, by name.</summary>
internal static class OperationTable
{
    private const string Version = "2014-05-26";

    private static readonly Dictionary<string, Operation> ByAction = new Operation[]
    {
        new DescribeNetworkInterfaces(),
        new UnassignIpv6Addresses(),
    }.ToDictionary(operation => operation.Action, StringComparer.Ordinal);

    /// <exception cref="ApiFault">There is no such operation in that version of the API.</exception>
    public static Operation Find(string action, string version)
    {
        if (version != Version)
            throw new ApiFault(400, "InvalidVersion", "Specified parameter Version is not valid.");
        return ByAction.TryGetValue(action, out var operation)
            ? operation
            : throw new ApiFault(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    }
}
