namespace EniTools.Api.Changes;

/// <summary>
/// How many batches may be unfinished at a time, in all engines of a run together. It bounds memory however long the input is, and is
/// large, because input that waits for one account's quota holds up the other accounts behind it.
/// </summary>
internal sealed class ChangeRoom
{
    /// <summary>How many there are unless another number is asked for. One that waits takes some 5 KB.</summary>
    public const int DefaultBatches = 8192;

    private readonly int _batches;

    /// <summary>Makes an empty one.</summary>
    /// <param name="batches">How many batches may be unfinished, at least 1.</param>
    public ChangeRoom(int batches = DefaultBatches) => _batches = batches;

    internal UnfinishedWork Unfinished { get; } = new();

    internal Task WhenFreeAsync() => Unfinished.WhenBelowAsync(_batches);
}
