using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Operations.Vpc;
using EniTools.Permissions;
using EniTools.Session;

namespace EniTools.Completion;

/// <summary>Completes the values of parameters by their name: from known values, then from values that the session has seen, and finally from the service.</summary>
/// <remarks>Completion never shows an error, and never keeps the prompt waiting longer than <see cref="Deadline"/>.</remarks>
public sealed class EniCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1.5);

    private static readonly Dictionary<string, IReadOnlyCollection<KeyValuePair<string, string>>> Known = new(
        StringComparer.OrdinalIgnoreCase)
    {
        ["RegionId"] = [.. KnownRegions.Names],
        ["Status"] = [.. NetworkInterfaceValues.Statuses.Select(value => new KeyValuePair<string, string>(value, "status of an ENI"))],
        ["Type"] = [.. NetworkInterfaceValues.Types.Select(value => new KeyValuePair<string, string>(value, "type of an ENI"))],
        ["CommandName"] =
        [
            .. CmdletOperations.All.Select(cmdlet => new KeyValuePair<string, string>(
                cmdlet.Key, string.Join(", ", cmdlet.Value.Select(operation => operation.Action)))),
        ],
        ["InternetChargeType"] =
        [
            new(AllocateIpv6InternetBandwidth.PayByBandwidth, "for the Mbit/s, used or not"),
            new(AllocateIpv6InternetBandwidth.PayByTraffic, "for what passes"),
        ],
        ["AcceptLanguage"] =
        [
            new("en-US", "English"), new("zh-CN", "Chinese"), new("ja", "Japanese"), new("de", "German"), new("fr", "French"),
        ],
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var session = EniSession.Current;
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var found = Fitting(session.Seen.For(parameterName), word);
        // The account's regions replace the known ones; other seen values are added to them.
        if (Known.TryGetValue(parameterName, out var known) && (session.Seen.For(parameterName).Count == 0 || parameterName != "RegionId"))
            found = [.. Fitting(known, word).Concat(found).GroupBy(value => value.Key).Select(same => same.First())];
        if (found.Count == 0 && known is null && TryAsk(session, fakeBoundParameters?["RegionId"] as string))
            found = Fitting(session.Seen.For(parameterName), word);
        return found.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => new CompletionResult(
            ArgumentText.Of(value.Key, "_-."),
            value.Key,
            CompletionResultType.ParameterValue,
            value.Value.Length > 0 ? value.Value : value.Key));
    }

    private static List<KeyValuePair<string, string>> Fitting(IEnumerable<KeyValuePair<string, string>> values, string word) =>
        [.. values.Where(value => value.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase))];

    // One page is enough to choose from. If anything goes wrong, there is nothing to offer.
    private static bool TryAsk(EniSession session, string? givenRegionId)
    {
        var defaults = session.Defaults;
        var regionId = givenRegionId ?? defaults.RegionId;
        try
        {
            // A profile could start a program or a sign-in, which is too much for a key press.
            if (defaults.Key() is not { } key || !ResourceId.IsRegionId(regionId))
                return false;
            using var limit = new CancellationTokenSource(Deadline);
            var client = new Connection(key, defaults.Endpoint, usesVpc: false, Deadline).ClientOf(regionId!);
            var call = DescribeNetworkInterfaces.Call(regionId!, new NetworkInterfaceFilter());
            var page = Task.Run(() => client.SendAsync(call, limit.Token), limit.Token);
            if (!page.Wait(Deadline))
                return false;
            foreach (var networkInterface in page.Result.NetworkInterfaces)
                session.Seen.Add(networkInterface);
            return true;
        }
        catch (Exception exception)
            when (exception is AggregateException or ApiException or ArgumentException or OperationCanceledException)
        {
            return false;
        }
    }
}
