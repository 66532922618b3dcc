using System.Collections;
using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Localization;
using EniTools.Output;

namespace EniTools.Errors;

// Errors about what a record or the command line gives.
internal static partial class EniError
{
    public static ErrorRecord BadRegion(string? regionId, object? target) => string.IsNullOrEmpty(regionId)
        ? Input(
            "MissingParameter",
            $"No region is given{For(target)}.",
            Localized.Text("Give -RegionId, a RegionId property, or Set-EniContext -RegionId."),
            target)
        : Written(
            "InvalidRegionId",
            regionId!,
            "is not a region id: it has lower-case letters, digits and inner hyphens",
            Localized.Text("Give an id such as cn-hangzhou."),
            target,
            IsLikeRegionId,
            "region id");

    public static ErrorRecord BadNetworkInterfaceId(string? networkInterfaceId, object? target) => string.IsNullOrEmpty(networkInterfaceId)
        ? Input(
            "MissingParameter",
            $"No ENI is given{For(target)}.",
            Localized.Text("Give -NetworkInterfaceId or a NetworkInterfaceId property."),
            target)
        : Written(
            "InvalidEniId.Malformed",
            networkInterfaceId!,
            "is not an ENI id: it is 'eni-' and lower-case letters or digits",
            Localized.Text("Give the id as Get-EniIpv6Address shows it."),
            target,
            ResourceId.IsNetworkInterfaceId,
            "ENI id");

    public static ErrorRecord NotOneText(string property, object input) => Input(
        property.StartsWith("Region", StringComparison.OrdinalIgnoreCase) ? "InvalidRegionId"
            : property.Equals(nameof(EniIpv6Target.ProfileName), StringComparison.OrdinalIgnoreCase) ? OwnError.ProfileNotUsable.Id
            : "InvalidEniId.Malformed",
        $"The property {property} of the input '{input}' is a list, and one text was expected.",
        Localized.Text("Give an object for each region and ENI."),
        input);

    public static ErrorRecord Contradiction(string parameter, string given, string ofRecord, object input) => Input(
        "InvalidParameter.Conflict",
        $"The input '{input}' has the {parameter} '{ofRecord}', and '{given}' is given beside it.",
        Localized.Text("Leave one of them out, or pipe only what belongs to '{0}'.", WrittenText.Shown(given)),
        input);

    public static ErrorRecord RepeatedColumn(string names, object input) => Input(
        "InvalidParameter.Conflict",
        $"The input '{input}' has more than one value for {names}.",
        Localized.Text("Leave one column for each, with one name."),
        input);

    public static ErrorRecord NotReadable(GetValueException problem, PSObject? input) => Record(
        new InvalidDataException($"A property of the input cannot be read: {problem.Message}", problem),
        OwnError.UnknownProperty.Id,
        ErrorCategory.InvalidData,
        input,
        Localized.Text("Pipe objects whose properties are values."));

    /// <summary>A record by which a search cannot be limited, while its region alone would mean everything.</summary>
    public static ErrorRecord UnknownProperties(PipedRecord record)
    {
        var names = string.Join(", ", record.Names);
        return Input(
            OwnError.UnknownProperty.Id,
            $"The input '{record.Input}' does not say what is looked for. It has {(names.Length == 0 ? "no properties" : names)}; "
                + "NetworkInterfaceId, InstanceId, Ipv6Address and Ipv6Prefix count, or RegionId and ProfileName with nothing beside them.",
            DelimiterOf(record) is { } delimiter
                ? Localized.Text("Read the table with -Delimiter {0}.", delimiter)
                : Localized.Text(OwnError.UnknownProperty.Remedy),
            record.Input);
    }

    public static ErrorRecord InstanceWithoutInterface(string instanceId, object input) => Input(
        "MissingParameter",
        $"No ENI is given{For(input)}, only the instance '{instanceId}'.",
        Localized.Text(
            "Find the addresses of its ENIs first: Get-EniIpv6Address -InstanceId {0}, or pipe the table to Get-EniIpv6Address.",
            WrittenText.Shown(instanceId)),
        input);

    public static ErrorRecord PlannedToStay(PipedRecord record)
    {
        var verdict = record.Text(nameof(EniIpv6PlannedRemoval.WouldRemove));
        var isNo = bool.FalseString.Equals(verdict, StringComparison.OrdinalIgnoreCase);
        return Input(
            isNo ? record.Text(nameof(EniIpv6PlannedRemoval.Code)) ?? OwnError.PlannedToStay.Id : OwnError.PlannedToStay.Id,
            isNo
                ? $"The plan says that '{record.Input}' would not be removed: "
                    + (record.Text(nameof(EniIpv6PlannedRemoval.Reason)) ?? "it names no reason")
                : $"WouldRemove of the input '{record.Input}' is '{verdict}', and True or False was expected.",
            Localized.Text(OwnError.PlannedToStay.Remedy),
            record.Input);
    }

    // A table that was read with another delimiter has one column, whose name holds all names.
    private static string? DelimiterOf(PipedRecord? record) => record is not { Names.Count: 1 } ? null
        : record.Names.First().IndexOf(';') >= 0 ? "';'"
        : record.Names.First().IndexOf('\t') >= 0 ? "\"`t\""
        : null;

    public static ErrorRecord NothingGiven(PSObject? input, PipedRecord? record, object? target)
    {
        var (problem, remedy) = input?.BaseObject switch
        {
            _ when DelimiterOf(record) is { } delimiter => (
                $"The input '{input}' has one column, '{record!.Names.First()}', which holds all of its names.",
                Localized.Text("Read the table with -Delimiter {0}.", delimiter)),
            _ when record?.Text(PipedRecord.InstanceNames) is { } instanceId => (
                $"The input '{input}' names the instance '{instanceId}', and neither an address nor a prefix.",
                Localized.Text("Pipe it to Get-EniIpv6Address first, which finds the addresses of its ENIs.")),
            null => (
                "Neither an address nor a prefix is given.",
                Localized.Text("Give -Ipv6Address or -Ipv6Prefix, or pipe text or objects with such a property.")),
            IDictionary => (
                "The input is a hashtable, whose keys are no properties.",
                Localized.Text("Make an object of it: [pscustomobject]$table.")),
            ICollection list => (
                $"The input is a list of {list.Count} objects, taken as one object.",
                Localized.Text("Pipe them one by one: $list | ForEach-Object { $_ } | ...")),
            _ => (
                $"The input '{input}' holds neither an address nor a prefix.",
                Localized.Text("Pipe text, or objects with an Ipv6Address or Ipv6Prefix property.")),
        };
        return Input("MissingParameter", problem, remedy, target);
    }

    public static ErrorRecord BadAddress(string text, string problem, object target) => Written(
        "InvalidIp.Address",
        text,
        problem,
        Localized.Text("Write an IPv6 address such as 2001:db8::1, or a prefix such as 2001:db8:0:0:1::/80."),
        target,
        IsItem,
        "address");

    public static ErrorRecord BadPrefix(string text, Ipv6PrefixFault fault, string problem, object target)
    {
        var code = fault switch
        {
            Ipv6PrefixFault.MaskOutOfRange => "InvalidIp.IpPrefixMaskInvalid",
            Ipv6PrefixFault.HostBitsSet => "InvalidIp.IpPrefixNotStrict",
            _ => "InvalidIp.IpPrefixIllegal",
        };
        return Written(code, text, problem, Localized.Text(ErrorCatalog.MeaningOf(code, 0).Remedy), target, IsItem, "prefix");
    }

    public static ErrorRecord NotForInterface(string text, bool isPrefix, string problem, object target) => Input(
        isPrefix ? "InvalidIp.IpPrefixIllegal" : "InvalidIp.Address",
        $"'{text}' {problem}.",
        Localized.Text("Give what the ENI has, as Get-EniIpv6Address shows it: global unicast (2000::/3) or unique-local (fc00::/7)."),
        target);

    public static ErrorRecord BadPrivateIpAddress(string text, Func<string, bool> isOne) => Written(
        "InvalidIp.Address",
        text,
        "is not an IPv4 address",
        Localized.Text("Write the four numbers with dots between them, such as 192.168.0.1."),
        text,
        isOne,
        "IPv4 address");

    public static ErrorRecord WildcardNotTaken(string parameter, string text) => Input(
        "InvalidParameter",
        $"-{parameter} is '{text}', and takes no wildcard.",
        Localized.Text("Give a whole value, or pipe to Where-Object {0} -like '{1}'.", parameter, WrittenText.Shown(text)),
        text);

    public static ErrorRecord BadRange(string text, string problem) => Input(
        "InvalidParameter",
        $"-Range is '{text}', which {problem}.",
        Localized.Text("Write an address, or a range such as 2001:db8:1234:1a00::/64."),
        text);

    public static ErrorRecord BadTag(string problem, Hashtable tags) => Input(
        "InvalidParameter",
        $"-Tag {problem}.",
        Localized.Text("Write @{ env = 'prod' }, and @{ env = '*' } for any value."),
        tags);

    public static ErrorRecord JournalOfBandwidth(object input) => Input(
        "InvalidParameter",
        $"The input{For(input)} is what a journal knows of Internet bandwidth, and this cmdlet changes what is on an ENI.",
        Localized.Text("Pipe it to Remove-EniIpv6Bandwidth or Add-EniIpv6Bandwidth. To change the address itself, give it and its ENI."),
        input);

    public static ErrorRecord BadBandwidth(string property, string? text, string rule, object? input) => string.IsNullOrWhiteSpace(text)
        ? Input("MissingParameter", $"No {property} is given{For(input)}.", Localized.Text("Give -{0}: {1}.", property, rule), input)
        : Input("InvalidParameter", $"{property}{For(input)} is '{text}'.", Localized.Text("Give {0}.", rule), input);

    public static ErrorRecord SubscriptionNotBought(object? input) => Input(
        RuledOutException.SubscriptionCode,
        $"The Internet bandwidth was a subscription{For(input)}, which cannot be bought back the same.",
        Localized.Text("Leave InstanceChargeType out to buy it as pay-as-you-go, or buy the subscription in the console."),
        input);

    public static ErrorRecord CountAndNames(object? input) => Input(
        "InvalidParameter.Conflict",
        $"A count and addresses or prefixes are given together{For(input)}: with a count, the service chooses them.",
        Localized.Text("Give either a count, or the addresses and prefixes."),
        input);

    public static ErrorRecord BadCount(string parameter, string text, object? input) => Input(
        "InvalidParameter",
        $"{parameter}{For(input)} is '{text}', and a count is a whole number from 1 on.",
        Localized.Text("Give a number, or leave it out."),
        input);

    // A text that is not what was expected; it may hold that and more.
    private static ErrorRecord Written(
        string id, string text, string problem, string remedy, object? target, Func<string, bool> isOne, string noun)
    {
        var meant = WrittenText.Diagnose(text, isOne, noun);
        remedy = meant?.Found.Count switch
        {
            null => remedy,
            0 => Localized.Text("Write one row for each value, as Get-EniIpv6Address | Export-Csv does."),
            1 => Localized.Text("Write {0} alone.", meant.Found[0]),
            _ => Localized.Text("Give each as a text of its own, or split the text: -split '[\\s,;]+'."),
        };
        return Input(id, $"'{text}' {meant?.Problem ?? problem}.", remedy, target);
    }

    private static bool IsItem(string text) => Ipv6Address.TryParse(text, out _, out _) || Ipv6Prefix.TryParse(text, out _, out _, out _);

    // Any lower-case word looks like one.
    private static bool IsLikeRegionId(string text) => text.IndexOf('-') > 0 && ResourceId.IsRegionId(text);
}
