using System.Management.Automation;

namespace EniTools.Pipeline;

/// <summary>Output of background work.</summary>
internal abstract record PipelineItem
{
    /// <summary>The text for the host if the pipeline has stopped; null if the item may be lost.</summary>
    public virtual string? ForHost => null;

    /// <summary>The outcome of its target in a word, for a count of many items.</summary>
    public virtual string Kind => "";

    /// <summary>Writes the item. Called on the pipeline thread only.</summary>
    public abstract void Write(EniCmdlet cmdlet);
}

/// <summary>A verbose line.</summary>
internal sealed record VerboseItem(string Text) : PipelineItem
{
    /// <inheritdoc/>
    public override void Write(EniCmdlet cmdlet) => cmdlet.WriteVerbose(Text);
}

/// <summary>A debug line.</summary>
internal sealed record DebugItem(string Text) : PipelineItem
{
    /// <inheritdoc/>
    public override void Write(EniCmdlet cmdlet) => cmdlet.WriteDebug(Text);
}

/// <summary>A warning.</summary>
internal sealed record WarningItem(string Text) : PipelineItem
{
    /// <inheritdoc/>
    public override void Write(EniCmdlet cmdlet) => cmdlet.WriteWarning(Text);
}

/// <summary>An error.</summary>
internal sealed record ErrorItem(ErrorRecord Error) : PipelineItem
{
    /// <inheritdoc/>
    public override void Write(EniCmdlet cmdlet) => cmdlet.WriteError(Error);
}
