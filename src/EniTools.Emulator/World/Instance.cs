namespace EniTools.Emulator.World;

/// <summary>An ECS instance, as far as the rules of its ENIs look at it.</summary>
internal sealed class Instance(string id, string status)
{
    public const string Running = "Running";
    public const string Stopped = "Stopped";
    public const string Starting = "Starting";

    public string Id { get; } = id;

    public string Status { get; set; } = status;
}
