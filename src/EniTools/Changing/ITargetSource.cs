using System.Management.Automation;
using EniTools.Api.Changes;

namespace EniTools.Changing;

/// <summary>What gives a run its targets.</summary>
internal interface ITargetSource
{
    /// <summary>Reads the current record: targets, and an error for each text that is none.</summary>
    IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> Read();
}
