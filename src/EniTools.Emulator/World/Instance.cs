namespace EniTools.Emulator.World;

/// <summary>An ECS instance, as far as it matters to its ENIs.</summary>
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

    /// <summary>When the transition under way ends by itself; null when none is under way.</summary>
    public DateTimeOffset? TransitionEnd { get; set; }

    /// <summary>Whether it is in no transition, so that its ENIs can be changed.</summary>
    public bool IsSettled => Status is Running or Stopped;

    public required string VpcId { get; init; }

    public required string ZoneId { get; init; }

    /// <summary>How many ENIs its type allows it.</summary>
    public int MaxNetworkInterfaces { get; init; } = 8;

    /// <summary>How many IPv6 addresses and prefixes its type allows each of its ENIs.</summary>
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

    /// <summary>A copy of it as it is now.</summary>
    public Instance Copy() => (Instance)MemberwiseClone();
}
