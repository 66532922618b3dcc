namespace EniTools.Emulator.Http;

/// <summary>The limits of the server: connections, sizes and times.</summary>
internal sealed record HttpLimits
{
    public static HttpLimits Default { get; } = new();

    /// <summary>The number of open connections. A further one is closed at once.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The size of the request line and the header fields together.</summary>
    public int MaxHeadBytes { get; init; } = 32 * 1024;

    public int MaxHeaders { get; init; } = 100;

    /// <summary>The time a connection may be idle. Clients close theirs earlier: .NET Framework after 100 seconds, newer .NET after 60.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The time for the rest of a head after its first byte, and for each <see cref="PieceBytes"/> of a body or a response.</summary>
    public TimeSpan Progress { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of a body or a response that has to pass within <see cref="Progress"/>.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>The time for a client to read the last response of a connection, after which unread parts of its request are dropped.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(5);
}
