using System.Management.Automation;
using System.Net;
using System.Security;
using EniTools.Api.Guards;
using EniTools.Api.Signing;

namespace EniTools.Session;

/// <summary>The values that a person gave: to a cmdlet as parameters, or to the session with Set-EniContext.</summary>
internal sealed record SessionDefaults
{
    public static readonly SessionDefaults None = new();

    public string? RegionId { get; init; }

    public Uri? Endpoint { get; init; }

    public string? ProfileName { get; init; }

    public PSCredential? Credential { get; init; }

    /// <summary>The security token that belongs to the credential; null for a lasting key.</summary>
    public SecureString? SecurityToken { get; init; }

    /// <summary>Whether the context was handed over by a session whose credential stayed there: no other key may take its place.</summary>
    public bool LacksCredential { get; init; }

    /// <summary>How many targets a run may have; 0 for any number.</summary>
    public int MaxTargets { get; init; }

    /// <summary>How many errors a run may have, such as 10 or 10%; null for any number.</summary>
    public string? MaxErrors { get; init; }

    /// <summary>The account that runs are meant for; null for any.</summary>
    public string? AccountId { get; init; }

    /// <summary>The journal of runs, or a folder for one of each; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>What no run may change.</summary>
    public Protection Protection { get; init; } = Protection.None;

    /// <summary>The guard rails, and nothing else.</summary>
    public SessionDefaults RailsAlone =>
        None with { MaxTargets = MaxTargets, MaxErrors = MaxErrors, AccountId = AccountId, Protection = Protection };

    /// <summary>The guard rails that there were before and are no longer.</summary>
    public IEnumerable<string> RailsLostSince(SessionDefaults before)
    {
        if (before.MaxTargets > 0 && MaxTargets == 0)
            yield return nameof(MaxTargets);
        if (before.MaxErrors is not null && MaxErrors is null)
            yield return nameof(MaxErrors);
        if (before.AccountId is not null && AccountId is null)
            yield return nameof(AccountId);
        if (before.Protection.NetworkInterfaceIds.Except(Protection.NetworkInterfaceIds).Any())
            yield return "ProtectedNetworkInterfaceId";
        if (before.Protection.Ranges.Except(Protection.Ranges).Any())
            yield return "ProtectedRange";
        if (before.Protection.Tags.Except(Protection.Tags).Any())
            yield return "ProtectedTag";
    }

    /// <summary>The credential as a key; null when there is none.</summary>
    /// <exception cref="ArgumentException">The credential is not an AccessKey.</exception>
    public AccessKey? Key() => Credential is null
        ? null
        : new AccessKey(
            Credential.UserName,
            Credential.GetNetworkCredential().Password,
            SecurityToken is null ? null : new NetworkCredential("", SecurityToken).Password);
}
