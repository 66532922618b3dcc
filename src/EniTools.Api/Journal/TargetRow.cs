using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Api.Journal;

/// <summary>The facts of one target that the lines of a journal have until now. Rows share their texts: a million take 170 MB.</summary>
internal sealed class TargetRow(int number, int change, int account, string regionId, string networkInterfaceId)
{
    public int Number { get; } = number;

    public int Change { get; } = change;

    public int Account { get; } = account;

    public string RegionId { get; } = regionId;

    /// <summary>The ENI; empty for bandwidth of an address whose ENI does not matter.</summary>
    public string NetworkInterfaceId { get; } = networkInterfaceId;

    public Ipv6Item Item { get; init; }

    /// <summary>The new addresses or prefixes that the service is to choose; null for a named one.</summary>
    public CountRow? Count { get; init; }

    /// <summary>The Internet bandwidth that is to be bought; null if none is.</summary>
    public BandwidthTerms? Purchase { get; init; }

    /// <summary>The Internet bandwidth that was found before it was ended; null if none was.</summary>
    public BandwidthTerms? Had { get; set; }

    /// <summary>The status of the latest line. Open calls can make it <see cref="JournalStatus.Unknown"/>.</summary>
    public JournalStatus Status { get; set; }

    public string? Code { get; set; }

    public string? Message { get; set; }

    public int HttpStatus { get; set; }

    public string? RequestId { get; set; }

    public int Attempts { get; set; }

    /// <summary>The time of the latest line in UTC; zero if the target was not sent.</summary>
    public long Ticks { get; set; }

    /// <summary>The index of the run that wrote the latest line.</summary>
    public int Run { get; set; }

    public bool ConfirmedByLooking { get; set; }

    /// <summary>True if lines that may have been about the target were lost, and no call since has changed it.</summary>
    public bool IsLost { get; set; }

    /// <summary>True if one of two steps may be done although the target failed.</summary>
    public bool IsHalfDone => Attempts > 0 && (Had ?? Purchase) is not null;

    /// <summary>The target; of new addresses or prefixes, those that are missing.</summary>
    /// <param name="profileName">The profile of its account.</param>
    public Ipv6Target ToTarget(string? profileName) => Count is { } count
        ? count.Asked with { Count = count.Missing, ProfileName = profileName }
        : new(RegionId, NetworkInterfaceId, Item) { Purchase = Purchase, ProfileName = profileName };
}

/// <summary>The facts of a target of new addresses or prefixes.</summary>
internal sealed class CountRow(Ipv6Target asked)
{
    public Ipv6Target Asked { get; } = asked;

    public int Missing { get; set; } = asked.Size;

    /// <summary>The addresses and prefixes that were given, as targets of their own.</summary>
    public List<TargetRow> Given { get; } = [];
}
