using System.Net;

namespace EniTools.Emulator.Tests;

/// <summary>An emulator set up by variables alone, as in a container.</summary>
public sealed class EnvironmentTests
{
    [Fact]
    public void Each_variable_is_an_option()
    {
        var options = Read(
            "PORT=18080", "LISTEN_ADDRESS=0.0.0.0", "CONTROL_SECRET=0123456789abcdef", "STATE_PATH=world.json", "SEED=-7",
            "NETWORK_INTERFACE_COUNT=8", "ADDRESSES_PER_INTERFACE=9", "MAX_CALLS_PER_SECOND=10", "MAX_CALLS_PER_MINUTE=11",
            "TRANSITION_MILLISECONDS=12", "READ_LAG_MILLISECONDS=13");

        Assert.Equal((18080, IPAddress.Any, "0123456789abcdef"), (options.Port, options.ListenAddress, options.ControlSecret));
        Assert.Equal(("world.json", -7, 8, 9), (
            options.StatePath, options.Seed, options.NetworkInterfaceCount, options.AddressesPerInterface));
        Assert.Equal((10, 11), (options.MaxCallsPerSecond, options.MaxCallsPerMinute));
        Assert.Equal((12, 13), (options.TransitionTime.TotalMilliseconds, options.ReadLag.TotalMilliseconds));
    }

    [Fact]
    public void Without_variables_there_are_the_defaults()
    {
        var (options, defaults) = (Read("SEED=", "PORT=tcp://10.0.0.1:18080"), new EniEmulatorOptions());

        Assert.Equal((defaults.Port, defaults.ListenAddress, null, null), (
            options.Port, options.ListenAddress, options.ControlSecret, options.StatePath));
        Assert.Equal((defaults.AddressesPerInterface, null), (options.AddressesPerInterface, options.MaxCallsPerSecond));
    }

    [Theory]
    [InlineData("PORT=70000", "ENI_EMULATOR_PORT is a number from 0 to 65535, and cannot be '70000'.")]
    [InlineData("SEED=x", "ENI_EMULATOR_SEED is a number from -2147483648 to 2147483647, and cannot be 'x'.")]
    [InlineData(
        "TRANSITION_MILLISECONDS=600001", "ENI_EMULATOR_TRANSITION_MILLISECONDS is a number from 0 to 600000, and cannot be '600001'.")]
    [InlineData("READ_LAG_MILLISECONDS=-1", "ENI_EMULATOR_READ_LAG_MILLISECONDS is a number from 0 to 600000, and cannot be '-1'.")]
    [InlineData("ADDRESSES_PER_INTERFACE=31", "ENI_EMULATOR_ADDRESSES_PER_INTERFACE is a number from 0 to 30, and cannot be '31'.")]
    [InlineData("LISTEN_ADDRESS=all", "ENI_EMULATOR_LISTEN_ADDRESS is an IP address such as 0.0.0.0, and cannot be 'all'.")]
    public void A_value_that_cannot_be_is_named(string variable, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => Read(variable)).Message);

    private static EniEmulatorOptions Read(params string[] variables)
    {
        var values = variables.Select(variable => variable.Split('=', 2))
            .ToDictionary(pair => "ENI_EMULATOR_" + pair[0], pair => pair[1]);
        return EmulatorEnvironment.Read(name => values.TryGetValue(name, out var value) ? value : null);
    }
}
