using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Targets that a user writes or pipes in, on their way to what is done with them.</summary>
internal sealed class PipedTargets(TargetReader reader, ITargetSink sink) : IRun
{
    /// <inheritdoc/>
    public void TakeRecord()
    {
        foreach (var (target, error) in reader.ReadRecord())
        {
            if (error is not null)
                sink.Refuse(error);
            else
                sink.Take(target!);
        }
    }

    /// <inheritdoc/>
    public void Finish() => sink.Finish();
}

/// <summary>What is done with targets.</summary>
internal interface ITargetSink
{
    /// <summary>Takes a target of the current record.</summary>
    void Take(Ipv6Target target);

    /// <summary>Refuses an input, which counts as an error of the run.</summary>
    void Refuse(ErrorRecord error);

    /// <summary>Does what is left to do when no more comes.</summary>
    void Finish();
}
