using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

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
