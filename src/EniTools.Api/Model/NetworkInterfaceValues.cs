namespace EniTools.Api.Model;

/// <summary>The values that the service documents for members of an ENI. There may be more one day.</summary>
internal static class NetworkInterfaceValues
{
    /// <summary>What Status can be.</summary>
    public static IReadOnlyCollection<string> Statuses { get; } = ["Available", "Attaching", "InUse", "Detaching", "Deleting"];

    /// <summary>What Type can be.</summary>
    public static IReadOnlyCollection<string> Types { get; } = ["Primary", "Secondary", "Trunk", "Member"];
}
