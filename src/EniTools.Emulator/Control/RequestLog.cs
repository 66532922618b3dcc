using System.Text;

namespace EniTools.Emulator.Control;

/// <summary>The latest requests, the answers to the very latest, and how many there were in each second of the last minute.</summary>
internal sealed class RequestLog
{
    private const int MaxRecords = 10_000;
    private const int MaxAnswers = 500;
    private const int MaxAnswerBytes = 64 * 1024;
    private const int Seconds = 60;

    private readonly Queue<LoggedRequest> _requests = new();
    private readonly Queue<LoggedRequest> _withAnswer = new();
    private readonly RequestRate[] _rates = new RequestRate[Seconds];
    private long _last;

    /// <summary>The requests, oldest first: an array, which PowerShell can count from its end.</summary>
    public IReadOnlyList<RequestRecord> All
    {
        get
        {
            LoggedRequest[] kept;
            lock (_requests)
                kept = _requests.ToArray();
            return Array.ConvertAll(kept, request => request.Record);
        }
    }

    /// <summary>The number of the latest request; each has the next one.</summary>
    public long Last
    {
        get
        {
            lock (_requests)
                return _last;
        }
    }

    /// <param name="record">The request.</param>
    /// <param name="answer">What it was answered; null when that is not for others to see.</param>
    public void Add(RequestRecord record, byte[]? answer)
    {
        // Made outside the lock, for which all requests wait.
        var request = new LoggedRequest(record) { Answer = Beginning(answer), AnswerLength = answer?.Length };
        lock (_requests)
        {
            request.Number = ++_last;
            _requests.Enqueue(request);
            if (_requests.Count > MaxRecords)
                _requests.Dequeue();
            _withAnswer.Enqueue(request);
            if (_withAnswer.Count > MaxAnswers)
                _withAnswer.Dequeue().Forget();
            Count(record);
        }
    }

    /// <summary>The latest requests after a number, newest first.</summary>
    public IReadOnlyList<LoggedRequest> After(long number, int max)
    {
        lock (_requests)
        {
            var wanted = (int)Math.Min(Math.Min(Math.Max(_last - number, 0), max), _requests.Count);
            return [.. _requests.Skip(_requests.Count - wanted).Reverse()];
        }
    }

    /// <summary>A request by its number; null when it is not kept.</summary>
    public LoggedRequest? Find(long number)
    {
        lock (_requests)
            return _requests.FirstOrDefault(request => request.Number == number);
    }

    /// <summary>The number of the oldest request that is kept; one more than the latest when there is none.</summary>
    public long First
    {
        get
        {
            lock (_requests)
                return _last - _requests.Count + 1;
        }
    }

    /// <summary>What came in each of the last seconds, the current one last.</summary>
    public IReadOnlyList<RequestRate> Rates(DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds();
        lock (_requests)
        {
            return [.. Enumerable.Range(0, Seconds).Select(i => current - Seconds + 1 + i)
                .Select(second => _rates[second % Seconds] is { } rate && rate.Second == second ? rate : new RequestRate(second))];
        }
    }

    public void Clear()
    {
        lock (_requests)
        {
            _requests.Clear();
            _withAnswer.Clear();
        }
    }

    private static byte[]? Beginning(byte[]? answer) =>
        answer is { Length: > MaxAnswerBytes } ? [.. answer.Take(MaxAnswerBytes)] : answer;

    private void Count(RequestRecord record)
    {
        var second = (record.Time + record.Duration).ToUnixTimeSeconds();
        var rate = _rates[second % Seconds];
        if (rate is null || rate.Second != second)
            rate = new RequestRate(second);
        _rates[second % Seconds] = rate.With(record.Code);
    }
}

/// <summary>A request with its number, and what it was answered while that is kept.</summary>
internal sealed class LoggedRequest
{
    // Its texts as bytes: thousands of records of twenty objects each would be most of what the collector has to follow and move.
    private readonly byte[] _texts;
    private readonly DateTimeOffset _time;
    private readonly TimeSpan _duration;
    private readonly int _status;

    public LoggedRequest(RequestRecord record)
    {
        (_time, _duration, _status) = (record.Time, record.Duration, record.Status);
        using var texts = new MemoryStream(512);
        using var writer = new BinaryWriter(texts, Encoding.UTF8);
        writer.Write(record.Action);
        writer.Write(record.RequestId);
        writer.Write(record.Code ?? "");
        writer.Write(record.Parameters.Count);
        foreach (var parameter in record.Parameters)
        {
            writer.Write(parameter.Key);
            writer.Write(parameter.Value);
        }

        _texts = texts.ToArray();
    }

    public long Number { get; set; }

    public RequestRecord Record
    {
        get
        {
            using var texts = new BinaryReader(new MemoryStream(_texts));
            var (action, requestId, code) = (texts.ReadString(), texts.ReadString(), texts.ReadString());
            var parameters = new KeyValuePair<string, string>[texts.ReadInt32()];
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] = new(texts.ReadString(), texts.ReadString());
            return new(_time, action, parameters, _status, code.Length > 0 ? code : null, requestId, _duration);
        }
    }

    /// <summary>The answer, or its beginning; null when it is not kept.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>How long the whole answer is; null when it is not for others to see.</summary>
    public int? AnswerLength { get; init; }

    public void Forget() => Answer = null;
}

/// <summary>How many requests came in a second.</summary>
/// <param name="Second">The second of Unix time.</param>
internal sealed record RequestRate(long Second)
{
    public int Calls { get; init; }

    /// <summary>Those that were refused for another reason than flow control.</summary>
    public int Refused { get; init; }

    /// <summary>Those that flow control refused.</summary>
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
