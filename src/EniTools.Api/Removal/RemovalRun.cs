namespace EniTools.Api.Removal;

/// <summary>Sends batches one after the other in the background. Batches are added from one thread.</summary>
public sealed class RemovalRun
{
    private readonly RemovalEngine _engine;
    private readonly CancellationToken _cancellationToken;
    private Task _latest = Task.CompletedTask;

    /// <summary>Begins a run.</summary>
    /// <param name="engine">What sends the batches.</param>
    /// <param name="cancellationToken">Gives up at once what is being sent and what waits.</param>
    public RemovalRun(RemovalEngine engine, CancellationToken cancellationToken)
    {
        _engine = engine;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Adds a batch.</summary>
    /// <returns>A task that ends when this batch and all before it are settled.</returns>
    public Task Add(RemovalBatch batch)
    {
        var before = _latest;
        return _latest = Task.Run(() => SendAfterAsync(before, batch), CancellationToken.None);
    }

    private async Task SendAfterAsync(Task before, RemovalBatch batch)
    {
        await before.ConfigureAwait(false);
        await _engine.RemoveAsync(batch, _cancellationToken).ConfigureAwait(false);
    }
}
