using EniTools.Api.Calls;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Output;

namespace EniTools.Session;

/// <summary>A context that another runspace, or another process, hands over: all that was effective there but secrets.</summary>
internal static class HandedContext
{
    /// <summary>Reads it into the defaults of this session, whose own guard rails stay.</summary>
    /// <exception cref="FormatException">A value is not one that a context has.</exception>
    public static SessionDefaults Read(PipedRecord context, SessionDefaults own)
    {
        // Whose key it was is known there alone: nobody else's may take its place.
        var lacksCredential = context.Text(nameof(EniContext.CredentialSource)) == SettingsInForce.Context;
        var protection = own.Protection;
        var asked = context.Text(nameof(EniContext.EndpointSource)) is { } source
            && !source.StartsWith(SettingsInForce.OwnEndpoint, StringComparison.Ordinal) ? context.Text(nameof(EniContext.Endpoint)) : null;
        return own with
        {
            RegionId = context.Text(nameof(EniContext.RegionId)) ?? own.RegionId,
            Endpoint = asked is null ? own.Endpoint : Endpoints.Parse(asked),
            ProfileName = lacksCredential ? null : context.Text(nameof(EniContext.ProfileName)) ?? own.ProfileName,
            Credential = null,
            SecurityToken = null,
            LacksCredential = lacksCredential,
            MaxTargets = int.TryParse(context.Text(nameof(EniContext.MaxTargets)), out var maxTargets) ? maxTargets : own.MaxTargets,
            MaxErrors = context.Text(nameof(EniContext.MaxErrors)) ?? own.MaxErrors,
            AccountId = context.Text(nameof(EniContext.ExpectedAccountId)) ?? own.AccountId,
            JournalPath = context.Text(nameof(EniContext.JournalPath)) ?? own.JournalPath,
            Protection = protection with
            {
                NetworkInterfaceIds =
                    [.. protection.NetworkInterfaceIds.Union(context.Texts(nameof(EniContext.ProtectedNetworkInterfaceId)))],
                Ranges = [.. protection.Ranges.Union(context.Texts(nameof(EniContext.ProtectedRange)).Select(Ipv6Prefix.Parse))],
                Tags = [.. protection.Tags.Union(context.Texts(nameof(EniContext.ProtectedTag)).Select(ProtectedTag.Parse))],
            },
        };
    }
}
