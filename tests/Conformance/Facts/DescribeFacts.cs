using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>DescribeNetworkInterfaces and DescribeNetworkInterfaceAttribute.</summary>
internal static class DescribeFacts
{
    private const string Action = "DescribeNetworkInterfaces";

    public static IEnumerable<Fact> All =>
    [
        new("describe.unknown", "An id that does not exist is no error: the list is empty.", Inferred)
        {
            Check = async asked =>
            {
                var answer = await asked.DoneAsync(Action, ("NetworkInterfaceId.1", Gate.NoSuchInterface));
                asked.Expect("ENIs", "0", $"{Shown(answer).Count}");
            },
        },
        new("describe.some-unknown", "Of ids that exist and ids that do not, those that exist are shown.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                await ShowsAsync(asked, made, ("NetworkInterfaceId.1", Gate.NoSuchInterface), ("NetworkInterfaceId.2", made.Id));
            },
        },
        new("describe.address", "`Ipv6Address.1` finds the ENI that the address is assigned to.", Documented)
        {
            Page = Pages.Describe,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await ShowsAsync(asked, made, ("Ipv6Address.1", made.Addresses[0]));
            },
        },
        new(
            "describe.filters", "Filters narrow the list together: the id of an ENI that is Available with the status InUse finds nothing.",
            Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(Action, ("NetworkInterfaceId.1", made.Id), ("Status", "InUse"));
                asked.Expect("ENIs", "0", $"{Shown(answer).Count}");
            },
        },
        new(
            "describe.tags", "Tags are shown with the members `TagKey` and `TagValue`, and filter by `Tag.1.Key` and `Tag.1.Value`.",
            Documented)
        {
            Page = Pages.Describe,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(more: ("Tag.2.Key", "owner"));
                var byTag = (("Tag.1.Key", Area.TagKey), ("Tag.1.Value", asked.Area.RunId));
                await ShowsAsync(asked, made, byTag.Item1, byTag.Item2);
                asked.Expect(
                    "tags of the ENI", $"{Area.TagKey} owner",
                    string.Join(' ', Answer.ListOf(await asked.LookAsync(made), "Tags", "Tag").Select(tag => Answer.TextOf(tag, "TagKey"))
                        .Order(StringComparer.Ordinal)));
            },
        },
        new("describe.token-pages", "Without page numbers, a list that is whole has an empty `NextToken`, or none.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(Action, ("NetworkInterfaceId.1", made.Id), ("MaxResults", "10"));
                asked.Expect("NextToken", "", answer.Text("NextToken") ?? "");
            },
        },
        new(
            "describe.token-total",
            "Without page numbers, the answer has no `TotalCount`, `PageNumber` and `PageSize`, which the page shows and calls invalid "
                + "there: counting would make a page of a large region slow. With page numbers, there is no `NextToken`.",
            Different)
        {
            WhyNone = Choices.Why,
        },
        new("describe.number-pages", "With `PageNumber` and `PageSize`, the answer has both and the `TotalCount`.", Documented)
        {
            Page = Pages.Describe,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(Action, ("NetworkInterfaceId.1", made.Id), ("PageNumber", "1"), ("PageSize", "20"));
                asked.Expect(
                    "TotalCount, PageNumber, PageSize", "1 1 20",
                    $"{answer.Text("TotalCount")} {answer.Text("PageNumber")} {answer.Text("PageSize")}");
            },
        },
        new("describe.page-beyond", "A page beyond the last one is empty, and no error.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(Action, ("NetworkInterfaceId.1", made.Id), ("PageNumber", "9"), ("PageSize", "10"));
                asked.Expect("ENIs", "0", $"{Shown(answer).Count}");
            },
        },
        new("describe.token", "A `NextToken` that the service did not give is 400 `InvalidParameter`.", Inferred)
        {
            Check = asked => asked.RefusedAsync(
                "400 InvalidParameter", Action, ("NetworkInterfaceId.1", Gate.NoSuchInterface), ("NextToken", "x")),
        },
        new("describe.many", "More than 100 ids are 400 `InvalidParameter`.", Inferred)
        {
            Check = asked => asked.RefusedAsync(
                "400 InvalidParameter", Action,
                [.. Enumerable.Range(1, 101).Select(number => ($"NetworkInterfaceId.{number}", Gate.NoSuchInterface))]),
        },
        new("describe.page-size", "A page has 10 to 500 ENIs: `MaxResults` below and above is brought into this range.", Documented)
        {
            Page = Pages.Describe, WhyNone = "The run makes a few ENIs, too few to see where a page ends, and shows no others.",
        },
        new("describe.label-limit", "With a tag or a resource group, no more than 1,000 ENIs are shown.", Documented)
        {
            Page = Pages.Describe, WhyNone = "The run makes a few ENIs.",
        },
        new(
            "attribute.unknown",
            "DescribeNetworkInterfaceAttribute of an ENI that does not exist is 404 `InvalidEniId.NotFound`.",
            Inferred)
        {
            Check = asked => asked.RefusedAsync(
                "404 InvalidEniId.NotFound", "DescribeNetworkInterfaceAttribute", ("NetworkInterfaceId", Gate.NoSuchInterface)),
        },
        new("attribute.flat", "DescribeNetworkInterfaceAttribute shows the members of the ENI at the top of its answer.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var answer = await asked.DoneAsync("DescribeNetworkInterfaceAttribute", made.With());
                asked.Expect("NetworkInterfaceId", "the ENI", answer.Text("NetworkInterfaceId") == made.Id ? "the ENI" : "another text");
                asked.Expect("addresses", "1", $"{answer.List("Ipv6Sets", "Ipv6Set").Count}");
            },
        },
        new(
            "attribute.tracking",
            "With the `Attribute` connectionTrackingConfiguration, `ConnectionTrackingConfiguration` is shown, with the defaults "
                + "910, 3 and 30 seconds.",
            Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                var answer = await asked.DoneAsync(
                    "DescribeNetworkInterfaceAttribute", made.With(("Attribute", "connectionTrackingConfiguration")));
                var shown = answer.Json?["ConnectionTrackingConfiguration"];
                asked.Expect(
                    "timeouts: established, closed, UDP", "910 3 30",
                    $"{Answer.TextOf(shown, "TcpEstablishedTimeout")} {Answer.TextOf(shown, "TcpClosedAndTimeWaitTimeout")} "
                        + Answer.TextOf(shown, "UdpTimeout"));
            },
        },
        new("answers.refreshed", "An answer shows a change at once, unless the emulator is told to lag.", Different)
        {
            WhyNone = "How long the service takes is no fact but a distribution; checks wait for it.",
        },
    ];

    private static async Task ShowsAsync(Asked asked, MadeInterface made, params (string, string)[] filter)
    {
        var answer = await asked.DoneAsync(Action, filter);
        var shown = Shown(answer);
        asked.Expect(
            "ENIs", "the one", shown.Count == 1 && Answer.TextOf(shown[0], "NetworkInterfaceId") == made.Id ? "the one" : $"{shown.Count}");
    }

    private static IReadOnlyList<System.Text.Json.Nodes.JsonNode> Shown(Answer answer) =>
        answer.List("NetworkInterfaceSets", "NetworkInterfaceSet");
}
