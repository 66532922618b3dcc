namespace EniTools.Api.Journal;

/// <summary>What is to become of a journal's targets.</summary>
internal enum ChangeAction
{
    /// <summary>They are taken off.</summary>
    Remove,

    /// <summary>They are put on.</summary>
    Assign,

    /// <summary>Their Internet bandwidth is ended.</summary>
    RemoveBandwidth,

    /// <summary>Internet bandwidth is bought for them.</summary>
    AddBandwidth,

    /// <summary>Their Internet bandwidth is ended, and then they are taken off.</summary>
    RemoveWithBandwidth,

    /// <summary>They are put on, and then Internet bandwidth is bought for those that had it.</summary>
    AssignWithBandwidth,
}

/// <summary>What can be asked of an action.</summary>
internal static class ChangeActions
{
    /// <summary>The action that takes another one back.</summary>
    public static ChangeAction Opposite(this ChangeAction action) => action switch
    {
        ChangeAction.Remove => ChangeAction.Assign,
        ChangeAction.Assign => ChangeAction.Remove,
        ChangeAction.RemoveBandwidth => ChangeAction.AddBandwidth,
        ChangeAction.AddBandwidth => ChangeAction.RemoveBandwidth,
        ChangeAction.RemoveWithBandwidth => ChangeAction.AssignWithBandwidth,
        _ => ChangeAction.RemoveWithBandwidth,
    };

    /// <summary>Whether it buys Internet bandwidth.</summary>
    public static bool Buys(this ChangeAction action) => action is ChangeAction.AddBandwidth or ChangeAction.AssignWithBandwidth;

    /// <summary>True if it is about Internet bandwidth alone, and leaves addresses and prefixes on their ENIs.</summary>
    public static bool IsBandwidthAlone(this ChangeAction action) => action is ChangeAction.AddBandwidth or ChangeAction.RemoveBandwidth;

    /// <summary>True if it changes the Internet bandwidth of an address wherever that is.</summary>
    public static bool ReachesBandwidth(this ChangeAction action) =>
        action.IsBandwidthAlone() || action is ChangeAction.RemoveWithBandwidth;

    /// <summary>True if two actions on one target concern the same: where it is, or its Internet bandwidth.</summary>
    internal static bool TouchesSameAs(this ChangeAction action, ChangeAction other) =>
        action.IsBandwidthAlone() == other.IsBandwidthAlone() || action.HasBoth() || other.HasBoth();

    private static bool HasBoth(this ChangeAction action) =>
        action is ChangeAction.RemoveWithBandwidth or ChangeAction.AssignWithBandwidth;
}

/// <summary>One run of a command that wrote to a journal.</summary>
internal sealed record JournalRun
{
    /// <summary>A name of the run that no other has.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>
    /// The number of the change that the run began or went on with. Zero until the journal is opened, unless the run is to go on with
    /// the latest change even though that came to its end.
    /// </summary>
    public int Change { get; init; }

    /// <summary>What it did.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>The change that it takes back; null when it takes none back.</summary>
    public int? Undoes { get; init; }

    /// <summary>The command, as its user knows it.</summary>
    public string? Command { get; init; }

    /// <summary>The module's version.</summary>
    public string? ModuleVersion { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Who ran it.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>The machine.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The id of the process.</summary>
    public int Process { get; init; } = System.Diagnostics.Process.GetCurrentProcess().Id;

    /// <summary>Whether it came to its end and said so: otherwise it is under way, or it was killed.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether it was stopped, and said so, before all was done.</summary>
    public bool WasStopped { get; init; }

    /// <summary>True if the run was given its targets and noted that it had read all of them.</summary>
    public bool HasReadInput { get; init; }
}

/// <summary>An account that targets of a journal are for. It is known by its profile's name, or by its number.</summary>
/// <param name="Profile">The profile that was asked for by name; null when none was.</param>
/// <param name="AccountId">The number of the Alibaba Cloud account; null when it was not asked for.</param>
/// <param name="Endpoint">The endpoint that was asked for; null for that of the region.</param>
internal sealed record JournalAccount(string? Profile, string? AccountId, string? Endpoint);
