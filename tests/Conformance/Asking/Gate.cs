using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EniTools.Api.Calls;
using EniTools.Api.Model;

namespace EniTools.Conformance.Asking;

/// <summary>
/// The only way to the service. Requests may name only the run's own ENIs and addresses; answers that show others are discarded.
/// </summary>
internal sealed partial class Gate(Area area, ISender sender, MadeJournal journal)
{
    /// <summary>Ids that no account can have, as the service makes its own up.</summary>
    public const string NoSuchInterface = "eni-0000nosuchinterface0";
    public const string NoSuchVSwitch = "vsw-0000nosuchvswitch00";
    public const string NoSuchInstance = "i-0000nosuchinstance00";
    public const string NoSuchAddress = "ipv6-0000nosuchaddress0";
    public const string NoSuchRegion = "cn-nowhere";
    public const string NoSuchOperation = "NoSuchOperation";

    // No network has these addresses (RFC 3849).
    private static readonly Ipv6Prefix Documentation = Ipv6Prefix.Parse("2001:db8::/32");

    private static readonly string[] Counts = ["Ipv6AddressCount", "Ipv6PrefixCount"];
    private static readonly string[] Items = ["Ipv6Address.N", "Ipv6Prefix.N"];
    private static readonly string[] Tags = ["Tag.N.Key", "Tag.N.Value"];

    // Everything else is refused, and the values of ids are checked.
    private static readonly Dictionary<(ApiService, string), string[]> Allowed = new()
    {
        [(ApiService.Ecs, NoSuchOperation)] = [],
        [(ApiService.Sts, "GetCallerIdentity")] = [],
        [(ApiService.Ecs, "DescribeRegions")] = ["RegionId", "AcceptLanguage", "ResourceType", "SignatureType", "BearerToken", "Format"],
        [(ApiService.Ecs, "DescribeNetworkInterfaces")] =
        [
            "RegionId", "NetworkInterfaceId.N", "Ipv6Address.N", "Status", "Type", "MaxResults", "NextToken", "PageNumber", "PageSize",
            .. Tags,
        ],
        [(ApiService.Ecs, "DescribeNetworkInterfaceAttribute")] = ["RegionId", "NetworkInterfaceId", "Attribute"],
        [(ApiService.Ecs, "CreateNetworkInterface")] =
        [
            "RegionId", "VSwitchId", "SecurityGroupId", "SecurityGroupIds.N", "InstanceType", "EnablePrimaryIPv6", "ClientToken",
            .. Counts, .. Items, .. Tags,
        ],
        [(ApiService.Ecs, "DeleteNetworkInterface")] = ["RegionId", "NetworkInterfaceId"],
        [(ApiService.Ecs, "AttachNetworkInterface")] = ["RegionId", "NetworkInterfaceId", "InstanceId"],
        [(ApiService.Ecs, "DetachNetworkInterface")] = ["RegionId", "NetworkInterfaceId", "InstanceId"],
        [(ApiService.Ecs, "AssignIpv6Addresses")] = ["RegionId", "NetworkInterfaceId", "ClientToken", .. Counts, .. Items],
        [(ApiService.Ecs, "UnassignIpv6Addresses")] =
        [
            "RegionId", "NetworkInterfaceId", "ClientToken", "NoSuchParameter", "PrivateIpAddress.N", "Ipv4Prefix.N", "InstanceId",
            .. Items,
        ],
        [(ApiService.Vpc, "DescribeIpv6Addresses")] =
        [
            "RegionId", "AssociatedInstanceId", "AssociatedInstanceType", "AddressType", "NetworkType", "Ipv6AddressId", "PageNumber",
            "PageSize",
        ],
        [(ApiService.Vpc, "AllocateIpv6InternetBandwidth")] =
            ["RegionId", "Ipv6AddressId", "Ipv6GatewayId", "Bandwidth", "InternetChargeType"],
        [(ApiService.Vpc, "DeleteIpv6InternetBandwidth")] = ["RegionId", "Ipv6AddressId", "Ipv6InternetBandwidthId"],
        [(ApiService.Vpc, "ReleaseIpv6Address")] = ["RegionId", "Ipv6AddressId"],
    };

    private readonly HashSet<string> _made = [.. journal.Made];
    private readonly HashSet<string> _gone = [.. journal.Gone];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addressIds = [.. journal.Bought];
    private readonly List<Exchange> _exchanges = [];
    private int _lastNumber = journal.Intended.DefaultIfEmpty().Max();

    /// <summary>The operations that may be sent, as a RAM policy names them.</summary>
    public static IEnumerable<string> Actions => Allowed.Keys.Where(key => key.Item2 != NoSuchOperation).Select(
        key => $"{key.Item1}:{key.Item2}");

    public Area Area => area;

    /// <summary>The ENIs of the run that are not known to be deleted.</summary>
    public IReadOnlyCollection<string> Made => _made;

    /// <summary>Returns the requests since the last call, with their answers.</summary>
    public IReadOnlyList<Exchange> TakeExchanges()
    {
        Exchange[] taken = [.. _exchanges];
        _exchanges.Clear();
        return taken;
    }

    /// <summary>Sends a request, if it may be sent.</summary>
    /// <exception cref="GateException">The request is not about the run's own resources, or the answer is not.</exception>
    public async Task<Answer> SendAsync(Call call, CancellationToken cancellationToken)
    {
        Check(call);
        var number = 0;
        if (call.Action == "CreateNetworkInterface")
        {
            number = ++_lastNumber;
            call = Marked(call, number);
            journal.WriteIntended(number);
        }
        else if (call.Action == "AllocateIpv6InternetBandwidth")
        {
            journal.WriteBought(call.Find("Ipv6AddressId")!);
        }

        var answer = await sender.SendAsync(call, cancellationToken);
        Learn(call, answer, number);
        _exchanges.Add(new Exchange(call, answer));
        return answer;
    }

    /// <summary>Records that an ENI or an address of the run is gone.</summary>
    public void Forget(string id)
    {
        journal.WriteGone(id);
        _made.Remove(id);
        _addressIds.Remove(id);
        _gone.Add(id);
    }

    private void Check(Call call)
    {
        if (!Allowed.TryGetValue((call.Service, call.Action), out var allowed))
            throw new GateException($"{call.Service}:{call.Action} is not on the list of operations.");
        if (call.Form != SigningForm.Ordinary && call.Action is not ("DescribeRegions" or NoSuchOperation))
            throw new GateException($"Only DescribeRegions is sent in the form {call.Form.Name}.");
        if (call.Parameters.Select(parameter => parameter.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() < call.Parameters.Count)
            throw new GateException("A parameter is there twice.");
        if (call.Parameters.FirstOrDefault(parameter => !allowed.Contains(Number().Replace(parameter.Key, ".N"))).Key is { } stranger)
            throw new GateException($"The parameter {stranger} is not on the list of {call.Action}.");
        if (call.Find("RegionId") is { } region && region != area.RegionId && region != NoSuchRegion)
            throw new GateException($"{region} is not the region of the run.");

        switch (call.Action)
        {
            case "DescribeNetworkInterfaces":
                CheckFilter(call);
                break;
            case "DescribeIpv6Addresses":
                if (!Ids(call, "AssociatedInstanceId").Concat(Ids(call, "Ipv6AddressId")).Any())
                    throw new GateException("The question is not about one ENI or address.");
                CheckEach(Ids(call, "AssociatedInstanceId"), id => IsOwn(id), "ENI");
                CheckEach(Ids(call, "Ipv6AddressId"), IsOwnAddress, "address");
                break;
            case "CreateNetworkInterface":
                CheckCreation(call);
                break;
            case "AllocateIpv6InternetBandwidth":
                if (!area.MayBuy)
                    throw new GateException("Nothing may be bought.");
                CheckEach([call.Find("Ipv6AddressId") ?? ""], _addressIds.Contains, "address");
                if (call.Find("Bandwidth") != "1" || call.Find("InternetChargeType") != "PayByTraffic")
                    throw new GateException("Only 1 Mbit/s by traffic may be bought.");
                break;
            case "DeleteIpv6InternetBandwidth" or "ReleaseIpv6Address":
                CheckEach(Ids(call, "Ipv6AddressId"), IsOwnAddress, "address");
                if (call.Find("Ipv6InternetBandwidthId") is not null)
                    throw new GateException("Bandwidth is named by its address.");
                break;
            default:
                CheckInterface(call);
                break;
        }
    }

    private void CheckInterface(Call call)
    {
        CheckEach(Ids(call, "NetworkInterfaceId"), IsOwn, "ENI");
        if (call.Action == "AssignIpv6Addresses")
            CheckNewItems(call);
        if (call.Action is "AttachNetworkInterface" or "DetachNetworkInterface")
        {
            // A text that is no id names no instance.
            CheckEach(
                Ids(call, "InstanceId"),
                id => id == area.InstanceId || id == NoSuchInstance || !id.StartsWith("i-", StringComparison.OrdinalIgnoreCase),
                "instance");
        }
    }

    // Filters narrow an answer together, but no page says so: each that is there must be enough by itself.
    private void CheckFilter(Call call)
    {
        var byTag = call.Find("Tag.1.Key") == Area.TagKey && call.Find("Tag.1.Value") == area.RunId;
        var ids = call.List("NetworkInterfaceId").ToList();
        var addresses = call.List("Ipv6Address").ToList();
        if (!byTag && ids.Count == 0 && addresses.Count == 0)
            throw new GateException("The question is not about ENIs of the run.");
        CheckEach(ids, IsOwn, "ENI");
        CheckEach(addresses, text => _addresses.Contains(text) || IsNobodys(text), "address");
    }

    private void CheckCreation(Call call)
    {
        CheckEach([call.Find("VSwitchId") ?? NoSuchVSwitch], id => id == area.VSwitchId || id == NoSuchVSwitch, "vSwitch");
        CheckEach(
            call.List("SecurityGroupIds").Append(call.Find("SecurityGroupId")).OfType<string>(), id => id == area.SecurityGroupId,
            "security group");
        if (call.Find("InstanceType") is { } type && type is not ("Secondary" or "NoSuchType"))
            throw new GateException($"An ENI of the type {type} is not one to be made.");
        if (call.Find("Tag.1.Key") is not null)
            throw new GateException("The first tag is the run's.");
        CheckNewItems(call);
    }

    // A free address of the account would be assigned: only addresses that an ENI of the run had may be named, and those of no network.
    private void CheckNewItems(Call call) => CheckEach(
        call.List("Ipv6Address").Concat(call.List("Ipv6Prefix")), text => _addresses.Contains(text) || IsNobodys(text), "address");

    private Call Marked(Call call, int number) => call with
    {
        Parameters =
        [
            .. call.Parameters, new("NetworkInterfaceName", area.NameOf(number)), new("Tag.1.Key", Area.TagKey),
            new("Tag.1.Value", area.RunId),
        ],
    };

    // An answer makes known the run's own ENIs and addresses. Any other one in it is an error.
    private void Learn(Call call, Answer answer, int number)
    {
        switch (call.Action)
        {
            case "CreateNetworkInterface":
                LearnCreation(answer, number);
                break;
            case "DescribeNetworkInterfaces" when answer.IsSuccess:
                foreach (var shown in answer.List("NetworkInterfaceSets", "NetworkInterfaceSet"))
                    LearnInterface(shown);
                break;
            case "DescribeNetworkInterfaceAttribute" when answer.IsSuccess:
                LearnInterface(answer.Json!);
                break;
            case "AssignIpv6Addresses":
                _addresses.UnionWith(answer.List("Ipv6Sets", "Ipv6Address").Concat(answer.List("Ipv6PrefixSets", "Ipv6Prefix"))
                    .Select(item => item.ToString()));
                break;
            case "DescribeIpv6Addresses" when answer.IsSuccess:
                foreach (var shown in answer.List("Ipv6Addresses", "Ipv6Address"))
                    LearnAddress(shown);
                break;
        }
    }

    private void LearnCreation(Answer answer, int number)
    {
        if (answer.IsSuccess && answer.Text("NetworkInterfaceId") is { Length: > 0 } id)
        {
            journal.WriteMade(number, id);
            _made.Add(id);
            LearnItems(answer.Json!);
        }
        else if (answer.Code is not null && answer.Status is >= 400 and < 500)
        {
            journal.WriteRefused(number);
        }
    }

    private void LearnInterface(JsonNode shown)
    {
        var id = Answer.TextOf(shown, "NetworkInterfaceId") ?? "";
        if (!_made.Contains(id) && !_gone.Contains(id))
        {
            // The answer to its creation was lost, or this run goes on for one that was killed.
            var number = NumberOf(shown) ?? throw new GateException("The answer shows an ENI that the run did not make; it is discarded.");
            journal.WriteMade(number, id);
            _made.Add(id);
        }

        LearnItems(shown);
    }

    private int? NumberOf(JsonNode shown)
    {
        var hasTag = Answer.ListOf(shown, "Tags", "Tag").Any(tag =>
            (Answer.TextOf(tag, "TagKey") ?? Answer.TextOf(tag, "Key")) == Area.TagKey
            && (Answer.TextOf(tag, "TagValue") ?? Answer.TextOf(tag, "Value")) == area.RunId);
        var name = Answer.TextOf(shown, "NetworkInterfaceName");
        return hasTag
            ? journal.Unanswered.Cast<int?>().FirstOrDefault(number => area.NameOf(number!.Value) == name)
            : null;
    }

    private void LearnItems(JsonNode shown) => _addresses.UnionWith(
        Answer.ListOf(shown, "Ipv6Sets", "Ipv6Set").Select(item => Answer.TextOf(item, "Ipv6Address"))
            .Concat(Answer.ListOf(shown, "Ipv6PrefixSets", "Ipv6PrefixSet").Select(item => Answer.TextOf(item, "Ipv6Prefix")))
            .OfType<string>());

    private void LearnAddress(JsonNode shown)
    {
        var id = Answer.TextOf(shown, "Ipv6AddressId") ?? "";
        // A missing id names nothing.
        if (id.Length > 0 && _made.Contains(Answer.TextOf(shown, "AssociatedInstanceId") ?? ""))
            _addressIds.Add(id);
        else if (!_addressIds.Contains(id))
            throw new GateException("The answer shows an address that is not on an ENI of the run; it is discarded.");
    }

    private bool IsOwn(string id) => _made.Contains(id) || _gone.Contains(id) || id == NoSuchInterface;

    private bool IsOwnAddress(string id) =>
        _addressIds.Contains(id) || _gone.Contains(id) || id.StartsWith(NoSuchAddress, StringComparison.Ordinal);

    // Documentation addresses, and texts that nobody can take for an IPv6 address.
    private static bool IsNobodys(string text) =>
        !text.Contains(':') || (Ipv6Address.TryParse(text.Split('/')[0], out var address, out _) && Documentation.Contains(address));

    private static string[] Ids(Call call, string name) =>
        call.Find(name) is { } text ? text.Split(',', StringSplitOptions.TrimEntries) : [];

    private static void CheckEach(IEnumerable<string> values, Func<string, bool> isAllowed, string kind)
    {
        if (values.FirstOrDefault(value => !isAllowed(value)) is { } other)
            throw new GateException($"{other} is not an {kind} of the run.");
    }

    [GeneratedRegex(@"\.[1-9][0-9]*(?=\.|$)")]
    private static partial Regex Number();
}

/// <summary>The error for a request that was not sent, or for an answer that was discarded.</summary>
internal sealed class GateException(string message) : Exception(message);
