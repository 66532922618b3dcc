using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Changing;

/// <summary>The targets of a removal whose Internet bandwidth stays billed, as far as the input says so: the service is not asked for it.</summary>
internal sealed class BilledTargets(EniServiceCmdlet cmdlet, ChangeAction action)
{
    private readonly HashSet<Ipv6Target> _targets = [];
    private int _removed;

    /// <summary>Takes note of a target of the current record.</summary>
    public void Take(Ipv6Target target)
    {
        if (action == ChangeAction.Remove && cmdlet.Record?.Text(nameof(EniIpv6BilledAssignment.Bandwidth)) is { } text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mbps) && mbps > 0)
            _targets.Add(target);
    }

    /// <summary>Takes note of a result.</summary>
    public void Written(object result)
    {
        if (_targets.Count > 0 && result is EniIpv6Removal { Target: var target, Status: nameof(ChangeStatus.Removed) }
            && _targets.Contains(target))
            _removed++;
    }

    /// <summary>What -WhatIf says besides; null when nothing is known to stay billed.</summary>
    public string? TextForWhatIf() => _targets.Count == 0 ? null : TextFor(_targets.Count, "would stay");

    /// <summary>What the summary says besides; empty when nothing is known to stay billed.</summary>
    public string TextForSummary() => _removed == 0 ? "" : $" {TextFor(_removed, "stays")}";

    private static string TextFor(int count, string stays) =>
        $"The Internet bandwidth of {count} of the addresses and prefixes {stays} billed: Remove-EniIpv6Bandwidth ends it.";
}
