using System.Text.Json.Nodes;
using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>The data of VPC about an address: its id, its ENI and its Internet bandwidth.</summary>
internal static class BandwidthFacts
{
    private const string Describe = "DescribeIpv6Addresses";
    private const string Allocate = "AllocateIpv6InternetBandwidth";
    private const string End = "DeleteIpv6InternetBandwidth";
    private const string Release = "ReleaseIpv6Address";

    public static IEnumerable<Fact> All =>
    [
        new(
            "vpc.address", "An address of an ENI is one of VPC: Private, Available, associated with the ENI as a NetworkInterface.",
            Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var shown = await OneAsync(asked, made);
                asked.Expect(
                    "address", "that of the ENI",
                    Answer.TextOf(shown, "Ipv6Address") == made.Addresses[0] ? "that of the ENI" : "another text");
                asked.Expect(
                    "NetworkType, Status, AssociatedInstanceType", "Private Available NetworkInterface",
                    $"{Answer.TextOf(shown, "NetworkType")} {Answer.TextOf(shown, "Status")} "
                        + Answer.TextOf(shown, "AssociatedInstanceType"));
            },
        },
        new("vpc.prefix", "A prefix is listed with the `AddressType` IPv6Prefix, and is written in CIDR form.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(prefixes: 1);
                var shown = await OneAsync(asked, made, ("AddressType", "IPv6Prefix"));
                asked.Expect(
                    "prefix", "that of the ENI",
                    Answer.TextOf(shown, "Ipv6Address") == made.Prefixes[0] ? "that of the ENI" : "another text");
            },
        },
        new("vpc.new-id", "An address that was unassigned and is assigned again has another id.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var before = Answer.TextOf(await OneAsync(asked, made), "Ipv6AddressId");
                await asked.DoneAsync("UnassignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.ShowsAsync(made);
                await asked.DoneAsync("AssignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                var after = Answer.TextOf(await OneAsync(asked, made), "Ipv6AddressId");
                asked.Expect("id of the address", "another", before == after ? "the same" : "another");
            },
        },
        Refusal(
            "vpc.many-ids", "More than 20 ids are 400 `InvalidParameter`.", "400 InvalidParameter", Describe,
            ("Ipv6AddressId", string.Join(',', Enumerable.Range(10, 21).Select(number => Gate.NoSuchAddress + number)))),
        Refusal(
            "vpc.page-size", "A page of more than 50 addresses is 400 `InvalidParameter`.", "400 InvalidParameter", Describe,
            ("AssociatedInstanceId", Gate.NoSuchInterface), ("PageSize", "51")),
        Refusal(
            "vpc.nothing-to-end", "Neither an address nor a bandwidth to end is 400 `BothEmptyParam.Ipv6AddressId`, whose end no page has.",
            "400 BothEmptyParam.Ipv6AddressId", End),
        Refusal(
            "vpc.no-address-to-end", "Ending the bandwidth of an address that does not exist is 404 `ResourceNotFound.Ipv6InstanceId`.",
            "404 ResourceNotFound.Ipv6InstanceId", End, ("Ipv6AddressId", Gate.NoSuchAddress)),
        Refusal(
            "vpc.no-address", "Releasing an address that does not exist is 404 `ResourceNotFound.Ipv6InstanceId`.",
            "404 ResourceNotFound.Ipv6InstanceId", Release, ("Ipv6AddressId", Gate.NoSuchAddress)) with
        { Standing = Documented, Page = Pages.Release },
        new("vpc.no-bandwidth", "Ending bandwidth that an address does not have is 404 `ResourceNotFound.Ipv6InstanceId`.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var id = await IdAsync(asked, made);
                asked.Expect(End, "404 ResourceNotFound.Ipv6InstanceId", (await asked.VpcAsync(End, ("Ipv6AddressId", id))).Outcome);
            },
        },
        new("vpc.associated", "An address on an ENI cannot be released: 400 `OperationFailed.AssociationExist`.", Documented)
        {
            Page = Pages.Release,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var id = await IdAsync(asked, made);
                asked.Expect(
                    Release, "400 OperationFailed.AssociationExist", (await asked.VpcAsync(Release, ("Ipv6AddressId", id))).Outcome);
            },
        },
        new("bandwidth.public", "An address is Public if it has bandwidth, and Private if not.", Inferred)
        {
            Needs = Needs.Money,
            Check = async asked =>
            {
                var (_, id) = await MakeWithBandwidthAsync(asked);
                await BecomesAsync(asked, id, "NetworkType", "Public");
                asked.Expect(End, "200", (await asked.VpcAsync(End, ("Ipv6AddressId", id))).Outcome);
                await BecomesAsync(asked, id, "NetworkType", "Private");
            },
        },
        new("bandwidth.twice", "Bandwidth for an address that has some is 400 `OperationFailed.Ipv6InternetBandwidthExist`.", Inferred)
        {
            Needs = Needs.Money,
            Check = async asked =>
            {
                var (made, id) = await MakeWithBandwidthAsync(asked);
                await BecomesAsync(asked, id, "NetworkType", "Public");
                asked.Expect(
                    "second " + Allocate, "400 OperationFailed.Ipv6InternetBandwidthExist", (await AllocateAsync(asked, made, id)).Outcome);
            },
        },
        new(
            "bandwidth.stays",
            "An address with bandwidth that is unassigned stays the account's and billed, and cannot be released: 400 "
                + "`DependencyViolation.Ipv6InternetBandwidth`. With `-BandwidthBlocksUnassign`, UnassignIpv6Addresses is refused with "
                + "this code instead.",
            Inferred)
        {
            Needs = Needs.Money,
            Check = async asked =>
            {
                var (made, id) = await MakeWithBandwidthAsync(asked);
                await asked.DoneAsync("UnassignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                await BecomesAsync(asked, id, "AssociatedInstanceId", "");
                asked.Expect(
                    Release, "400 DependencyViolation.Ipv6InternetBandwidth",
                    (await asked.VpcAsync(Release, ("Ipv6AddressId", id))).Outcome);
                asked.Expect(End, "200", (await asked.VpcAsync(End, ("Ipv6AddressId", id))).Outcome);
                asked.Expect(Release, "200", (await asked.VpcAsync(Release, ("Ipv6AddressId", id))).Outcome);
            },
        },
        new(
            "bandwidth.back",
            "An address that stayed the account's and is named in AssignIpv6Addresses is assigned with its id and its bandwidth.", Inferred)
        {
            Needs = Needs.Money,
            Check = async asked =>
            {
                var (made, id) = await MakeWithBandwidthAsync(asked);
                await asked.DoneAsync("UnassignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                await BecomesAsync(asked, id, "AssociatedInstanceId", "");
                await asked.DoneAsync("AssignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                await BecomesAsync(asked, id, "AssociatedInstanceId", made.Id);
                await BecomesAsync(asked, id, "NetworkType", "Public");
            },
        },
        new("bandwidth.deleted-eni", "An address with bandwidth stays the account's also when its ENI is deleted.", Inferred)
        {
            Needs = Needs.Money,
            Check = async asked =>
            {
                var (made, id) = await MakeWithBandwidthAsync(asked);
                await asked.DoneAsync("DeleteNetworkInterface", made.With());
                await asked.BecomesAsync(made, "gone");
                await BecomesAsync(asked, id, "AssociatedInstanceId", "");
            },
        },
        new("bandwidth.gateway", "A gateway that is not that of the address's VPC is 404 `ResourceNotFound.Ipv6Gateway`.", Inferred)
        {
            Needs = Needs.Money,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var id = await IdAsync(asked, made);
                asked.Expect(
                    Allocate, "404 ResourceNotFound.Ipv6Gateway",
                    (await asked.VpcAsync(
                        Allocate, ("Ipv6AddressId", id), ("Ipv6GatewayId", "ipv6gw-0000nosuchgateway"), ("Bandwidth", "1"),
                        ("InternetChargeType", "PayByTraffic"))).Outcome);
            },
        },
        new("bandwidth.range", "Mbit/s out of range are 400 `InvalidParameter`.", Inferred)
        {
            WhyNone = "A service that is less strict would sell more than the run may buy.",
        },
        new("bandwidth.prefix", "A prefix can have bandwidth, and is Public then.", Inferred)
        {
            WhyNone = "A prefix covers addresses that nobody asked to open to the Internet.",
        },
        new(
            "bandwidth.transition",
            "An address whose ENI is in transition is \"being bound\": `IncorrectStatus.Ipv6Address` for its bandwidth, "
                + "`OperationFailed.ResourceInBinding` for its release.",
            Inferred)
        {
            WhyNone = "An ENI cannot be kept in transition for as long as a question takes.",
        },
        new("bandwidth.subscription", "A subscription cannot be ended: 400 `OperationFailed.PrePaid`.", Inferred)
        {
            WhyNone = "The run buys no subscription.",
        },
        new("bandwidth.service-managed", "An address that a cloud service owns is 404 `OperationFailed.ServiceManaged`.", Documented)
        {
            Page = Pages.EndBandwidth, WhyNone = "Only a cloud service makes such an address.",
        },
        new(
            "bandwidth.overlap",
            "Two requests about the bandwidth of one address that overlap, which the pages forbid, are HTTP 409 with `OperationConflict`.",
            Inferred)
        {
            WhyNone = "Whether two requests overlap in the service cannot be seen from outside.",
        },
        new("vpc.primary-eni", "An address of a primary ENI is shown as its instance's, an EcsInstance.", Inferred)
        {
            WhyNone = "The run makes no primary ENI, and shows nothing of those that it did not make.",
        },
    ];

    private static Fact Refusal(string id, string sentence, string outcome, string action, params (string, string)[] parameters) =>
        new(id, sentence, Inferred)
        {
            Check = async asked => asked.Expect(action, outcome, (await asked.VpcAsync(action, parameters)).Outcome),
        };

    // The addresses of the ENI, of which it has one.
    private static async Task<JsonNode?> OneAsync(Asked asked, MadeInterface made, params (string, string)[] filter)
    {
        JsonNode? shown = null;
        await asked.UntilAsync(async () =>
        {
            var answer = await asked.VpcAsync(Describe, [("AssociatedInstanceId", made.Id), .. filter]);
            return (shown = answer.First("Ipv6Addresses", "Ipv6Address")) is not null;
        });
        return shown;
    }

    private static async Task<string> IdAsync(Asked asked, MadeInterface made) =>
        Answer.TextOf(await OneAsync(asked, made), "Ipv6AddressId") ?? throw new CouldNotAskException(
            "VPC does not show the address of the ENI.");

    private static async Task<(MadeInterface Made, string Id)> MakeWithBandwidthAsync(Asked asked)
    {
        var made = await asked.MakeAsync(addresses: 1);
        var id = await IdAsync(asked, made);
        var answer = await AllocateAsync(asked, made, id);
        return answer.IsSuccess
            ? (made, id)
            : throw new CouldNotAskException($"{Allocate} was answered with {answer.Outcome}: {answer.Text("Message")}");
    }

    private static async Task<Answer> AllocateAsync(Asked asked, MadeInterface made, string id)
    {
        var gateway = Answer.TextOf(await OneAsync(asked, made), "Ipv6GatewayId");
        if (string.IsNullOrEmpty(gateway))
            throw new CouldNotAskException("The VPC has no IPv6 gateway.");
        return await asked.VpcAsync(
            Allocate, ("Ipv6AddressId", id), ("Ipv6GatewayId", gateway), ("Bandwidth", "1"), ("InternetChargeType", "PayByTraffic"));
    }

    private static async Task BecomesAsync(Asked asked, string addressId, string member, string expected)
    {
        var found = "";
        await asked.UntilAsync(async () =>
        {
            var answer = await asked.VpcAsync(Describe, ("Ipv6AddressId", addressId));
            found = answer.List("Ipv6Addresses", "Ipv6Address") is [var shown, ..] ? Answer.TextOf(shown, member) ?? "" : "not shown";
            return found == expected;
        });
        asked.Expect(member, expected, found);
    }
}
