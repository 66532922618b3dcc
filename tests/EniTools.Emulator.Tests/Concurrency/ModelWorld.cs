using System.Collections.Immutable;

namespace EniTools.Emulator.Tests.Concurrency;

/// <summary>The reference: what a small world answers to one call after the other, said as simply as it can be. It never changes; a call gives another one.</summary>
internal sealed record ModelWorld(TimeSpan TransitionTime)
{
    // Of both instances, and of an ENI that is attached to none.
    private const int MaxInterfaces = 3;
    private const int MaxItems = 4;
    private const int MaxItemsUnattached = 10;

    /// <summary>The same world as an emulator loads it.</summary>
    public const string Document = """
        {"Regions":[{"RegionId":"cn-model","SupportsPrefixes":true,
        "VSwitches":[{"VSwitchId":"vsw-model","VpcId":"vpc-model","ZoneId":"cn-model-a","Ipv6Block":"2001:db8:0:1::/64","PrefixBlock":"2001:db8:0:2::/64"}],
        "Instances":[
        {"InstanceId":"i-one","Status":"Running","VpcId":"vpc-model","ZoneId":"cn-model-a","MaxNetworkInterfaces":3,"MaxIpv6PerInterface":4},
        {"InstanceId":"i-two","Status":"Stopped","VpcId":"vpc-model","ZoneId":"cn-model-a","MaxNetworkInterfaces":3,"MaxIpv6PerInterface":4}],
        "NetworkInterfaces":[
        {"NetworkInterfaceId":"eni-primary","Status":"InUse","Type":"Primary","InstanceId":"i-one","VSwitchId":"vsw-model"},
        {"NetworkInterfaceId":"eni-a","Status":"Available","Type":"Secondary","VSwitchId":"vsw-model"},
        {"NetworkInterfaceId":"eni-b","Status":"Available","Type":"Secondary","VSwitchId":"vsw-model"}]}]}
        """;

    private ImmutableSortedDictionary<string, Eni> Enis { get; init; } = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("eni-primary", new Eni("InUse", "i-one", IsPrimary: true, [])),
            KeyValuePair.Create("eni-a", new Eni("Available", "", IsPrimary: false, [])),
            KeyValuePair.Create("eni-b", new Eni("Available", "", IsPrimary: false, [])),
        ]);

    private ImmutableSortedDictionary<string, string> Instances { get; init; } = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create("i-one", "Running"), KeyValuePair.Create("i-two", "Stopped")]);

    /// <summary>The transitions under way, in the order they began in and end in.</summary>
    private ImmutableList<Transition> UnderWay { get; init; } = [];

    /// <summary>The worlds that there can be after a call that was answered so: none when it cannot have been, and several when transitions may be over by then or not.</summary>
    public IEnumerable<ModelWorld> After(Call call)
    {
        for (var world = this; ; world = world.EndFirst())
        {
            var first = world.UnderWay.FirstOrDefault();
            if ((first is null || first.Latest > call.Began) && world.Answer(call) is { } next)
                yield return next;
            if (first is null || first.Earliest > call.Ended)
                yield break;
        }
    }

    public override string ToString() => string.Join('\n',
        [
            .. EniLines,
            .. InstanceLines,
            .. UnderWay.Select(transition => $"{transition.Id} until {transition.Earliest:ss.ffffff}-{transition.Latest:ss.ffffff}")]);

    private IEnumerable<string> EniLines => Enis.Select(eni => Line(eni.Key, eni.Value));

    private IEnumerable<string> InstanceLines => Instances.Select(instance => $"{instance.Key} {instance.Value}");

    // Null when the answer would be another one.
    private ModelWorld? Answer(Call call)
    {
        var (code, next, shown) = call.Ask.Action switch
        {
            "AssignIpv6Addresses" => Assign(call),
            "UnassignIpv6Addresses" => Unassign(call.Ask),
            "CreateNetworkInterface" => Create(call),
            "DeleteNetworkInterface" => Delete(call),
            "AttachNetworkInterface" => Attach(call),
            "DetachNetworkInterface" => Detach(call),
            "StartInstance" => Power(call, "Stopped", "Starting"),
            "StopInstance" => Power(call, "Running", "Stopping"),
            "DescribeNetworkInterfaces" => Success(this, EniLines),
            "DescribeNetworkInterfaceAttribute" => Enis.TryGetValue(call.Ask.NetworkInterfaceId, out var eni)
                ? Success(this, [Line(call.Ask.NetworkInterfaceId, eni)])
                : Refusal("InvalidEniId.NotFound"),
            "DescribeInstanceStatus" => Success(this, InstanceLines),
            _ => throw new ArgumentException(call.Ask.Action),
        };
        return code == call.Code && shown.SequenceEqual(call.Shown) ? next : null;
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Assign(Call call)
    {
        if (RefusalToChange(call.Ask.NetworkInterfaceId) is { } code)
            return Refusal(code);
        var eni = Enis[call.Ask.NetworkInterfaceId];
        if (eni.Items.Count + call.Ask.Items.Count + call.Ask.Count > (eni.InstanceId.Length > 0 ? MaxItems : MaxItemsUnattached))
            return Refusal("MaxEniIpv6IpsCountExceeded");
        var items = Choice(call.Ask, call.Shown);
        return items.Any(IsOwned)
            ? Refusal("InvalidIp.IpAssigned")
            : Success(With(call.Ask.NetworkInterfaceId, eni with { Items = eni.Items.AddRange(items) }), items);
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Unassign(Ask ask)
    {
        if (RefusalToChange(ask.NetworkInterfaceId) is { } code)
            return Refusal(code);
        var eni = Enis[ask.NetworkInterfaceId];
        return ask.Items.All(eni.Items.Contains)
            ? Success(With(ask.NetworkInterfaceId, eni with { Items = eni.Items.RemoveRange(ask.Items) }))
            : Refusal("InvalidIp.IpUnassigned");
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Create(Call call)
    {
        // The id is the service's choice, and begins the line of the new ENI.
        var line = call.Shown is [var first, ..] ? first : "";
        var id = line.Split(' ')[0];
        var items = Choice(call.Ask, line.Split(' ').Skip(3));
        if (items.Any(IsOwned))
            return Refusal("InvalidIp.IpAssigned");
        var eni = new Eni("Available", "", IsPrimary: false, [.. items]);
        return Enis.ContainsKey(id) ? Refusal("an id that is taken") : Success(With(id, eni), [Line(id, eni)]);
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Delete(Call call)
    {
        if (!Enis.TryGetValue(call.Ask.NetworkInterfaceId, out var eni))
            return Refusal("InvalidEniId.NotFound");
        return eni.Status switch
        {
            "Available" => Success(
                With(call.Ask.NetworkInterfaceId, eni with { Status = "Deleting" }).Begin(call, call.Ask.NetworkInterfaceId)),
            "Deleting" => Success(this),
            _ => Refusal("InvalidOperation.InvalidEniState"),
        };
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Attach(Call call)
    {
        if (!Enis.TryGetValue(call.Ask.NetworkInterfaceId, out var eni))
            return Refusal("InvalidEniId.NotFound");
        if (eni.Status != "Available")
            return Refusal("InvalidOperation.InvalidEniState");
        if (!IsSettled(call.Ask.InstanceId))
            return Refusal("InvalidOperation.InvalidEcsState");
        if (Enis.Values.Count(other => other.InstanceId == call.Ask.InstanceId) == MaxInterfaces)
            return Refusal("EniPerInstanceLimitExceeded");
        if (eni.Items.Count > MaxItems)
            return Refusal("InvalidOperation.Ipv6CountExceeded");
        var attaching = eni with { Status = "Attaching", InstanceId = call.Ask.InstanceId };
        return Success(With(call.Ask.NetworkInterfaceId, attaching).Begin(call, call.Ask.NetworkInterfaceId));
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Detach(Call call)
    {
        if (!Enis.TryGetValue(call.Ask.NetworkInterfaceId, out var eni))
            return Refusal("InvalidEniId.NotFound");
        if (eni.IsPrimary)
            return Refusal("InvalidOperation.DetachPrimaryEniNotAllowed");
        if (eni.Status is not ("InUse" or "Detaching") || eni.InstanceId != call.Ask.InstanceId)
            return Refusal("InvalidOperation.InvalidEniState");
        if (!IsSettled(call.Ask.InstanceId))
            return Refusal("InvalidOperation.InvalidEcsState");
        return eni.Status == "Detaching"
            ? Success(this)
            : Success(With(call.Ask.NetworkInterfaceId, eni with { Status = "Detaching" }).Begin(call, call.Ask.NetworkInterfaceId));
    }

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Power(Call call, string from, string passage) =>
        Instances[call.Ask.InstanceId] == from
        ? Success((this with { Instances = Instances.SetItem(call.Ask.InstanceId, passage) }).Begin(call, call.Ask.InstanceId))
        : Refusal("IncorrectInstanceStatus");

    private string? RefusalToChange(string id)
    {
        if (!Enis.TryGetValue(id, out var eni))
            return "InvalidEniId.NotFound";
        if (eni.Status is not ("Available" or "InUse"))
            return "InvalidOperation.InvalidEniState";
        return eni.IsPrimary && !IsSettled(eni.InstanceId) ? "InvalidOperation.InvalidEcsState" : null;
    }

    // What is named; or what the service chose, which its answer shows, as long as it is as many of the kind as were asked for.
    private static IReadOnlyList<string> Choice(Ask ask, IEnumerable<string> shown) => ask.Count == 0
        ? ask.Items
        : [.. shown.Where(item => item.EndsWith("/80", StringComparison.Ordinal) == ask.ArePrefixes).Distinct().Take(ask.Count)];

    private ModelWorld With(string id, Eni eni) => this with { Enis = Enis.SetItem(id, eni) };

    private ModelWorld Begin(Call call, string id)
    {
        var begun = this with { UnderWay = UnderWay.Add(new Transition(id, call.Began + TransitionTime, call.Ended + TransitionTime)) };
        return TransitionTime == TimeSpan.Zero ? begun.EndFirst() : begun;
    }

    private ModelWorld EndFirst()
    {
        var id = UnderWay[0].Id;
        var ended = this with { UnderWay = UnderWay.RemoveAt(0) };
        if (Instances.TryGetValue(id, out var status))
            return ended with { Instances = Instances.SetItem(id, status == "Starting" ? "Running" : "Stopped") };
        return Enis[id].Status switch
        {
            "Attaching" => ended.With(id, Enis[id] with { Status = "InUse" }),
            "Detaching" => ended.With(id, Enis[id] with { Status = "Available", InstanceId = "" }),
            _ => ended with { Enis = Enis.Remove(id) },
        };
    }

    private bool IsOwned(string item) => Enis.Values.Any(eni => eni.Items.Contains(item));

    private bool IsSettled(string instanceId) => Instances[instanceId] is "Running" or "Stopped";

    private static (
        string Code,
        ModelWorld Next,
        IEnumerable<string> Shown) Success(ModelWorld next, IEnumerable<string>? shown = null) => ("", next, shown ?? []);

    private (string Code, ModelWorld Next, IEnumerable<string> Shown) Refusal(string code) => (code, this, []);

    private static string Line(string id, Eni eni) =>
        string.Join(
            ' ',
            [
                id,
                eni.Status,
                eni.InstanceId,
                .. eni.Items.Where(item => !item.Contains('/')),
                .. eni.Items.Where(item => item.Contains('/'))]);

    private sealed record Eni(string Status, string InstanceId, bool IsPrimary, ImmutableList<string> Items);

    /// <summary>A transition and between which times it ends: the service began it while a call was under way.</summary>
    private sealed record Transition(string Id, DateTimeOffset Earliest, DateTimeOffset Latest);
}
