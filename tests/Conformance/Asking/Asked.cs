using EniTools.Api.Calls;

namespace EniTools.Conformance.Asking;

/// <summary>The context of a check: sends its requests and records expected and actual results.</summary>
internal sealed class Asked(Gate gate, Patience patience, CancellationToken cancellationToken)
{
    // Codes that say nothing about the question.
    private static readonly string[] Passing = ["Throttling", "ServiceUnavailable"];

    private readonly List<Observation> _observations = [];

    public Area Area => gate.Area;

    /// <summary>The observations so far, in order.</summary>
    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>Makes an ENI for the check.</summary>
    /// <exception cref="CouldNotAskException">The service refused.</exception>
    public async Task<MadeInterface> MakeAsync(int addresses = 0, int prefixes = 0, params (string, string)[] more)
    {
        List<(string, string)> parameters = [("VSwitchId", Area.VSwitchId), ("SecurityGroupId", Area.SecurityGroupId), .. more];
        if (addresses > 0)
            parameters.Add(("Ipv6AddressCount", $"{addresses}"));
        if (prefixes > 0)
            parameters.Add(("Ipv6PrefixCount", $"{prefixes}"));
        var answer = await EcsAsync("CreateNetworkInterface", [.. parameters]);
        if (!answer.IsSuccess)
            throw new CouldNotAskException($"CreateNetworkInterface was answered with {answer.Outcome}: {answer.Text("Message")}");
        var id = answer.Text("NetworkInterfaceId") ?? throw new CouldNotAskException("The answer to CreateNetworkInterface named no ENI.");
        return new MadeInterface(
            id,
            answer,
            [.. answer.List("Ipv6Sets", "Ipv6Set").Select(item => Answer.TextOf(item, "Ipv6Address")).OfType<string>()],
            [.. answer.List("Ipv6PrefixSets", "Ipv6PrefixSet").Select(item => Answer.TextOf(item, "Ipv6Prefix")).OfType<string>()]);
    }

    /// <summary>Sends a request of ECS in the region of the run.</summary>
    public Task<Answer> EcsAsync(string action, params (string, string)[] parameters) =>
        SendAsync(ApiService.Ecs, action, SigningForm.Ordinary, [("RegionId", Area.RegionId), .. parameters]);

    /// <summary>Sends a request of VPC in the region of the run.</summary>
    public Task<Answer> VpcAsync(string action, params (string, string)[] parameters) =>
        SendAsync(ApiService.Vpc, action, SigningForm.Ordinary, [("RegionId", Area.RegionId), .. parameters]);

    /// <summary>Sends any request.</summary>
    /// <exception cref="CouldNotAskException">The key may not ask, or the service could not answer.</exception>
    public async Task<Answer> SendAsync(
        ApiService service, string action, SigningForm form, params (string Name, string Value)[] parameters)
    {
        var answer = await gate.SendAsync(
            new Call(service, action, [.. parameters.Select(item => KeyValuePair.Create(item.Name, item.Value))]) { Form = form },
            cancellationToken);
        var isNoAnswer = answer.Code is "Forbidden.RAM" or "NoPermission" or "InternalError"
            || Passing.Any(beginning => answer.Code?.StartsWith(beginning, StringComparison.Ordinal) == true);
        return isNoAnswer
            ? throw new CouldNotAskException($"{action} was answered with {answer.Outcome}: {answer.Text("Message")}")
            : answer;
    }

    /// <summary>Expects a request of ECS to be carried out.</summary>
    public async Task<Answer> DoneAsync(string action, params (string, string)[] parameters)
    {
        var answer = await EcsAsync(action, parameters);
        Expect(action, "200", answer.Outcome);
        return answer;
    }

    /// <summary>Expects a request of ECS to be refused.</summary>
    public async Task RefusedAsync(string outcome, string action, params (string, string)[] parameters) =>
        Expect(action, outcome, (await EcsAsync(action, parameters)).Outcome);

    /// <summary>Expects an ENI to show these addresses and prefixes, when the service has had time to show a change.</summary>
    public async Task ShowsAsync(MadeInterface made, params string[] items)
    {
        var (expected, found) = (Text(items), "");
        await patience.UntilAsync(async () => (found = Text(ItemsOf(await LookAsync(made)))) == expected, cancellationToken);
        Expect("addresses and prefixes shown", expected, found);

        static string Text(IEnumerable<string> items) => string.Join(' ', items.Order(StringComparer.Ordinal));
    }

    /// <summary>Expects an ENI to have a status, when the service has had time for the transition.</summary>
    public async Task BecomesAsync(MadeInterface made, string status)
    {
        var found = "";
        await patience.UntilAsync(
            async () => (found = Answer.TextOf(await LookAsync(made), "Status") ?? "gone") == status, cancellationToken);
        Expect("status", status, found);
    }

    /// <summary>Returns the ENI as DescribeNetworkInterfaces shows it, or null if it is not shown.</summary>
    public async Task<System.Text.Json.Nodes.JsonNode?> LookAsync(MadeInterface made) =>
        (await EcsAsync("DescribeNetworkInterfaces", ("NetworkInterfaceId.1", made.Id)))
            .First("NetworkInterfaceSets", "NetworkInterfaceSet");

    /// <summary>Repeats a read until its result is true or the service has had time.</summary>
    public Task UntilAsync(Func<Task<bool>> look) => patience.UntilAsync(look, cancellationToken);

    /// <summary>Records an expected and an actual value.</summary>
    public void Expect(string what, string expected, string found) => _observations.Add(new Observation(what, expected, found));

    private static IEnumerable<string> ItemsOf(System.Text.Json.Nodes.JsonNode? shown) =>
        Answer.ListOf(shown, "Ipv6Sets", "Ipv6Set").Select(item => Answer.TextOf(item, "Ipv6Address"))
            .Concat(Answer.ListOf(shown, "Ipv6PrefixSets", "Ipv6PrefixSet").Select(item => Answer.TextOf(item, "Ipv6Prefix")))
            .OfType<string>();
}

/// <summary>An ENI that a check made, as the answer to its creation shows it.</summary>
internal sealed record MadeInterface(string Id, Answer Answer, IReadOnlyList<string> Addresses, IReadOnlyList<string> Prefixes)
{
    /// <summary>Returns the parameters of a request about the ENI.</summary>
    public (string, string)[] With(params (string, string)[] parameters) => [("NetworkInterfaceId", Id), .. parameters];
}

/// <summary>One result of a check, with the expected and the actual value.</summary>
internal sealed record Observation(string What, string Expected, string Found)
{
    public bool IsAsExpected => Expected == Found;

    public override string ToString() => IsAsExpected ? $"{What}: {Found}" : $"{What}: {Found}, not {Expected}";
}

/// <summary>The error of a check that could not reach its question.</summary>
internal sealed class CouldNotAskException(string message) : Exception(message);
