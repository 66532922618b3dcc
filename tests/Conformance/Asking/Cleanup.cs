using EniTools.Api.Calls;
using EniTools.Api.Errors;

namespace EniTools.Conformance.Asking;

/// <summary>Deletes everything that a run made: ends bandwidth, detaches and deletes ENIs, and releases the remaining addresses.</summary>
internal sealed class Cleanup(Gate gate, MadeJournal journal, Patience patience)
{
    // An ENI that is not found within one wait is not waited for again.
    private readonly HashSet<int> _withoutTrace = [];

    /// <summary>Cleans up.</summary>
    /// <param name="looksForAll">True to look by tag also if every request was answered.</param>
    /// <param name="cancellationToken">Ends the cleanup at once.</param>
    /// <returns>The ids that are left.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(bool looksForAll, CancellationToken cancellationToken)
    {
        var open = journal.Unanswered.Except(_withoutTrace).ToList();
        if (open.Count > 0 || looksForAll)
        {
            await patience.UntilAsync(
                async () =>
                {
                    await TryAsync(LookByTagAsync, cancellationToken);
                    return !journal.Unanswered.Intersect(open).Any();
                },
                cancellationToken);
            _withoutTrace.UnionWith(journal.Unanswered);
        }

        foreach (var addressId in journal.Bought)
            await patience.UntilAsync(() => TryAsync(token => HasNoBandwidthAsync(addressId, token), cancellationToken), cancellationToken);
        foreach (var id in journal.Made)
            await patience.UntilAsync(() => TryAsync(token => IsGoneAsync(id, token), cancellationToken), cancellationToken);
        foreach (var addressId in journal.Bought)
            await patience.UntilAsync(() => TryAsync(token => IsReleasedAsync(addressId, token), cancellationToken), cancellationToken);
        return [.. journal.Made, .. journal.Bought];
    }

    // A lost answer is no result: the step is repeated.
    private static async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step(cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or GateException)
        {
            return false;
        }
    }

    private async Task<bool> LookByTagAsync(CancellationToken cancellationToken)
    {
        for (var token = ""; ;)
        {
            List<(string, string)> page = [("Tag.1.Key", Area.TagKey), ("Tag.1.Value", gate.Area.RunId), ("MaxResults", "100")];
            if (token.Length > 0)
                page.Add(("NextToken", token));
            var answer = await AskAsync(ApiService.Ecs, "DescribeNetworkInterfaces", [.. page], cancellationToken);
            token = answer.Text("NextToken") ?? "";
            if (token.Length == 0)
                return answer.IsSuccess;
        }
    }

    private async Task<bool> IsGoneAsync(string id, CancellationToken cancellationToken)
    {
        var look = await AskAsync(ApiService.Ecs, "DescribeNetworkInterfaces", [("NetworkInterfaceId.1", id)], cancellationToken);
        if (!look.IsSuccess)
            return false;
        if (look.List("NetworkInterfaceSets", "NetworkInterfaceSet") is not [var shown, ..])
        {
            gate.Forget(id);
            return true;
        }

        switch (Answer.TextOf(shown, "Status"))
        {
            case "Available":
                await AskAsync(ApiService.Ecs, "DeleteNetworkInterface", [("NetworkInterfaceId", id)], cancellationToken);
                break;
            case "InUse" when gate.Area.InstanceId is { } instanceId:
                await AskAsync(
                    ApiService.Ecs, "DetachNetworkInterface", [("NetworkInterfaceId", id), ("InstanceId", instanceId)], cancellationToken);
                break;
        }

        return false;
    }

    private async Task<bool> HasNoBandwidthAsync(string addressId, CancellationToken cancellationToken)
    {
        var look = await LookAtAddressAsync(addressId, cancellationToken);
        if (!look.IsSuccess)
            return false;
        if (look.List("Ipv6Addresses", "Ipv6Address") is not [var shown, ..] || !HasBandwidth(shown))
            return true;
        await AskAsync(ApiService.Vpc, "DeleteIpv6InternetBandwidth", [("Ipv6AddressId", addressId)], cancellationToken);
        return false;
    }

    private async Task<bool> IsReleasedAsync(string addressId, CancellationToken cancellationToken)
    {
        var look = await LookAtAddressAsync(addressId, cancellationToken);
        if (!look.IsSuccess)
            return false;
        if (look.List("Ipv6Addresses", "Ipv6Address") is not [var shown, ..])
        {
            gate.Forget(addressId);
            return true;
        }

        if (!HasBandwidth(shown) && string.IsNullOrEmpty(Answer.TextOf(shown, "AssociatedInstanceId")))
            await AskAsync(ApiService.Vpc, "ReleaseIpv6Address", [("Ipv6AddressId", addressId)], cancellationToken);
        return false;
    }

    private Task<Answer> LookAtAddressAsync(string addressId, CancellationToken cancellationToken) =>
        AskAsync(ApiService.Vpc, "DescribeIpv6Addresses", [("Ipv6AddressId", addressId)], cancellationToken);

    private static bool HasBandwidth(System.Text.Json.Nodes.JsonNode shown) =>
        !string.IsNullOrEmpty(Answer.TextOf(shown["Ipv6InternetBandwidth"], "Ipv6InternetBandwidthId"));

    private Task<Answer> AskAsync(
        ApiService service, string action, (string Name, string Value)[] parameters, CancellationToken cancellationToken) => gate.SendAsync(
        new Call(
            service,
            action,
            [new("RegionId", gate.Area.RegionId), .. parameters.Select(item => KeyValuePair.Create(item.Name, item.Value))]),
        cancellationToken);
}
