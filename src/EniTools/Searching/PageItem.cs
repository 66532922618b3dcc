using EniTools.Pipeline;

namespace EniTools.Searching;

/// <summary>A page of found objects. Its reader waits for the pipeline, so that it is never more than a page ahead.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
/// <param name="Page">The page.</param>
/// <param name="Show">Writes one object.</param>
internal sealed record PageItem<T>(IReadOnlyList<T> Page, Action<T> Show) : PipelineItem
{
    // Readers go on beside the pipeline thread, not on it.
    private readonly TaskCompletionSource<bool> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the pipeline has taken the first object, and so may want more.</summary>
    public Task WhenTakenAsync(CancellationToken stopping) => WhenAsync(_taken, stopping);

    /// <summary>Completes when all objects are written.</summary>
    public Task WhenWrittenAsync(CancellationToken stopping) => WhenAsync(_written, stopping);

    /// <inheritdoc/>
    public override void Write(EniCmdlet cmdlet)
    {
        foreach (var found in Page)
        {
            Show(found);
            _taken.TrySetResult(true);
        }

        _taken.TrySetResult(true);
        _written.TrySetResult(true);
    }

    private static async Task WhenAsync(TaskCompletionSource<bool> reached, CancellationToken stopping)
    {
        using (stopping.Register(() => reached.TrySetCanceled(stopping)))
            await reached.Task.ConfigureAwait(false);
    }
}
