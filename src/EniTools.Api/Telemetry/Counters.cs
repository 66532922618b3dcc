using System.Diagnostics.Tracing;

namespace EniTools.Api.Telemetry;

/// <summary>The counters of .NET Core 3.0 and newer, which netstandard2.0 does not name. .NET Framework has none: there, nothing is counted.</summary>
/// <remarks>The runtime keeps a counter as long as its source.</remarks>
internal static class Counters
{
    private static readonly Type? Polling = Find("PollingCounter");
    private static readonly Type? IncrementingPolling = Find("IncrementingPollingCounter");
    private static readonly Type? Measuring = Find("EventCounter");

    /// <summary>Shows a number as it is now.</summary>
    public static void Gauge(EventSource source, string name, string displayName, Func<double> value) =>
        New(Polling, displayName, "", name, source, value);

    /// <summary>Shows by how much a total grows.</summary>
    public static void Rate(EventSource source, string name, string displayName, Func<double> total) =>
        New(IncrementingPolling, displayName, "", name, source, total);

    /// <summary>
    /// Shows mean, smallest and largest of what is measured. The result takes a measured value; null if there are no counters.
    /// </summary>
    public static Action<double>? Distribution(EventSource source, string name, string displayName, string unit) =>
        New(Measuring, displayName, unit, name, source) is { } counter
            ? (Action<double>)Measuring!.GetMethod("WriteMetric", [typeof(double)])!.CreateDelegate(typeof(Action<double>), counter)
            : null;

    // A framework that has this one has them all.
    private static Type? Find(string name) => typeof(EventSource).Assembly.GetType("System.Diagnostics.Tracing.PollingCounter") is null
        ? null
        : typeof(EventSource).Assembly.GetType("System.Diagnostics.Tracing." + name);

    private static object? New(Type? type, string displayName, string unit, params object[] arguments)
    {
        if (type is null)
            return null;
        var counter = Activator.CreateInstance(type, arguments)!;
        type.GetProperty("DisplayName")!.SetValue(counter, displayName);
        type.GetProperty("DisplayUnits")!.SetValue(counter, unit);
        return counter;
    }
}
