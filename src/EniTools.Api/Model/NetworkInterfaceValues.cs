namespace EniTools.Api.Model;

/// <summary>The values that the service documents for members of an ENI. There may be more one day.</summary>
internal static class NetworkInterfaceValues
{
    public static IReadOnlyCollection<string> Statuses { get; } = ["Available", "Attaching", "InUse", "Detaching", "Deleting"];
    public static IReadOnlyCollection<string> Types { get; } = ["Primary", "Secondary", "Trunk", "Member"];
}
