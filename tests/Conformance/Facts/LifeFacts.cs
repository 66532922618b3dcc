using EniTools.Conformance.Asking;
using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>Creating, attaching, detaching and deleting an ENI.</summary>
internal static class LifeFacts
{
    private const string Create = "CreateNetworkInterface";
    private const string Attach = "AttachNetworkInterface";
    private const string Detach = "DetachNetworkInterface";
    private const string Delete = "DeleteNetworkInterface";

    public static IEnumerable<Fact> All =>
    [
        new("create.available", "An ENI is Available as soon as it is made, of the type Secondary, and the answer shows it.", Documented)
        {
            Page = Pages.Create,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 2);
                asked.Expect("Status and Type", "Available Secondary", $"{made.Answer.Text("Status")} {made.Answer.Text("Type")}");
                asked.Expect("addresses in the answer", "2", $"{made.Addresses.Count}");
                await asked.ShowsAsync(made, [.. made.Addresses]);
            },
        },
        new(
            "create.primary",
            "`EnablePrimaryIPv6`, which no page explains, makes the first address of the ENI its `Primary` one.",
            Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 2, more: ("EnablePrimaryIPv6", "true"));
                var sets = Answer.ListOf(await asked.LookAsync(made), "Ipv6Sets", "Ipv6Set");
                asked.Expect(
                    "Primary of the addresses", "true false",
                    string.Join(' ', sets.Select(item => Answer.TextOf(item, "Primary") ?? "none")));
            },
        },
        new("create.not-primary", "Without `EnablePrimaryIPv6`, the `Primary` of each address is false.", Inferred)
        {
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                var sets = Answer.ListOf(await asked.LookAsync(made), "Ipv6Sets", "Ipv6Set");
                asked.Expect(
                    "Primary of the addresses", "false", string.Join(' ', sets.Select(item => Answer.TextOf(item, "Primary") ?? "none")));
            },
        },
        new("create.no-vswitch", "A vSwitch that does not exist is 404 `InvalidVSwitchId.NotFound`.", Documented)
        {
            Page = Pages.Create,
            Check = asked => asked.RefusedAsync(
                "404 InvalidVSwitchId.NotFound", Create, ("VSwitchId", Gate.NoSuchVSwitch),
                ("SecurityGroupId", asked.Area.SecurityGroupId)),
        },
        Refusal("create.no-group", "No security group is 400 `MissingParameter`.", Documented, "400 MissingParameter", _ => []),
        Refusal(
            "create.two-groups", "`SecurityGroupId` together with `SecurityGroupIds` is 400 `InvalidParameter.Conflict`.", Inferred,
            "400 InvalidParameter.Conflict",
            asked => [("SecurityGroupId", asked.Area.SecurityGroupId), ("SecurityGroupIds.1", asked.Area.SecurityGroupId)]),
        Refusal(
            "create.type", "An `InstanceType` other than Secondary and Trunk is 400 `InvalidParameter`.", Inferred, "400 InvalidParameter",
            asked => [("SecurityGroupId", asked.Area.SecurityGroupId), ("InstanceType", "NoSuchType")]),
        Refusal(
            "create.reserved-tag", "A tag whose key begins with `acs:` is 400 `InvalidTagKey.Malformed`.", Documented,
            "400 InvalidTagKey.Malformed",
            asked => [("SecurityGroupId", asked.Area.SecurityGroupId), ("Tag.2.Key", "acs:owner"), ("Tag.2.Value", "lisi")]),
        Refusal(
            "create.repeated-tag", "Two tags with one key are 400 `Duplicate.TagKey`.", Documented, "400 Duplicate.TagKey",
            asked => [("SecurityGroupId", asked.Area.SecurityGroupId), ("Tag.2.Key", Area.TagKey), ("Tag.2.Value", "lisi")]),
        Refusal(
            "create.outside", "An address outside the vSwitch is 403 `InvalidVSwitchId.IpInvalid`.", Documented,
            "403 InvalidVSwitchId.IpInvalid",
            asked => [("SecurityGroupId", asked.Area.SecurityGroupId), ("Ipv6Address.1", "2001:db8:5:5::5")]),
        Refusal(
            "create.both-counts", "Addresses together with prefixes are 400 `InvalidParameter.Conflict` when an ENI is made, too.",
            Inferred,
            "400 InvalidParameter.Conflict",
            asked => [("SecurityGroupId", asked.Area.SecurityGroupId), ("Ipv6AddressCount", "1"), ("Ipv6PrefixCount", "1")]),
        new("delete.gone", "A deleted ENI is soon shown no more, and its addresses are free.", Documented)
        {
            Page = Pages.Delete,
            Check = async asked =>
            {
                var made = await asked.MakeAsync(addresses: 1);
                await asked.DoneAsync(Delete, made.With());
                await asked.BecomesAsync(made, "gone");
                var other = await asked.MakeAsync();
                await asked.DoneAsync("AssignIpv6Addresses", other.With(("Ipv6Address.1", made.Addresses[0])));
            },
        },
        new("delete.unknown", "Deleting an ENI that does not exist is 404 `InvalidEniId.NotFound`.", Documented)
        {
            Page = Pages.Delete,
            Check = asked => asked.RefusedAsync("404 InvalidEniId.NotFound", Delete, ("NetworkInterfaceId", Gate.NoSuchInterface)),
        },
        new("attach.no-instance", "An instance that does not exist is 404 `InvalidEcsId.NotFound`.", Documented)
        {
            Page = Pages.Attach,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                await asked.RefusedAsync("404 InvalidEcsId.NotFound", Attach, made.With(("InstanceId", Gate.NoSuchInstance)));
            },
        },
        new("attach.malformed", "An `InstanceId` that is none is 400 `InvalidInstanceID.Malformed`.", Documented)
        {
            Page = Pages.Attach,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                await asked.RefusedAsync("400 InvalidInstanceID.Malformed", Attach, made.With(("InstanceId", "web01")));
            },
        },
        new(
            "attach.life", "An ENI becomes InUse when it is attached, shows its instance, and becomes Available when it is detached.",
            Documented)
        {
            Page = Pages.Attach,
            Needs = Needs.Instance,
            Check = async asked =>
            {
                var made = await AttachedAsync(asked, addresses: 1);
                var shown = await asked.LookAsync(made);
                asked.Expect(
                    "instance shown", "the one", Answer.TextOf(shown, "InstanceId") == asked.Area.InstanceId ? "the one" : "another text");
                await asked.DoneAsync(Detach, made.With(("InstanceId", asked.Area.InstanceId!)));
                await asked.BecomesAsync(made, "Available");
            },
        },
        new("attach.in-use", "Addresses are unassigned from an ENI that is InUse as well.", Documented)
        {
            Page = Pages.Unassign,
            Needs = Needs.Instance,
            Check = async asked =>
            {
                var made = await AttachedAsync(asked, addresses: 2);
                await asked.DoneAsync("UnassignIpv6Addresses", made.With(("Ipv6Address.1", made.Addresses[0])));
                await asked.ShowsAsync(made, made.Addresses[1]);
            },
        },
        new("attach.twice", "An ENI that is InUse cannot be attached again: 400 `InvalidOperation.InvalidEniState`.", Documented)
        {
            Page = Pages.Attach,
            Needs = Needs.Instance,
            Check = async asked =>
            {
                var made = await AttachedAsync(asked, addresses: 0);
                await asked.RefusedAsync("400 InvalidOperation.InvalidEniState", Attach, made.With(("InstanceId", asked.Area.InstanceId!)));
            },
        },
        new("delete.in-use", "An ENI that is InUse cannot be deleted: 400 `InvalidOperation.InvalidEniState`.", Documented)
        {
            Page = Pages.Delete,
            Needs = Needs.Instance,
            Check = async asked =>
            {
                var made = await AttachedAsync(asked, addresses: 0);
                await asked.RefusedAsync("400 InvalidOperation.InvalidEniState", Delete, made.With());
            },
        },
        new("detach.not-attached", "An ENI that is Available cannot be detached: 400 `InvalidOperation.InvalidEniState`.", Documented)
        {
            Page = Pages.Detach,
            Needs = Needs.Instance,
            Check = async asked =>
            {
                var made = await asked.MakeAsync();
                await asked.RefusedAsync("400 InvalidOperation.InvalidEniState", Detach, made.With(("InstanceId", asked.Area.InstanceId!)));
            },
        },
        new("detach.primary", "A primary ENI cannot be detached: 400 `InvalidOperation.DetachPrimaryEniNotAllowed`.", Documented)
        {
            Page = Pages.Detach, WhyNone = "The run makes no primary ENI, and touches none that it did not make.",
        },
        new(
            "attach.limits", "The number of ENIs of an instance, and of addresses on each of them, has the limits of the instance's type.",
            Documented)
        {
            Page = Pages.Attach, WhyNone = "The limits are those of one instance, and to reach them would take its last free places.",
        },
        new(
            "create.ipv4",
            "Any text is taken as `Ipv4Prefix` when an ENI is made, and `Ipv4PrefixCount` is ignored, like all rules of private IPv4.",
            Different)
        {
            WhyNone = "The emulator leaves these rules out.",
        },
    ];

    private static Fact Refusal(
        string id, string sentence, Standing standing, string outcome, Func<Asked, (string, string)[]> parameters) => new(id, sentence,
        standing)
        {
            Page = standing == Documented ? Pages.Create : null,
            Check = asked => asked.RefusedAsync(outcome, Create, [("VSwitchId", asked.Area.VSwitchId), .. parameters(asked)]),
        };

    private static async Task<MadeInterface> AttachedAsync(Asked asked, int addresses)
    {
        var made = await asked.MakeAsync(addresses);
        await asked.DoneAsync(Attach, made.With(("InstanceId", asked.Area.InstanceId!)));
        await asked.BecomesAsync(made, "InUse");
        return made;
    }
}
