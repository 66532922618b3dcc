using System.Globalization;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Output;

namespace EniTools.Session;

/// <summary>A context from another runspace or process: all settings that were effective there, except secrets.</summary>
internal static class HandedContext
{
    /// <summary>Reads a context into the defaults of this session, whose own guard rails stay.</summary>
    /// <exception cref="FormatException">A value is not one that a context has.</exception>
    public static GivenSettings Read(PipedRecord context, GivenSettings own)
    {
        // Only that session knows its key: no other key may replace it.
        var lacksCredential = context.Text(nameof(EniContext.CredentialSource)) == EffectiveSettings.Context;
        var protection = own.Protection;
        var interfaceIds = context.Texts(nameof(EniContext.ProtectedNetworkInterfaceId)).Select(ReadInterface);
        var asked = context.Text(nameof(EniContext.EndpointSource)) is { } source
            && !source.StartsWith(EffectiveSettings.OwnEndpoint, StringComparison.Ordinal)
                ? context.Text(nameof(EniContext.Endpoint))
                : null;
        var maxTargets = Valid(context, nameof(EniContext.MaxTargets), IsTargetLimit);
        return own with
        {
            RegionId = Valid(context, nameof(EniContext.RegionId), ResourceId.IsRegionId) ?? own.RegionId,
            Endpoint = asked is null ? own.Endpoint : Endpoints.Parse(asked),
            ProfileName = lacksCredential ? null : context.Text(nameof(EniContext.ProfileName)) ?? own.ProfileName,
            Credential = null,
            SecurityToken = null,
            LacksCredential = lacksCredential,
            MaxTargets = own.MaxTargets > 0 ? own.MaxTargets : maxTargets is null ? 0 : int.Parse(maxTargets, CultureInfo.InvariantCulture),
            MaxErrors = own.MaxErrors ?? Valid(context, nameof(EniContext.MaxErrors), text => ErrorLimit.TryParse(text) is not null),
            AccountId = own.AccountId ?? Valid(context, nameof(EniContext.ExpectedAccountId), IsAccountId),
            JournalPath = context.Text(nameof(EniContext.JournalPath)) ?? own.JournalPath,
            Protection = protection with
            {
                NetworkInterfaceIds = [.. protection.NetworkInterfaceIds.Union(interfaceIds)],
                Ranges = [.. protection.Ranges.Union(context.Texts(nameof(EniContext.ProtectedRange)).Select(Ipv6Prefix.Parse))],
                Tags = [.. protection.Tags.Union(context.Texts(nameof(EniContext.ProtectedTag)).Select(ProtectedTag.Parse))],
            },
        };
    }

    /// <summary>True for the number of an account.</summary>
    public static bool IsAccountId(string text) => text.Length is > 0 and <= 32 && text.All(c => c is >= '0' and <= '9');

    private static bool IsTargetLimit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static string ReadInterface(string text) => ResourceId.IsNetworkInterfaceId(text)
        ? text
        : throw new FormatException($"Its {nameof(EniContext.ProtectedNetworkInterfaceId)} is '{text}'.");

    private static string? Valid(PipedRecord context, string name, Func<string, bool> isValid) => $"{context.Value(name)}".Length == 0
        ? null
        : context.Text(name) is { } text && isValid(text) ? text
        : throw new FormatException($"Its {name} is '{context.Value(name)}'.");
}
