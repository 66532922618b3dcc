using EniTools.Api.Changes;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>The part of a run for one account.</summary>
/// <param name="connection">How calls for it reach the service; null when the run makes none.</param>
internal abstract class TargetAccount(Connection? connection)
{
    /// <summary>How calls for it reach the service; null when the run makes none.</summary>
    public Connection? Connection { get; } = connection;

    /// <summary>Puts a target in a batch.</summary>
    public abstract void Take(Ipv6Target target);

    /// <summary>Hands over the batches that are not full.</summary>
    public abstract void TakeRest();
}
