using System.Management.Automation;

namespace EniTools.Pipeline;

/// <summary>Something that background work wants written.</summary>
internal abstract record PipelineItem
{
    /// <summary>What the host is told when the pipeline takes no more output; null when it may be lost.</summary>
    public virtual string? ForHost => null;

    /// <summary>What became of its target, in a word, for a host that is told of many.</summary>
    public virtual string Kind => "";

    /// <summary>Writes it. On the pipeline thread only.</summary>
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
