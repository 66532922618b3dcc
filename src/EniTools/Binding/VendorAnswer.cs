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

    /// <summary>The records of an answer under the names that cmdlets bind; null when the input is no answer.</summary>
    public static IEnumerable<PipedRecord>? Records(PipedRecord input)
    {
        if (Members(input, "NetworkInterfaceSets", "NetworkInterfaceSet") is { } interfaces)
            return interfaces.Select(OfInterface);
        if (Members(input, "Ipv6Addresses", Address) is { } addresses)
            return addresses.Select(OfAddress);
        if (input.Has("Ipv6Sets", "Ipv6PrefixSets"))
            return [OfInterface(input)];
        return input.Has("AssociatedInstanceType") ? [OfAddress(input)] : null;
    }

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
        foreach (var name in (string[])[PipedRecord.RegionNames[0], PipedRecord.ProfileNames[0]])
        {
            if (one.Text(name) is { } text)
                Add(record, name, text);
        }

        return record;
    }

    private static void Add(PSObject record, string name, object value) => record.Properties.Add(new PSNoteProperty(name, value));

    // An answer keeps a list in an object of its own: the list, its object and the answer are taken alike.
    private static List<PipedRecord>? Members(PipedRecord input, string outer, string inner)
    {
        var holder = input.Value(outer) is { } held ? RecordOf(held) : input;
        return holder?.Value(inner) is { } list && PipedRecord.IsList(list) && RecordsOf(list) is { Count: > 0 } members ? members
            : holder is not null && holder != input && holder.Has(inner) ? []
            : null;
    }

    private static string[] Texts(PipedRecord one, string outer, string inner, string name) =>
    [
        .. one.Value(outer) is { } held && RecordOf(held) is { } holder
            ? RecordsOf(holder.Value(inner)).Select(member => member.Text(name)).OfType<string>()
            : [],
    ];

    // Addresses by name are texts, which are no records.
    private static List<PipedRecord> RecordsOf(object? list) => [.. PipedRecord.ListOf(list).Select(RecordOf).OfType<PipedRecord>()];

    private static PipedRecord? RecordOf(object value) => PipedRecord.Of(PSObject.AsPSObject(value));
}
