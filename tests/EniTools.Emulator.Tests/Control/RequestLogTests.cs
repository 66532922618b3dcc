using System.Text.Json;
using CsCheck;
using EniTools.Emulator.Control;

namespace EniTools.Emulator.Tests.Control;

/// <summary>The log beside a plain list of the same requests.</summary>
public sealed class RequestLogTests
{
    private const int MaxRecords = 10_000;
    private const int MaxAnswers = 500;
    private const int MaxAnswerBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true };

    // Whole characters, as a request's texts are once they are decoded.
    private static readonly Gen<string> AnyText =
        Gen.String.Select(text => string.Concat(text.Select(c => char.IsSurrogate(c) ? "😀" : c.ToString())));

    private static readonly Gen<RequestRecord> AnyRecord = Gen.Select(
        Gen.DateTime[DateTime.UnixEpoch, DateTime.MaxValue.AddYears(-1)], AnyText,
        Gen.Select(AnyText, AnyText, KeyValuePair.Create).Array[0, 3], Gen.Int[100, 599], AnyText, AnyText, Gen.Int[0, 100_000],
        (time, action, parameters, status, code, requestId, milliseconds) => new RequestRecord(
            new DateTimeOffset(time.Ticks, TimeSpan.Zero), action, parameters, status, code.Length > 0 ? code : null, requestId,
            TimeSpan.FromMilliseconds(milliseconds)));

    // Now and then one that fills a page, and one whose answer is kept in part.
    private static readonly Gen<(RequestRecord Record, byte[]? Answer)> AnyRequest = Gen.Select(
        Gen.Frequency((20, AnyRecord), (1, AnyRecord.Select(record => record with { Action = new string('a', 70_000) }))),
        Gen.Frequency((1, Gen.Const((byte[]?)null)), (5, Gen.Byte.Array.Select(bytes => (byte[]?)bytes)),
            (1, Gen.Const((byte[]?)new byte[MaxAnswerBytes + 1]))));

    [Fact]
    public void It_gives_back_what_came_by_its_number() => Gen.Select(AnyRequest.Array[0, 60], Gen.Int[-1, 65], Gen.Int[0, 65]).Sample(
        (requests, number, max) =>
        {
            var log = new RequestLog();
            foreach (var (record, answer) in requests)
                log.Add(record, answer);

            Assert.Equal((1, requests.Length), (log.First, log.Last));
            AssertSame(requests.Select(request => request.Record), log.All);
            AssertSame(
                requests.Index().Skip(Math.Max(number, 0)).Reverse().Take(max)
                    .Select(request => (Number: request.Index + 1L, request.Item.Record)),
                log.After(number, max));
            var expected = requests.Skip(number - 1).Take(number > 0 ? 1 : 0)
                .Select(request => new AnsweredRequest(
                    request.Record, request.Answer?.Take(MaxAnswerBytes).ToArray(), request.Answer?.Length));
            AssertSame(expected, new[] { log.Find(number) }.OfType<AnsweredRequest>());

            log.Clear();
            Assert.Equal((requests.Length + 1, requests.Length), (log.First, log.Last));
            Assert.Empty(log.All);
            Assert.Empty(log.After(0, max));
            Assert.Null(log.Find(requests.Length));
        }, iter: 100);

    [Fact]
    public void The_oldest_requests_and_answers_are_forgotten()
    {
        var log = new RequestLog();
        for (var i = 1; i <= MaxRecords + 3; i++)
            log.Add(new(DateTimeOffset.UnixEpoch, $"Action{i}", [], 200, null, "", TimeSpan.Zero), [1]);

        Assert.Equal((4, MaxRecords + 3), (log.First, log.Last));
        Assert.Equal("Action4", log.All[0].Action);
        Assert.Null(log.Find(3));
        Assert.Equal("Action4", log.Find(4)!.Record.Action);
        Assert.Equal(MaxRecords, log.After(0, int.MaxValue).Count);
        Assert.Equal((null, 1), (log.Find(log.Last - MaxAnswers)!.Answer, log.Find(log.Last - MaxAnswers)!.AnswerLength));
        Assert.Equal([1], log.Find(log.Last - MaxAnswers + 1)!.Answer);
    }

    [Fact]
    public void It_is_given_out_in_pages()
    {
        var log = new RequestLog();
        for (var i = 1; i <= MaxRecords + 3; i++)
            log.Add(new(DateTimeOffset.UnixEpoch, $"Action{i}", [], 200, null, "", TimeSpan.Zero), []);

        Assert.Equal((4, "Action4"), (log.Page(-1000, 10)[0].Number, log.Page(0, 10)[0].Record.Action));
        Assert.Equal(Enumerable.Range(21, 10), log.Page(20, 10).Select(item => (int)item.Number));
        Assert.Equal([log.Last], log.Page(log.Last - 1, 10).Select(item => item.Number));
        Assert.Empty(log.Page(log.Last, 10));
        Assert.Empty(log.Page(long.MaxValue, 10));
    }

    private static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> actual) =>
        Assert.Equal(expected.Select(Text), actual.Select(Text));

    private static string Text<T>(T item) => JsonSerializer.Serialize(item, Whole);
}
