using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>UnassignIpv6Addresses.</summary>
internal static class UnassignFacts
{
    private const string Action = "UnassignIpv6Addresses";

    // In the range for documentation, and on no ENI.
    private const string Strange = "2001:db8:5:5::5";

    public static IEnumerable<Fact> All =>
    [
        new(
            "unassign.addresses", "Addresses are unassigned from an ENI that is Available, and the answer has only a `RequestId`.",
            Documented)
        {
            Page = Pages.Unassign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 3);
                var answer = await asked.DoneAsync(
                    Action, made.With(("Ipv6Address.1", made.Addresses[0]), ("Ipv6Address.2", made.Addresses[1])));
                asked.Expect("members of the answer", "RequestId", string.Join(' ', answer.Json?.Select(member => member.Key) ?? []));
                await asked.ShowsAsync(made, made.Addresses[2]);
            },
        },
        new("unassign.prefix", "A prefix is unassigned from an ENI that is Available.", Documented)
        {
            Page = Pages.Unassign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(prefixes: 1);
                await asked.DoneAsync(Action, made.With(("Ipv6Prefix.1", made.Prefixes[0])));
                await asked.ShowsAsync(made);
            },
        },
        new(
            "unassign.again",
            "An address that is not assigned to the ENI is refused with 403 `InvalidIp.IpUnassigned`, also right after it was unassigned.",
            Documented)
        {
            Page = Pages.Unassign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await asked.DoneAsync(Action, made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.RefusedAsync("403 InvalidIp.IpUnassigned", Action, made.With(("Ipv6Address.1", made.Addresses[0])));
            },
        },
        new(
            "unassign.all-or-none",
            "A request with one address that is not assigned to the ENI is refused as a whole, and changes nothing.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 2);
                await asked.RefusedAsync(
                    "403 InvalidIp.IpUnassigned", Action, made.With(("Ipv6Address.1", made.Addresses[0]), ("Ipv6Address.2", Strange)));
                await asked.ShowsAsync(made, [.. made.Addresses]);
            },
        },
        new(
            "unassign.client-token",
            "A `ClientToken`, as terraform sends it, is ignored: the second request with the token is refused as any other.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var request = made.With(("Ipv6Address.1", made.Addresses[0]), ("ClientToken", "unassign-" + asked.Area.RunId));
                await asked.DoneAsync(Action, request);
                await asked.RefusedAsync("403 InvalidIp.IpUnassigned", Action, request);
            },
        },
        new("unassign.spelling", "The spelling of an address does not matter: capitals and written zeros name the same one.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await asked.DoneAsync(Action, made.With(("Ipv6Address.1", Long(made.Addresses[0]))));
                await asked.ShowsAsync(made);
            },
        },
        new("unassign.numbering", "Numbers may be left out: `Ipv6Address.3` and `Ipv6Address.7` are two addresses.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 2);
                await asked.DoneAsync(Action, made.With(("Ipv6Address.3", made.Addresses[0]), ("Ipv6Address.7", made.Addresses[1])));
                await asked.ShowsAsync(made);
            },
        },
        new("unassign.unknown-parameter", "A parameter that the operation does not have is ignored.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await asked.DoneAsync(Action, made.With(("Ipv6Address.1", made.Addresses[0]), ("NoSuchParameter", "1")));
            },
        },
        new("unassign.primary", "A primary IPv6 address is unassigned like any other, and the ENI has no primary address then.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 2, more: ("EnablePrimaryIPv6", "true"));
                await asked.DoneAsync(Action, made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.ShowsAsync(made, made.Addresses[1]);
                asked.Expect(
                    "Primary of the address that is left", "false",
                    string.Join(
                        ' ',
                        Answer.ListOf(await asked.LookAsync(made), "Ipv6Sets", "Ipv6Set").Select(item => Answer.TextOf(item, "Primary"))));
            },
        },
        Refusal(
            "unassign.nothing", "Neither addresses nor prefixes is 403 `MissingParameter`.", Documented, "403 MissingParameter", _ => []),
        Refusal(
            "unassign.both",
            "Addresses and prefixes in one request are 400 `InvalidParameter.Conflict`; terway's source says that they are refused.",
            Inferred, "400 InvalidParameter.Conflict",
            made => [("Ipv6Address.1", made.Addresses[0]), ("Ipv6Prefix.1", "2001:db8:5:5:1::/80")]),
        Refusal(
            "unassign.too-many", "More than 10 addresses are 400 `InvalidParameter`.", Inferred, "400 InvalidParameter",
            _ => [.. Enumerable.Range(1, 11).Select(i => ($"Ipv6Address.{i}", $"2001:db8:5:5::{i:x}"))]),
        Refusal(
            "unassign.repeated", "One address twice, in any spelling, is 403 `InvalidIp.IpRepeated`.", Inferred, "403 InvalidIp.IpRepeated",
            made => [("Ipv6Address.1", made.Addresses[0]), ("Ipv6Address.2", Long(made.Addresses[0]))]),
        Refusal(
            "unassign.no-address", "A text that is no IPv6 address is 403 `InvalidIp.Address`.", Inferred, "403 InvalidIp.Address",
            _ => [("Ipv6Address.1", "192.0.2.1")]),
        Refusal(
            "unassign.no-prefix", "A prefix without a mask is 403 `InvalidIp.IpPrefixIllegal`.", Documented,
            "403 InvalidIp.IpPrefixIllegal",
            _ => [("Ipv6Prefix.1", "2001:db8:5:5:1::")]),
        Refusal(
            "unassign.mask", "A mask other than /80 is 403 `InvalidIp.IpPrefixMaskInvalid`.", Documented,
            "403 InvalidIp.IpPrefixMaskInvalid",
            _ => [("Ipv6Prefix.1", "2001:db8:5:5::/64")]),
        Refusal(
            "unassign.masks", "Prefixes with different masks are 403 `InvalidIp.IpPrefixMaskNotSame`.", Documented,
            "403 InvalidIp.IpPrefixMaskNotSame",
            _ => [("Ipv6Prefix.1", "2001:db8:5:5:1::/80"), ("Ipv6Prefix.2", "2001:db8:5:6::/64")]),
        Refusal(
            "unassign.strict", "A prefix with bits behind its mask is 403 `InvalidIp.IpPrefixNotStrict`.", Documented,
            "403 InvalidIp.IpPrefixNotStrict", _ => [("Ipv6Prefix.1", "2001:db8:5:5:1::1/80")]),
        Refusal(
            "unassign.ipv4-parameter", "`PrivateIpAddress`, a parameter of the sibling operation for IPv4, is 400 `UnsupportedParameter`.",
            Inferred,
            "400 UnsupportedParameter", made => [("Ipv6Address.1", made.Addresses[0]), ("PrivateIpAddress.1", "192.0.2.1")]),
        Refusal(
            "unassign.instance-id", "An `InstanceId` that is none is 400 `InvalidInstanceID.Malformed`.", Documented,
            "400 InvalidInstanceID.Malformed", made => [("Ipv6Address.1", made.Addresses[0]), ("InstanceId", "web01")]),
        new("unassign.no-eni", "An ENI that does not exist is 404 `InvalidEniId.NotFound`.", Documented)
        {
            Page = Pages.Unassign,
            Check = asked => asked.RefusedAsync(
                "404 InvalidEniId.NotFound", Action, ("NetworkInterfaceId", Gate.NoSuchInterface), ("Ipv6Address.1", Strange)),
        },
        new("unassign.no-eni-named", "A request without `NetworkInterfaceId` is 400 `MissingParameter`.", Documented)
        {
            Page = Pages.Unassign,
            Check = asked => asked.RefusedAsync("400 MissingParameter", Action, ("Ipv6Address.1", Strange)),
        },
        new("unassign.no-region", "A region that does not exist is 404 `InvalidRegionId.NotFound`.", Inferred)
        {
            Check = async asked => asked.Expect(
                Action, "404 InvalidRegionId.NotFound",
                (await asked.SendAsync(
                    Api.Calls.ApiService.Ecs, Action, SigningForm.Ordinary, ("RegionId", Gate.NoSuchRegion),
                    ("NetworkInterfaceId", Gate.NoSuchInterface), ("Ipv6Address.1", Strange))).Outcome),
        },
        Order(
            "unassign.order-count",
            "The rules of the request are checked before the ENI is looked for: nothing named, on an ENI that does not exist.",
            "403 MissingParameter"),
        Order(
            "unassign.order-repeated", "An address that is there twice is found before the ENI is looked for.", "403 InvalidIp.IpRepeated",
            ("Ipv6Address.1", Strange), ("Ipv6Address.2", Strange)),
        new("unassign.order-text", "Of a text that is no address and an address that is there twice, the text is found first.", Inferred)
        {
            Check = asked => asked.RefusedAsync(
                "403 InvalidIp.Address", Action, ("NetworkInterfaceId", Gate.NoSuchInterface), ("Ipv6Address.1", Strange),
                ("Ipv6Address.2", Strange),
                ("Ipv6Address.3", "x")),
        },
        new(
            "unassign.order-states",
            "The state of the ENI is checked before its addresses, and the state of the instance after that of the ENI.", Inferred)
        {
            WhyNone = "An ENI cannot be kept Attaching or Detaching, nor an instance Starting, for as long as a question takes.",
        },
        new("unassign.eni-state", "An ENI that is Attaching, Detaching or Deleting is 400 `InvalidOperation.InvalidEniState`.", Documented)
        {
            Page = Pages.Unassign, WhyNone = "An ENI cannot be kept in such a state for as long as a question takes.",
        },
        new(
            "unassign.instance-state",
            "A primary ENI whose instance is neither Running nor Stopped is 400 `InvalidOperation.InvalidEcsState`.", Documented)
        {
            Page = Pages.Unassign, WhyNone = "The run makes no instance, and touches none that it did not make.",
        },
        new("unassign.service-managed", "An ENI that a cloud service owns is 403 `InvalidOperation.EniServiceManaged`.", Documented)
        {
            Page = Pages.Unassign, WhyNone = "Only a cloud service makes such an ENI.",
        },
        new("unassign.eni-type", "Trunk and member ENIs are refused with 403 `InvalidOperation.InvalidEniType`.", Inferred)
        {
            WhyNone = "Trunk ENIs need an instance type of their own and a container service.",
        },
        new(
            "unassign.region-without-prefixes", "A region without IP prefixes is 500 `InvalidOperation.RegionNotSupportIpPrefix`.",
            Documented)
        {
            Page = Pages.Unassign, WhyNone = "The run is in one region, and which regions are without prefixes changes.",
        },
    ];

    // On an ENI with one address.
    private static Fact Refusal(
        string id, string sentence, Standing standing, string outcome, Func<MadeInterface, (string, string)[]> parameters) =>
        new(id, sentence, standing)
        {
            Page = standing == Documented ? Pages.Unassign : null,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await asked.RefusedAsync(outcome, Action, made.With(parameters(made)));
                await asked.ShowsAsync(made, made.Addresses[0]);
            },
        };

    private static Fact Order(
        string id, string sentence, string outcome, params (string, string)[] parameters) => new(id, sentence, Inferred)
        {
            Check = asked => asked.RefusedAsync(outcome, Action, [("NetworkInterfaceId", Gate.NoSuchInterface), .. parameters]),
        };

    // All eight groups of four digits, in capitals.
    private static string Long(string address) => string.Join(
        ':', System.Net.IPAddress.Parse(address).GetAddressBytes().Chunk(2).Select(pair => Convert.ToHexString(pair)));
}
