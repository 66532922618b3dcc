namespace EniTools.Emulator.World;

/// <summary>An ECS instance, as far as its ENIs depend on it.</summary>
internal sealed class Instance
{
    public const string Running = "Running";
    public const string Stopped = "Stopped";
    public const string Starting = "Starting";
    public const string Stopping = "Stopping";

    /// <summary>The number of IPv6 addresses and prefixes that the largest type allows each of its ENIs.</summary>
    public const int LargestMaxIpv6 = 30;

    public required string Id { get; init; }

    public required string Status { get; set; }

    /// <summary>The time at which the current transition ends; null if there is none.</summary>
    public DateTimeOffset? TransitionEnd { get; set; }

    /// <summary>True outside transitions: its ENIs can be changed.</summary>
    public bool IsSettled => Status is Running or Stopped;

    public required string VpcId { get; init; }

    public required string ZoneId { get; init; }

    /// <summary>The number of ENIs that its type allows.</summary>
    public int MaxNetworkInterfaces { get; init; } = 8;

    /// <summary>The number of IPv6 addresses and prefixes that its type allows each of its ENIs.</summary>
    public int MaxIpv6PerInterface { get; init; } = LargestMaxIpv6;

    public void EndTransition()
    {
        TransitionEnd = null;
        Status = Status switch
        {
            Starting => Running,
            Stopping => Stopped,
            _ => Status,
        };
    }

    public Instance Copy() => (Instance)MemberwiseClone();
}
