using System.Collections;
using System.Globalization;

namespace EniTools.Emulator.Faults;

/// <summary>A member of a fault by name, for hashtables and the control address, with the range of its values.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">The values, in words.</param>
/// <param name="Set">Returns the fault with the value of a text, or null if the text is no value.</param>
/// <param name="Get">Returns the value: a text or a number.</param>
internal sealed record FaultMember(string Name, string Meaning, Func<Fault, string, Fault?> Set, Func<Fault, object> Get)
{
    private const int Day = 24 * 60 * 60 * 1000;

    private static readonly string[] Kinds = Enum.GetNames(typeof(FaultKind));

    public static readonly IReadOnlyList<FaultMember> All =
    [
        new("Kind", $"one of {InWords(Kinds, "or")}", (fault, text) => WithKind(fault, text), fault => fault.Kind.ToString()),
        new("Action", "the name of an operation", (fault, text) => fault with { Action = Named(text) }, fault => fault.Action ?? ""),
        new(
            "NetworkInterfaceId", "the id of an ENI",
            (fault, text) => fault with { NetworkInterfaceId = Named(text) }, fault => fault.NetworkInterfaceId ?? ""),
        Number("Count", "a number of calls", 1, int.MaxValue, (fault, count) => fault with { Count = count }, fault => fault.Count),
        new("Probability", "a number from 0 to 1", WithProbability, fault => fault.Probability.ToString(CultureInfo.InvariantCulture)),
        Number(
            "LatencyMilliseconds", "a number of milliseconds", 0, Day,
            (fault, wait) => fault with { LatencyMilliseconds = wait }, fault => fault.LatencyMilliseconds),
        new("Code", "an error code", (fault, text) => Named(text) is { } code ? fault with { Code = code } : null, fault => fault.Code),
        Number("Status", "an HTTP status", 200, 599, (fault, status) => fault with { Status = status }, fault => fault.Status),
        Number(
            "RetryAfterMilliseconds", "a number of milliseconds", 0, Day,
            (fault, wait) => fault with { RetryAfterMilliseconds = wait }, fault => fault.RetryAfterMilliseconds),
    ];

    /// <exception cref="FormatException">A member does not exist or cannot have its value.</exception>
    public static Fault Read(IDictionary members)
    {
        var fault = new Fault();
        foreach (DictionaryEntry entry in members)
        {
            var name = TextOf(entry.Key);
            var member = All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException(
                    $"A fault has no member '{name}'. It has {InWords([.. All.Select(known => known.Name)], "and")}.");
            fault = member.Read(fault, TextOf(entry.Value));
        }

        return fault;
    }

    /// <exception cref="FormatException">A member of the fault is out of its range.</exception>
    public static void Check(Fault fault)
    {
        foreach (var member in All)
            member.Read(fault, TextOf(member.Get(fault)));
    }

    private Fault Read(Fault fault, string text) =>
        Set(fault, text) ?? throw new FormatException($"A fault's {Name} is {Meaning}, and cannot be '{text}'.");

    private static FaultMember Number(
        string name, string meaning, int min, int max, Func<Fault, int, Fault> set, Func<Fault, object> get)
    {
        return new(name, $"{meaning} from {min} to {max}", Set, get);

        Fault? Set(Fault fault, string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? set(fault, number)
                : null;
    }

    // By its name only: Enum.Parse also takes numbers.
    private static Fault? WithKind(Fault fault, string text) =>
        Array.Find(Kinds, kind => kind.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? fault with { Kind = (FaultKind)Enum.Parse(typeof(FaultKind), name) }
            : null;

    private static Fault? WithProbability(Fault fault, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var part) && part is >= 0 and <= 1
            ? fault with { Probability = part }
            : null;

    // An empty text fits all.
    private static string? Named(string text) => text.Length > 0 ? text : null;

    private static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string InWords(string[] names, string last) =>
        $"{string.Join(", ", names.Take(names.Length - 1))} {last} {names[names.Length - 1]}";
}
