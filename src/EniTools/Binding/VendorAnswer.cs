using System.Management.Automation;
using EniTools.Output;

namespace EniTools.Binding;

/// <summary>Answers of the API as the vendor's command line tool prints them, read with ConvertFrom-Json: whole, or a part of one.</summary>
/// <remarks>
/// <para>DescribeNetworkInterfaces: an answer, its NetworkInterfaceSets, or one of its ENIs, which names addresses in Ipv6Sets and prefixes in Ipv6PrefixSets.</para>
/// <para>DescribeIpv6Addresses of VPC: an answer, its Ipv6Addresses, or one of them. AssociatedInstanceId is the ENI, or the instance where the address is on its primary ENI.</para>
/// </remarks>
internal static class VendorAnswer
{
    private const string Id = "NetworkInterfaceId";
    private const string Address = "Ipv6Address";
    private const string Prefix = "Ipv6Prefix";

    // What a person may have added.
    private static readonly string[] PlanNames =
        [nameof(EniIpv6PlannedRemoval.WouldRemove), nameof(EniIpv6PlannedRemoval.Code), nameof(EniIpv6PlannedRemoval.Reason)];

    /// <summary>The records of an answer under the names that cmdlets bind; null when the input is no answer.</summary>
    public static IEnumerable<PipedRecord>? Records(PipedRecord input)
    {
        if (Members(input, "NetworkInterfaceSets", "NetworkInterfaceSet") is { } interfaces)
            return interfaces.TrueForAll(IsInterface) ? interfaces.Select(OfInterface) : null;
        if (Members(input, "Ipv6Addresses", Address) is { } addresses)
            return addresses.Select(OfAddress);
        if (IsInterface(input))
            return [OfInterface(input)];
        return input.Has("AssociatedInstanceType") ? [OfAddress(input)] : null;
    }

    /// <summary>True for an answer that another page follows, false for the last page; null for a part of an answer.</summary>
    public static bool? IsFollowed(PipedRecord input)
    {
        if (!input.Has("NetworkInterfaceSets", "Ipv6Addresses"))
            return null;
        if (input.Has("NextToken"))
            return input.Text("NextToken") is not null;
        var (page, size) = (NumberOf("PageNumber"), NumberOf("PageSize"));
        return page > 0 && size > 0 && NumberOf("TotalCount") > page * size;

        long NumberOf(string name) => LanguagePrimitives.TryConvertTo<long>(input.Text(name), out var number) ? number : 0;
    }

    // Who names addresses beside the sets means these. A set that was cut off on its way, as ConvertTo-Json does, says nothing.
    private static bool IsInterface(PipedRecord one) => one.Has("Ipv6Sets", "Ipv6PrefixSets") && !one.Has(PipedRecord.ItemNames)
        && one.Text(Id) is not null && IsSet(one, "Ipv6Sets", "Ipv6Set") && IsSet(one, "Ipv6PrefixSets", "Ipv6PrefixSet");

    private static bool IsSet(PipedRecord one, string outer, string inner) => one.Value(outer) is not { } held
        || (RecordOf(held) is { } holder && (holder.Value(inner) is not { } list || (PipedRecord.IsList(list)
            && PipedRecord.ListOf(list).All(member => RecordOf(member)?.Text(inner == "Ipv6Set" ? Address : Prefix) is not null))));

    private static PipedRecord OfInterface(PipedRecord one)
    {
        var record = Place(one, one.Text(Id), one.Text(PipedRecord.InstanceNames));
        Add(record, Address, Texts(one, "Ipv6Sets", "Ipv6Set", Address));
        Add(record, Prefix, Texts(one, "Ipv6PrefixSets", "Ipv6PrefixSet", Prefix));
        // An ENI, whatever it has: its addresses are no selection.
        record.TypeNames.Insert(0, typeof(Eni).FullName);
        return PipedRecord.Of(record)!;
    }

    private static PipedRecord OfAddress(PipedRecord one)
    {
        var owner = one.Text("AssociatedInstanceId");
        var record = one.Text("AssociatedInstanceType") switch
        {
            "NetworkInterface" => Place(one, owner, null),
            "EcsInstance" => Place(one, null, owner),
            _ => Place(one, null, null),
        };
        var text = one.Text(Address) ?? "";
        Add(record, one.Text("AddressType") == "IPv6Prefix" ? Prefix : Address, text);
        return PipedRecord.Of(record)!;
    }

    private static PSObject Place(PipedRecord one, string? networkInterfaceId, string? instanceId)
    {
        var record = new PSObject();
        if (networkInterfaceId is not null)
            Add(record, Id, networkInterfaceId);
        if (instanceId is not null)
            Add(record, PipedRecord.InstanceNames[0], instanceId);
        foreach (var name in (string[])[PipedRecord.RegionNames[0], PipedRecord.ProfileNames[0], .. PlanNames])
        {
            if (one.Value(name) is { } value)
                Add(record, name, value);
        }

        return record;
    }

    private static void Add(PSObject record, string name, object value) => record.Properties.Add(new PSNoteProperty(name, value));

    // An answer keeps a list in an object of its own: the list, its object and the answer are taken alike.
    private static List<PipedRecord>? Members(PipedRecord input, string outer, string inner)
    {
        var holder = input.Value(outer) is { } held ? RecordOf(held) : input;
        if (holder?.Value(inner) is not { } list || !PipedRecord.IsList(list))
            return null;
        // Addresses by name are texts, and so is what was cut off on its way.
        var members = RecordsOf(list);
        return members.Count == PipedRecord.ListOf(list).Count() && (members.Count > 0 || holder != input) ? members : null;
    }

    private static string[] Texts(PipedRecord one, string outer, string inner, string name) =>
    [
        .. one.Value(outer) is { } held && RecordOf(held) is { } holder
            ? RecordsOf(holder.Value(inner)).Select(member => member.Text(name)).OfType<string>()
            : [],
    ];

    private static List<PipedRecord> RecordsOf(object? list) => [.. PipedRecord.ListOf(list).Select(RecordOf).OfType<PipedRecord>()];

    private static PipedRecord? RecordOf(object value) => PipedRecord.Of(PSObject.AsPSObject(value));
}
