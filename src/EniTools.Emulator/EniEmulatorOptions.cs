using System.Net;
using EniTools.Api.Pacing;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;

namespace EniTools.Emulator;

/// <summary>The options of an emulator.</summary>
public sealed class EniEmulatorOptions
{
    /// <summary>The TCP port, from 1 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The address to listen on: loopback, the default, another address of this machine, or 0.0.0.0 for all of them. Beyond loopback, the
    /// control address and the page need <see cref="ControlSecret"/>.
    /// </summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// The secret that the page, and beyond loopback every program, shows to the control address: 16 to 200 letters, digits, '-', '.', '_'
    /// or '~'. Null, the default, makes one up.
    /// </summary>
    public string? ControlSecret { get; init; }

    /// <summary>
    /// The host names of the emulator, besides localhost, and beyond loopback besides the IP addresses and the name of the machine. A request
    /// for another name is refused. By default there are none.
    /// </summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The seed of new ids and addresses, and of faults with a probability. The same seed and the same requests give the same ones.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The number of ENIs that are added to cn-hangzhou, from 0, the default, to 1,000,000: eni-bulk000001 and so on. A world that is loaded
    /// from a file has none of them.
    /// </summary>
    public int NetworkInterfaceCount { get; init; }

    /// <summary>The number of addresses of each of those ENIs, from 0 to 30; the default is 10. ENIs with more than 10 are attached to instances, as the limit of an unattached ENI is 10.</summary>
    public int AddressesPerInterface { get; init; } = 10;

    /// <summary>The duration of attaching, detaching, deleting, starting and stopping; the default is 0.</summary>
    public TimeSpan TransitionTime { get; init; }

    /// <summary>The number of requests for one operation that an account may make in a region in a second; null, the default, is no limit. Further requests are refused with Throttling.User.</summary>
    public int? MaxCallsPerSecond { get; init; }

    /// <summary>The same limit for each minute of the clock; null, the default, is no limit.</summary>
    public int? MaxCallsPerMinute { get; init; }

    /// <summary>True if those refusals have no x-acs-retry-after header.</summary>
    public bool OmitRetryAfter { get; init; }

    /// <summary>The time for which DescribeNetworkInterfaces shows addresses as before a change; the default is 0.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>True if UnassignIpv6Addresses refuses an address with Internet bandwidth. By default such an address stays the account's, unassociated and billed, as no page of the service mentions a refusal.</summary>
    public bool BandwidthBlocksUnassign { get; init; }

    /// <summary>The difference of the emulator's clock to this machine's; negative if it is behind. With more than 15 minutes, signatures by the machine's clock are refused as expired.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The faults from the start.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>
    /// The file that keeps the world: loaded if it exists, and saved a moment after each change, so that the world survives a crash. Null,
    /// the default, keeps the world in memory only.
    /// </summary>
    public string? StatePath { get; init; }

    /// <summary>
    /// The files with the regions of the first world, at the start and after a reset, in place of the default ones. A state file with a world
    /// has precedence. By default there are none.
    /// </summary>
    public IReadOnlyList<string> WorldPaths { get; init; } = [];

    // For tests of short times.
    internal HttpLimits HttpLimits { get; init; } = HttpLimits.Default;

    // For recorded requests of other clients, and for tests with many accounts.
    internal IReadOnlyList<AcceptedKey> MoreKeys { get; init; } = [];

    /// <summary>The clock of the emulator, before <see cref="ClockSkew"/>.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <exception cref="ArgumentException">A value is not allowed.</exception>
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
