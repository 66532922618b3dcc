using System.Globalization;
using System.Net;
using EniTools.Emulator.World;

namespace EniTools.Emulator;

/// <summary>Reads the options of an emulator from environment variables, for containers.</summary>
public static class EmulatorEnvironment
{
    private const string Prefix = "ENI_EMULATOR_";

    private const int TenMinutes = 10 * 60 * 1000;

    /// <summary>
    /// Reads ENI_EMULATOR_PORT, _LISTEN_ADDRESS, _CONTROL_SECRET, _HOST_NAMES, _STATE_PATH, _SEED,
    /// _NETWORK_INTERFACE_COUNT, _ADDRESSES_PER_INTERFACE, _MAX_CALLS_PER_SECOND, _MAX_CALLS_PER_MINUTE, _TRANSITION_MILLISECONDS,
    /// _READ_LAG_MILLISECONDS and _START_FOLDER. A variable that is unset or empty leaves the default.
    /// </summary>
    /// <param name="variable">Returns the value of a variable; null reads the variables of this process.</param>
    /// <exception cref="FormatException">A variable cannot have its value, or a document of the start folder cannot be used; the message names it.</exception>
    /// <exception cref="IOException">The start folder cannot be read.</exception>
    public static EniEmulatorOptions Read(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var defaults = new EniEmulatorOptions();
        var start = Text("START_FOLDER") is { } folder ? StartFolder.Read(folder) : StartFolder.None;
        return new EniEmulatorOptions
        {
            // For a service of the name eni-emulator, Kubernetes puts an address into this variable.
            Port = Text("PORT")?.StartsWith("tcp://", StringComparison.Ordinal) ?? false ? 0 : Number("PORT", 0, 65_535) ?? 0,
            ListenAddress = Text("LISTEN_ADDRESS") is not { } address ? defaults.ListenAddress
                : IPAddress.TryParse(address, out var read) ? read
                : throw Bad("LISTEN_ADDRESS", "an IP address such as 0.0.0.0", address),
            ControlSecret = Text("CONTROL_SECRET"),
            HostNames = Text("HOST_NAMES")?.Split(',').Select(name => name.Trim()).ToArray() ?? [],
            StatePath = Text("STATE_PATH"),
            WorldPaths = start.WorldPaths,
            Faults = start.Faults,
            Seed = Number("SEED", int.MinValue, int.MaxValue) ?? 0,
            NetworkInterfaceCount = Number("NETWORK_INTERFACE_COUNT", 0, 1_000_000) ?? 0,
            AddressesPerInterface = Number("ADDRESSES_PER_INTERFACE", 0, Instance.LargestMaxIpv6) ?? defaults.AddressesPerInterface,
            MaxCallsPerSecond = Number("MAX_CALLS_PER_SECOND", 1, 100_000),
            MaxCallsPerMinute = Number("MAX_CALLS_PER_MINUTE", 1, 6_000_000),
            TransitionTime = TimeSpan.FromMilliseconds(Number("TRANSITION_MILLISECONDS", 0, TenMinutes) ?? 0),
            ReadLag = TimeSpan.FromMilliseconds(Number("READ_LAG_MILLISECONDS", 0, TenMinutes) ?? 0),
        };

        string? Text(string name) => variable(Prefix + name) is { Length: > 0 } text ? text : null;

        int? Number(string name, int min, int max)
        {
            if (Text(name) is not { } text)
                return null;
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= min
                && number <= max
                ? number
                : throw Bad(name, FormattableString.Invariant($"a number from {min} to {max}"), text);
        }
    }

    private static FormatException Bad(string name, string meaning, string text) =>
        new($"{Prefix}{name} is {meaning}, and cannot be '{text}'.");
}
