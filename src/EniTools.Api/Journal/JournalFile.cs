namespace EniTools.Api.Journal;

/// <summary>The end of a journal. Any thread adds lines, and one flush to the device takes all lines that wait for it.</summary>
/// <param name="stream">The journal, at the end of its whole lines.</param>
/// <param name="flush">Sends written bytes through to the device.</param>
/// <param name="path">The file, for errors.</param>
/// <param name="check">The checksum of the last line.</param>
/// <param name="begin">Begins work beside the caller's; null for the thread pool.</param>
internal sealed class JournalFile(Stream stream, Action flush, string path, uint check, Action<Action>? begin)
{
    private readonly object _lock = new();
    private JournalLines _next = new();
    private JournalLines _underWay = new();
    private List<TaskCompletionSource<bool>> _waiting = [];
    private JournalException? _failure;
    private uint _check = check;
    private bool _isWriting;

    /// <summary>Adds the members of the run's own line, which goes before the first other one; null when the line was added.</summary>
    public Action<JournalLines>? Head { get; set; }

    /// <summary>Returns what happened to the file, if its name leads to another content than the one that was written; null otherwise.</summary>
    public Func<string?>? Displacement { get; init; }

    /// <summary>The error that ended the writing; null while lines can be added.</summary>
    public JournalException? Failure => Volatile.Read(ref _failure);

    /// <summary>The number of flushes to the device.</summary>
    public int Flushes { get; private set; }

    /// <summary>Adds lines. They are written soon, and are on the device with the next flush.</summary>
    public void Add(Action<Writer> write) => _ = Added(write, isAwaited: false);

    /// <returns>A task that completes when the lines are on the device, and fails when the journal does.</returns>
    public Task AddDurablyAsync(Action<Writer> write) => Added(write, isAwaited: true);

    /// <summary>Waits until all lines that were added are written.</summary>
    public void WaitUntilIdle()
    {
        lock (_lock)
        {
            while (_isWriting)
                Monitor.Wait(_lock);
        }
    }

    private Task Added(Action<Writer> write, bool isAwaited)
    {
        Task added = Task.CompletedTask;
        lock (_lock)
        {
            if (_failure is not null)
                return Task.FromException(_failure.Copy());
            write(new Writer(this));
            if (isAwaited)
            {
                // One for each: what awaits the same task as others would not all go on at once.
                var waiting = new TaskCompletionSource<bool>(begin is null ? TaskCreationOptions.RunContinuationsAsynchronously : default);
                _waiting.Add(waiting);
                added = waiting.Task;
            }

            if (_isWriting)
                return added;
            _isWriting = true;
        }

        if (begin is null)
            ThreadPool.QueueUserWorkItem(_ => WriteOut());
        else
            begin(WriteOut);
        return added;
    }

    private void WriteOut()
    {
        while (true)
        {
            JournalLines lines;
            List<TaskCompletionSource<bool>> waiting;
            lock (_lock)
            {
                if (_failure is not null || _next.Length == 0)
                {
                    _isWriting = false;
                    Monitor.PulseAll(_lock);
                    return;
                }

                (lines, _next, _underWay) = (_next, _underWay, _next);
                (waiting, _waiting) = (_waiting, []);
            }

            try
            {
                // Before, since a line that is written hides that the file was shortened.
                CheckPlace();
                stream.Write(lines.Bytes, 0, lines.Length);
                if (waiting.Count > 0)
                {
                    flush();
                    CheckPlace();
                    Flushes++;
                }
            }
            catch (JournalException displaced)
            {
                Fail(displaced, waiting);
                continue;
            }
            catch (Exception exception) when (ChangeJournal.IsOfFiles(exception))
            {
                Fail(JournalException.CannotWrite(path, exception), waiting);
                continue;
            }

            lines.Clear();
            waiting.ForEach(task => task.SetResult(true));
        }
    }

    private void CheckPlace()
    {
        if (Displacement?.Invoke() is { } what)
            throw JournalException.Displaced(path, what);
    }

    // What was written of the lines is a torn end. Nothing may come after it.
    private void Fail(JournalException failure, List<TaskCompletionSource<bool>> waiting)
    {
        lock (_lock)
        {
            _failure = failure;
            waiting.AddRange(_waiting);
            _waiting.Clear();
        }

        waiting.ForEach(task => task.SetException(failure.Copy()));
    }

    /// <summary>Adds lines one after the other, while no other thread does.</summary>
    internal readonly struct Writer(JournalFile file)
    {
        public void Line(string type, Action<JournalLines> members)
        {
            if (file.Head is { } head)
            {
                file.Head = null;
                Line("run", head);
            }

            file._next.Begin(type);
            members(file._next);
            file._check = file._next.End(file._check);
        }
    }
}
