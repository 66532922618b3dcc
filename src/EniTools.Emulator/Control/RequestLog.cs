namespace EniTools.Emulator.Control;

/// <summary>The latest requests, the answers to the very latest, in 32 MiB, and the number of requests in each second of the last minute.</summary>
internal sealed class RequestLog
{
    private const int MaxRecords = 10_000;
    internal const int MaxRequestBytes = 24 * 1024 * 1024;
    private const int MaxAnswers = 500;
    private const int MaxAnswerBytes = 64 * 1024;
    internal const int MaxAllAnswerBytes = 8 * 1024 * 1024;
    private const int Seconds = 60;

    private readonly object _lock = new();
    private readonly PackedRequests _requests = new(MaxRecords, MaxRequestBytes);
    private readonly Queue<byte[]?> _answers = new();
    private readonly RequestRate[] _rates = new RequestRate[Seconds];
    private long _last;
    private int _answerBytes;

    /// <summary>The requests, oldest first: an array, which PowerShell can count from its end.</summary>
    public IReadOnlyList<RequestRecord> All
    {
        get
        {
            ArraySegment<byte>[] kept;
            lock (_lock)
                kept = _requests.Latest(_requests.Count);
            return Array.ConvertAll(kept, packed => PackedRequests.Unpack(packed).Record);
        }
    }

    /// <summary>The number of the latest request; each has the next one.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>The number of the oldest request that is kept; one more than the latest when there is none.</summary>
    public long First
    {
        get
        {
            lock (_lock)
                return _last - _requests.Count + 1;
        }
    }

    /// <param name="record">The request.</param>
    /// <param name="answer">What it was answered; null when that is not for others to see.</param>
    public void Add(RequestRecord record, byte[]? answer)
    {
        // Before the lock, for which all requests wait.
        var packed = PackedRequests.Pack(record, answer?.Length);
        var beginning = answer is { Length: > MaxAnswerBytes } ? [.. answer.Take(MaxAnswerBytes)] : answer;
        lock (_lock)
        {
            _last++;
            _requests.Add(packed);
            _answers.Enqueue(beginning);
            _answerBytes += beginning?.Length ?? 0;
            while (_answers.Count > MaxAnswers || _answerBytes > MaxAllAnswerBytes)
                _answerBytes -= _answers.Dequeue()?.Length ?? 0;
            Count(record);
        }
    }

    /// <summary>A page of the requests after a number, oldest first, with their own numbers.</summary>
    public IReadOnlyList<(long Number, RequestRecord Record)> Page(long after, int max)
    {
        ArraySegment<byte>[] kept;
        long first;
        lock (_lock)
        {
            first = Math.Max(Math.Min(after, _last), _last - _requests.Count) + 1;
            kept = _requests.Latest((int)(_last - first + 1));
        }

        return [.. kept.Take(max).Select((packed, i) => (first + i, PackedRequests.Unpack(packed).Record))];
    }

    /// <summary>The latest requests after a number, newest first, with their own numbers.</summary>
    public IReadOnlyList<(long Number, RequestRecord Record)> After(long number, int max)
    {
        long last;
        ArraySegment<byte>[] kept;
        lock (_lock)
        {
            last = _last;
            kept = _requests.Latest((int)Math.Min(Math.Min(Math.Max(_last - number, 0), max), _requests.Count));
        }

        Array.Reverse(kept);
        return [.. kept.Select((packed, i) => (last - i, PackedRequests.Unpack(packed).Record))];
    }

    /// <summary>A request by its number, and what it was answered; null when it is not kept.</summary>
    public AnsweredRequest? Find(long number)
    {
        ArraySegment<byte> packed;
        byte[]? answer;
        lock (_lock)
        {
            var after = _last - number;
            if (after < 0 || after >= _requests.Count)
                return null;
            packed = _requests.Latest((int)after + 1)[0];
            answer = after < _answers.Count ? _answers.ElementAt(_answers.Count - 1 - (int)after) : null;
        }

        var (record, answerLength) = PackedRequests.Unpack(packed);
        return new AnsweredRequest(record, answer, answerLength);
    }

    /// <summary>What came in each of the last seconds, the current one last.</summary>
    public IReadOnlyList<RequestRate> Rates(DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds();
        lock (_lock)
        {
            return [.. Enumerable.Range(0, Seconds).Select(i => current - Seconds + 1 + i)
                .Select(second => _rates[second % Seconds] is { } rate && rate.Second == second ? rate : new RequestRate(second))];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _answers.Clear();
            _answerBytes = 0;
        }
    }

    private void Count(RequestRecord record)
    {
        var second = (record.Time + record.Duration).ToUnixTimeSeconds();
        var rate = _rates[second % Seconds];
        if (rate is null || rate.Second != second)
            rate = new RequestRate(second);
        _rates[second % Seconds] = rate.With(record.Code);
    }
}
