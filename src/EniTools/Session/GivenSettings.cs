using System.Management.Automation;
using System.Net;
using System.Security;
using EniTools.Api.Guards;
using EniTools.Api.Signing;

namespace EniTools.Session;

/// <summary>Settings that a user gave: to a cmdlet as parameters, or to the session with Set-EniContext.</summary>
internal sealed record GivenSettings
{
    public static readonly GivenSettings None = new();

    public string? RegionId { get; init; }

    public Uri? Endpoint { get; init; }

    public string? ProfileName { get; init; }

    public PSCredential? Credential { get; init; }

    /// <summary>The security token that belongs to the credential; null for a lasting key.</summary>
    public SecureString? SecurityToken { get; init; }

    /// <summary>True if the context came from a session that kept its credential. No other key may replace that one.</summary>
    public bool LacksCredential { get; init; }

    /// <summary>The largest number of targets of a run; 0 for any number.</summary>
    public int MaxTargets { get; init; }

    /// <summary>The limit of errors of a run, such as 10 or 10%; null for any number.</summary>
    public string? MaxErrors { get; init; }

    /// <summary>The account that runs are meant for; null for any.</summary>
    public string? AccountId { get; init; }

    /// <summary>The journal of runs, or a folder for one of each; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The ENIs, ranges and tags that no run may change.</summary>
    public Protection Protection { get; init; } = Protection.None;

    /// <summary>The guard rails, and nothing else.</summary>
    public GivenSettings RailsAlone =>
        None with { MaxTargets = MaxTargets, MaxErrors = MaxErrors, AccountId = AccountId, Protection = Protection };

    /// <summary>The names of the guard rails that were set before and no longer are.</summary>
    public IEnumerable<string> RailsLostSince(GivenSettings before)
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
