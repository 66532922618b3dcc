using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>AssignIpv6Addresses, and the client tokens that it takes.</summary>
internal static class AssignFacts
{
    private const string Action = "AssignIpv6Addresses";

    public static IEnumerable<Fact> All =>
    [
        new("assign.count", "`Ipv6AddressCount` assigns that many addresses, and the answer lists them as texts.", Documented)
        {
            Page = Pages.Assign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(Action, made.With(("Ipv6AddressCount", "2")));
                var given = answer.List("Ipv6Sets", "Ipv6Address").Select(item => item.ToString()).ToArray();
                asked.Expect("number of addresses in the answer", "2", $"{given.Length}");
                asked.Expect("NetworkInterfaceId", "the ENI", answer.Text("NetworkInterfaceId") == made.Id ? "the ENI" : "another text");
                await asked.ShowsAsync(made, given);
            },
        },
        new("assign.back", "An address that was unassigned can be assigned again by name.", Documented)
        {
            Page = Pages.Assign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await asked.DoneAsync("UnassignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.ShowsAsync(made);
                await asked.DoneAsync(Action, made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.ShowsAsync(made, made.Addresses[0]);
            },
        },
        new("assign.prefix-count", "`Ipv6PrefixCount` assigns prefixes to an ENI that is Available, each a /80.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(Action, made.With(("Ipv6PrefixCount", "1")));
                var given = answer.List("Ipv6PrefixSets", "Ipv6Prefix").Select(item => item.ToString()).ToArray();
                asked.Expect(
                    "prefixes of /80 in the answer", "1", $"{given.Count(text => text.EndsWith("/80", StringComparison.Ordinal))}");
                await asked.ShowsAsync(made, given);
            },
        },
        new("assign.limit", "More than 10 addresses on an ENI that is Available are 403 `MaxEniIpv6IpsCountExceeded`.", Documented)
        {
            Page = Pages.Assign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 10);
                await asked.RefusedAsync("403 MaxEniIpv6IpsCountExceeded", Action, made.With(("Ipv6AddressCount", "1")));
            },
        },
        new("assign.taken", "An address that is assigned to an ENI, the same or another, is 403 `InvalidIp.IpAssigned`.", Documented)
        {
            Page = Pages.Assign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var other = await asked.MakeAsync();
                await asked.RefusedAsync("403 InvalidIp.IpAssigned", Action, made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.RefusedAsync("403 InvalidIp.IpAssigned", Action, other.With(("Ipv6Address.1", made.Addresses[0])));
            },
        },
        Refusal(
            "assign.nothing", "Neither addresses nor prefixes nor a number of them is 403 `MissingParameter`.", Documented,
            "403 MissingParameter"),
        Refusal(
            "assign.outside", "An address outside the vSwitch is 403 `InvalidVSwitchId.IpInvalid`.", Documented,
            "403 InvalidVSwitchId.IpInvalid",
            ("Ipv6Address.1", "2001:db8:5:5::5")),
        Refusal(
            "assign.count-zero", "A count of 0 is 400 `InvalidParameter`.", Documented, "400 InvalidParameter", ("Ipv6AddressCount", "0")),
        Refusal(
            "assign.count-eleven", "A count of more than 10 is 400 `InvalidParameter`.", Documented, "400 InvalidParameter",
            ("Ipv6AddressCount", "11")),
        Refusal(
            "assign.count-text", "A count that is no number is 400 `InvalidParameter`.", Inferred, "400 InvalidParameter",
            ("Ipv6AddressCount", "x")),
        Refusal(
            "assign.count-and-named", "A count together with named addresses is 400 `InvalidParameter.Conflict`.", Inferred,
            "400 InvalidParameter.Conflict", ("Ipv6AddressCount", "1"), ("Ipv6Address.1", "2001:db8:5:5::5")),
        Refusal(
            "assign.both-counts", "Addresses together with prefixes are 400 `InvalidParameter.Conflict`.", Inferred,
            "400 InvalidParameter.Conflict",
            ("Ipv6AddressCount", "1"), ("Ipv6PrefixCount", "1")),
        new(
            "assign.token", "A request that is sent again with its `ClientToken` has the first one's answer, and is not done again.",
            Documented)
        {
            Page = Pages.Assign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var request = made.With(("Ipv6AddressCount", "1"), ("ClientToken", "again-" + asked.Area.RunId));
                var first = await asked.DoneAsync(Action, request);
                var second = await asked.DoneAsync(Action, request);
                asked.Expect(
                    "addresses of the second "
                        + "answer", "those of the first", Texts(first) == Texts(second) ? "those of the first" : "others");
                await asked.ShowsAsync(made, [.. first.List("Ipv6Sets", "Ipv6Address").Select(item => item.ToString())]);
            },
        },
        new(
            "assign.token-other",
            "A client token with other parameters is 400 `IdempotentParameterMismatch`. Clients also meet `IdempotentFailed`, for which "
                + "no page says when it comes; a fault can give it.",
            Documented)
        {
            Page = Pages.Assign,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var token = "other-" + asked.Area.RunId;
                await asked.DoneAsync(Action, made.With(("Ipv6AddressCount", "1"), ("ClientToken", token)));
                await asked.RefusedAsync(
                    "400 IdempotentParameterMismatch", Action, made.With(("Ipv6AddressCount", "2"), ("ClientToken", token)));
            },
        },
        Refusal(
            "assign.token-long", "A client token of more than 64 characters is 400 `InvalidParameter`.", Inferred, "400 InvalidParameter",
            ("Ipv6AddressCount", "1"), ("ClientToken", new string('t', 65))),
        Refusal(
            "assign.token-ascii", "A client token with a character that is not ASCII is 400 `InvalidParameter`.", Inferred,
            "400 InvalidParameter",
            ("Ipv6AddressCount", "1"), ("ClientToken", "tökén")),
        new("assign.token-memory", "A client token is remembered for 24 hours.", Inferred) { WhyNone = "No run takes a day." },
        new("assign.full", "No single address is assigned from the part of a vSwitch that is reserved for prefixes.", Inferred)
        {
            WhyNone = "The run knows neither that part nor a rare address in it, and makes no vSwitch.",
        },
        new("assign.exhausted", "A vSwitch that is full is 403 `InvalidVSwitchId.IpNotEnough`.", Inferred)
        {
            WhyNone = "No vSwitch is filled with addresses.",
        },
        new("assign.ipv4-only", "A vSwitch without IPv6 is 403 `InvalidVSwitch.Ipv6NotTurnOn`.", Documented)
        {
            Page = Pages.Assign, WhyNone = "The run has one vSwitch, and it has IPv6.",
        },
    ];

    // On an ENI without addresses.
    private static Fact Refusal(string id, string sentence, Standing standing, string outcome, params (string, string)[] parameters) =>
        new(id, sentence, standing)
        {
            Page = standing == Documented ? Pages.Assign : null,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                await asked.RefusedAsync(outcome, Action, made.With(parameters));
                await asked.ShowsAsync(made);
            },
        };

    private static string Texts(Answer answer) => string.Join(' ', answer.List("Ipv6Sets", "Ipv6Address").Select(item => item.ToString()));
}
