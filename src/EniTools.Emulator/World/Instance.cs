namespace EniTools.Emulator.World;

/// <summary>An ECS instance, as far as the rules of its ENIs look at it.</summary>
internal sealed class Instance
{
    public const string Running = "Running";
    public const string Stopped = "Stopped";
    public const string Starting = "Starting";
    public const string Stopping = "Stopping";

    public required string Id { get; init; }

    public required string Status { get; set; }

    /// <summary>When the transition under way ends by itself; null when none is under way.</summary>
    public DateTimeOffset? TransitionEnd { get; set; }

    /// <summary>Whether it is in none of the passages, so that its ENIs can be changed.</summary>
    public bool IsSettled => Status is Running or Stopped;

    public required string VpcId { get; init; }

    public required string ZoneId { get; init; }

    /// <summary>How many ENIs it can have, which its type decides.</summary>
    public int MaxNetworkInterfaces { get; init; } = 8;

    /// <summary>How many IPv6 addresses and prefixes each of its ENIs can have, which its type decides.</summary>
    public int MaxIpv6PerInterface { get; init; } = 30;

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

    /// <summary>It as it is now.</summary>
    public Instance Copy() => (Instance)MemberwiseClone();
}
