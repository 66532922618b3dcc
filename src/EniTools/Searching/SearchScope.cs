using System.Management.Automation;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Reading;

namespace EniTools.Searching;

/// <summary>The scope of a search: the part of a region that the parameters and the current record name.</summary>
/// <remarks>
/// The scope is all of a region for parameters alone, for objects that are regions, contexts or profiles, and for a record that names
/// nothing but a region. A record with unknown names is an error: an unknown column never widens a search.
/// </remarks>
internal sealed record SearchScope
{
    private static readonly string[] RegionObjectNames =
        [.. PipedRecord.RegionNames, .. PipedRecord.ProfileNames, nameof(EniRegion.LocalName), nameof(EniRegion.RegionEndpoint)];

    /// <summary>The ENIs as written.</summary>
    public IReadOnlyList<string> InterfaceIds { get; init; } = [];

    /// <summary>The addresses and prefixes as written: on the ENIs, or on any ENI if none is named.</summary>
    public IReadOnlyList<(string Text, bool IsPrefix)> Items { get; init; } = [];

    /// <summary>The instance whose ENIs are searched; null for none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>True if the scope is all of the region.</summary>
    public bool IsWholeRegion { get; init; }

    /// <summary>Reads the current record, which <see cref="RecordCheck"/> has passed.</summary>
    /// <param name="cmdlet">The cmdlet that searches.</param>
    /// <param name="problem">The error about a record that cannot be read.</param>
    /// <returns>Null if there is a problem.</returns>
    public static SearchScope? Of(EniServiceCmdlet cmdlet, out ErrorRecord? problem)
    {
        var scope = cmdlet.Record is { } record ? OfRecord(cmdlet, record) : OfText(cmdlet);
        problem = scope is null ? EniError.UnknownProperties(cmdlet.Record!) : null;
        return scope;
    }

    private static SearchScope OfText(EniServiceCmdlet cmdlet)
    {
        var ids = GivenIds(cmdlet);
        if (cmdlet.InputObject?.BaseObject is { } input)
        {
            var texts = PipedText.Of(cmdlet.InputObject) is { } text ? [text]
                : input is IEnumerable<object> list ? list.Select(member => $"{member}")
                : [$"{cmdlet.InputObject}"];
            return new SearchScope { InterfaceIds = [.. ids, .. texts.Select(id => id.Trim())] };
        }

        // A variable that is not set does not ask for all ENIs.
        return new SearchScope
        {
            InterfaceIds = ids,
            IsWholeRegion = !cmdlet.TakesInput && !cmdlet.IsOnCommandLine(PipedRecord.InterfaceNames[0]),
        };
    }

    private static SearchScope? OfRecord(EniServiceCmdlet cmdlet, PipedRecord record)
    {
        var scope = new SearchScope { Items = ItemsOf(record) };
        if (cmdlet.IsOnCommandLine(PipedRecord.InterfaceNames[0]))
            return scope with { InterfaceIds = GivenIds(cmdlet), Items = [] };
        if (record.Has(PipedRecord.InterfaceNames))
        {
            // An empty cell is a mistake.
            return scope with { InterfaceIds = [.. record.Texts(PipedRecord.InterfaceNames).DefaultIfEmpty("")] };
        }

        if (record.Has(PipedRecord.InstanceNames))
            return record.Text(PipedRecord.InstanceNames) is { } id ? scope with { InstanceId = id } : null;
        // An empty cell names nothing; an empty list is an ENI without addresses.
        if (record.Has(PipedRecord.ItemNames))
            return scope.Items.Count > 0 || record.HasListOf(PipedRecord.ItemNames) ? scope : null;
        return IsRegion(record) ? scope with { IsWholeRegion = true } : null;
    }

    /// <summary>True for an object that stands for all of its region.</summary>
    private static bool IsRegion(PipedRecord record) =>
        record.Is(typeof(EniRegion)) || record.Is(typeof(EniContext)) || record.Is(typeof(EniProfile))
        || (record.Text(PipedRecord.RegionNames) is not null
            && record.Names.All(name => RegionObjectNames.Contains(name, StringComparer.OrdinalIgnoreCase)
                // Many kinds of objects have a status; that of a region comes with its name or endpoint.
                || (name.Equals(nameof(EniRegion.Status), StringComparison.OrdinalIgnoreCase)
                    && record.Has(nameof(EniRegion.LocalName), nameof(EniRegion.RegionEndpoint)))));

    // What an ENI has is no selection of it, and what was removed is on no ENI: an ENI and the result of a change stand for the ENI.
    // Export-Csv writes a list as the name of its type.
    private static IReadOnlyList<(string Text, bool IsPrefix)> ItemsOf(PipedRecord record) =>
        record.Is(typeof(Eni)) || record.Is(typeof(EniIpv6Removal)) || record.Is(typeof(EniIpv6Addition))
        ? []
        : [.. PipedRecord.ItemNames.SelectMany(name => record.Texts(name).Select(
            text => (text, name == PipedRecord.ItemNames[1] || text.IndexOf('/') >= 0)))
            .Where(item => item.text != typeof(string[]).FullName)];

    private static IReadOnlyList<string> GivenIds(EniServiceCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(PipedRecord.InterfaceNames[0], out var given)
            ? [.. PipedRecord.ListOf(given).Select(id => $"{id}".Trim())]
            : [];
}
