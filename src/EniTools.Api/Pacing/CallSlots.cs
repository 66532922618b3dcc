namespace EniTools.Api.Pacing;

/// <summary>Lets a number of calls be in flight at a time; the others wait in the order they came.</summary>
internal sealed class CallSlots : IGate
{
    private readonly WaitingLine _line;
    private readonly Action<DateTimeOffset> _free;
    private int _count;

    public CallSlots(IClock clock, int count)
    {
        _line = new WaitingLine(clock, this);
        _count = count;
        _free = _ => _count++;
    }

    /// <summary>Completes when the caller has a slot, which it has to <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public Task EnterAsync(CancellationToken cancellationToken) => _line.WaitAsync(cancellationToken);

    public void Leave() => _line.Change(_free);

    TimeSpan IGate.WaitAt(DateTimeOffset now) => _count > 0 ? TimeSpan.Zero : TimeSpan.MaxValue;

    int IGate.Pass(DateTimeOffset now, bool waited)
    {
        _count--;
        return 0;
    }
}
