namespace EniTools.Emulator.Tests.Concurrency;

/// <summary>What a client asks for.</summary>
internal sealed record Ask(string Action)
{
    public string NetworkInterfaceId { get; init; } = "";

    public string InstanceId { get; init; } = "";

    /// <summary>The addresses, or the prefixes, that are named.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>How many the service is to choose.</summary>
    public int Count { get; init; }

    /// <summary>Whether it is to choose prefixes.</summary>
    public bool ArePrefixes { get; init; }
}

/// <summary>A call as its client saw it.</summary>
/// <param name="Ask">What was asked.</param>
/// <param name="Began">A time before it was sent.</param>
/// <param name="Ended">A time after it was answered.</param>
/// <param name="Code">The error code; empty for a success.</param>
/// <param name="Shown">What the answer showed: an ENI or an instance a line, or the addresses and prefixes that were given.</param>
internal sealed record Call(Ask Ask, DateTimeOffset Began, DateTimeOffset Ended, string Code, IReadOnlyList<string> Shown)
{
    public override string ToString() =>
        $"{Began:ss.ffffff}-{Ended:ss.ffffff} {Ask.Action} {Ask.NetworkInterfaceId} {Ask.InstanceId} "
            + $"[{string.Join(' ', Ask.Items)}] {Ask.Count}: {Code} [{string.Join("; ", Shown)}]";
}
