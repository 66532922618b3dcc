namespace EniTools.Emulator.Control;

/// <summary>The latest requests, the responses to the very latest of them, in 32 MiB, and the number of requests in each second of the last minute.</summary>
internal sealed class RequestLog
{
    private const int MaxRecords = 10_000;
    internal const int MaxRequestBytes = 24 * 1024 * 1024;
    private const int MaxAnswers = 500;
    private const int MaxAnswerBytes = 64 * 1024;
    internal const int MaxAllAnswerBytes = 8 * 1024 * 1024;
    private const int Seconds = 60;

    private readonly object _lock = new();
    private readonly Queue<(RequestRecord Record, int? AnswerLength, int Size)> _requests = new();
    private readonly Queue<byte[]?> _answers = new();
    private readonly RequestRate[] _rates = new RequestRate[Seconds];
    private long _last;
    private int _requestBytes;
    private int _answerBytes;

    /// <summary>The requests, oldest first: an array, which PowerShell can count from its end.</summary>
    public IReadOnlyList<RequestRecord> All
    {
        get
        {
            lock (_lock)
                return _requests.Select(request => request.Record).ToArray();
        }
    }

    /// <summary>The number of the latest request. Each request has the next number.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>The number of the oldest request that is kept; one more than the latest if none is.</summary>
    public long First
    {
        get
        {
            lock (_lock)
                return _last - _requests.Count + 1;
        }
    }

    /// <param name="record">The request.</param>
    /// <param name="answer">The body of the response; null if it must not be shown.</param>
    public void Add(RequestRecord record, byte[]? answer)
    {
        // Before the lock, for which all requests wait.
        var size = SizeOf(record);
        var beginning = answer is { Length: > MaxAnswerBytes } ? [.. answer.Take(MaxAnswerBytes)] : answer;
        lock (_lock)
        {
            _last++;
            _requests.Enqueue((record, answer?.Length, size));
            _requestBytes += size;
            while (_requests.Count > MaxRecords || _requestBytes > MaxRequestBytes)
                _requestBytes -= _requests.Dequeue().Size;
            _answers.Enqueue(beginning);
            _answerBytes += beginning?.Length ?? 0;
            while (_answers.Count > MaxAnswers || _answerBytes > MaxAllAnswerBytes)
                _answerBytes -= _answers.Dequeue()?.Length ?? 0;
            Count(record);
        }
    }

    /// <summary>Returns a page of the requests after a number, oldest first, with their numbers.</summary>
    public IReadOnlyList<(long Number, RequestRecord Record)> Page(long after, int max)
    {
        lock (_lock)
        {
            var skipped = (int)Math.Max(Math.Min(after, _last) - First + 1, 0);
            var first = First + skipped;
            return [.. _requests.Skip(skipped).Take(max).Select((request, i) => (first + i, request.Record))];
        }
    }

    /// <summary>Returns the latest requests after a number, newest first, with their numbers.</summary>
    public IReadOnlyList<(long Number, RequestRecord Record)> After(long number, int max)
    {
        lock (_lock)
            return [.. Page(Math.Max(number, _last - max), max).Reverse()];
    }

    /// <summary>Returns a request and its response by the number of the request; null if it is not kept.</summary>
    public AnsweredRequest? Find(long number)
    {
        lock (_lock)
        {
            var after = _last - number;
            if (after < 0 || after >= _requests.Count)
                return null;
            var (record, answerLength, _) = _requests.ElementAt(_requests.Count - 1 - (int)after);
            var answer = after < _answers.Count ? _answers.ElementAt(_answers.Count - 1 - (int)after) : null;
            return new AnsweredRequest(record, answer, answerLength);
        }
    }

    /// <summary>Returns the number of requests in each of the last seconds, the current one last.</summary>
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
            (_requestBytes, _answerBytes) = (0, 0);
        }
    }

    // The objects, whose texts have two bytes a character.
    private static int SizeOf(RequestRecord record) => 300 + (2 * record.Action.Length)
        + record.Parameters.Sum(parameter => 100 + (2 * (parameter.Key.Length + parameter.Value.Length)));

    private void Count(RequestRecord record)
    {
        var second = (record.Time + record.Duration).ToUnixTimeSeconds();
        var rate = _rates[second % Seconds];
        if (rate is null || rate.Second != second)
            rate = new RequestRate(second);
        _rates[second % Seconds] = rate.With(record.Code);
    }
}

/// <summary>A request and its response.</summary>
/// <param name="Record">The request.</param>
/// <param name="Answer">The beginning of the body; null if it is not kept.</param>
/// <param name="AnswerLength">The length of the whole body; null if it must not be shown.</param>
internal sealed record AnsweredRequest(RequestRecord Record, byte[]? Answer, int? AnswerLength);

/// <summary>The number of requests in a second of Unix time.</summary>
internal sealed record RequestRate(long Second)
{
    public int Calls { get; init; }

    /// <summary>The requests that were refused for a reason other than flow control.</summary>
    public int Refused { get; init; }

    public int Throttled { get; init; }

    public RequestRate With(string? code)
    {
        var isThrottled = code?.StartsWith("Throttling", StringComparison.Ordinal) ?? false;
        return this with
        {
            Calls = Calls + 1,
            Refused = code is null || isThrottled ? Refused : Refused + 1,
            Throttled = isThrottled ? Throttled + 1 : Throttled,
        };
    }
}
