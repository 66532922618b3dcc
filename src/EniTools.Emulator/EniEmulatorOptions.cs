using System.Net;
using EniTools.Api.Pacing;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;

namespace EniTools.Emulator;

/// <summary>How an emulator is started.</summary>
public sealed class EniEmulatorOptions
{
    /// <summary>The TCP port, from 1 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The address to listen on: loopback, the default, another one of this machine, or 0.0.0.0 for all that it has. Beyond
    /// loopback, the control address and the page need <see cref="ControlSecret"/>.
    /// </summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// What the page, and beyond loopback every program, shows to the control address: 16 to 200 letters, digits, '-', '.', '_' or
    /// '~'. Null, the default, makes one up.
    /// </summary>
    public string? ControlSecret { get; init; }

    /// <summary>
    /// The names by which clients ask for the emulator, besides localhost, and beyond loopback besides the IP addresses and the name of
    /// the machine: a request for any other name is refused. None by default.
    /// </summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The seed of the ids and addresses that the emulator makes up. The same seed and requests give the same ids, and the same faults with a probability.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// How many ENIs cn-hangzhou has besides those of the default world, from 0, the default, to 1,000,000: eni-bulk000001 and
    /// so on. A world that is loaded from a file stays as it is.
    /// </summary>
    public int NetworkInterfaceCount { get; init; }

    /// <summary>The number of addresses of each of those ENIs, from 0 to 30; the default is 10. With more than 10 they are attached to instances, as an ENI on none may not have more.</summary>
    public int AddressesPerInterface { get; init; } = 10;

    /// <summary>How long attaching, detaching, deleting, starting and stopping take. None by default.</summary>
    public TimeSpan TransitionTime { get; init; }

    /// <summary>How many calls of one operation an account may make in a region in a second; null, the default, is any number. Any more are refused with Throttling.User.</summary>
    public int? MaxCallsPerSecond { get; init; }

    /// <summary>The same for each minute of the clock; null, the default, is any number.</summary>
    public int? MaxCallsPerMinute { get; init; }

    /// <summary>Whether those refusals come without x-acs-retry-after. By default they say how long to wait.</summary>
    public bool OmitRetryAfter { get; init; }

    /// <summary>How long DescribeNetworkInterfaces goes on showing addresses as they were before a change. None by default.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>Whether UnassignIpv6Addresses refuses an address that has Internet bandwidth. No page says that the service does, so the default is that it does not: such an address stays the account's, on nothing and billed.</summary>
    public bool BandwidthBlocksUnassign { get; init; }

    /// <summary>How far the emulator's clock is ahead of this machine's; negative when it is behind. More than a quarter of an hour, and every signature by a right clock has expired.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>What goes wrong on purpose from the start.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>
    /// A file that keeps the world: loaded if it exists, and saved a moment after each change, so that the world is there
    /// again after a crash. Null, the default, keeps it in memory.
    /// </summary>
    public string? StatePath { get; init; }

    /// <summary>
    /// Files with the regions that the world begins with, at the start and after a reset, in place of the default ones. A state file
    /// that exists counts more. None by default.
    /// </summary>
    public IReadOnlyList<string> WorldPaths { get; init; } = [];

    // Short times, for tests of them.
    internal HttpLimits HttpLimits { get; init; } = HttpLimits.Default;

    // For requests that others signed with their own keys.
    internal IReadOnlyList<AcceptedKey> MoreKeys { get; init; } = [];

    /// <summary>The time that signatures are checked against.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    internal void Check()
    {
        if (ControlSecret is { } secret && (secret.Length is < 16 or > 200 || !secret.All(IsUnreserved)))
            throw new ArgumentException("A control secret has 16 to 200 letters, digits, '-', '.', '_' or '~'.");
        if (AddressesPerInterface is < 0 or > Instance.LargestMaxIpv6)
            throw new ArgumentException($"No instance type allows an ENI more than {Instance.LargestMaxIpv6} addresses.");
        if (HostNames.FirstOrDefault(name => Uri.CheckHostName(name) != UriHostNameType.Dns) is { } bad)
            throw new ArgumentException($"A host name is a DNS name without a port, such as eni-emulator, and not '{bad}'.");
        if (ListenAddress.Equals(IPAddress.IPv6Any))
            throw new ArgumentException("The emulator listens on all addresses of the machine with 0.0.0.0, and not with '::'.");
    }

    private static bool IsUnreserved(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~';

    internal DateTimeOffset Now => Clock.UtcNow + ClockSkew;
}
