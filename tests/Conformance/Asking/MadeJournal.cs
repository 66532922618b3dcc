using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EniTools.Conformance.Asking;

/// <summary>The journal of a run: each ENI and each purchase is on the disk before the request leaves. Each line is one JSON object.</summary>
internal sealed class MadeJournal : IDisposable
{
    private static readonly JsonSerializerOptions Form = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Stream _stream;
    private readonly List<Line> _lines;

    private MadeJournal(Stream stream, List<Line> lines) => (_stream, _lines) = (stream, lines);

    /// <summary>Creates a journal in memory, for runs against an emulator of this process.</summary>
    public static MadeJournal InMemory() => new(new MemoryStream(), []);

    /// <summary>Begins the journal of a run in a new file.</summary>
    public static MadeJournal Begin(string path, Area area, Uri? endpoint)
    {
        var journal = new MadeJournal(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), []);
        journal.Write(new Line { Run = new Header(area, endpoint) });
        return journal;
    }

    /// <summary>Opens the journal of a run that may have ended anywhere. A torn last line was never acted on.</summary>
    /// <exception cref="FormatException">The file is no journal.</exception>
    public static MadeJournal Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            var text = reader.ReadToEnd();
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).ToList();
            if (lines.Count == 0 || lines[0].Run is null)
                throw new FormatException($"{path} is not the journal of a conformance run.");
            // Later lines begin on a line of their own.
            stream.SetLength(Encoding.UTF8.GetByteCount(whole));
            stream.Seek(0, SeekOrigin.End);
            return new MadeJournal(stream, lines);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        Line Read(string line)
        {
            try
            {
                return JsonSerializer.Deserialize<Line>(line)!;
            }
            catch (JsonException exception)
            {
                throw new FormatException($"{path} is not the journal of a conformance run: {exception.Message}", exception);
            }
        }
    }

    /// <summary>The run, or null for a journal in memory.</summary>
    public Header? Run => _lines.Count > 0 ? _lines[0].Run : null;

    /// <summary>The numbers of the ENIs that were asked for.</summary>
    public IEnumerable<int> Intended => _lines.Select(line => line.Intended).OfType<int>();

    /// <summary>The numbers of the ENIs that were asked for, without an answer so far.</summary>
    public IReadOnlyCollection<int> Unanswered =>
        [.. Intended.Except(_lines.Select(line => line.Refused).OfType<int>()).Except(_lines.Select(line => line.Number).OfType<int>())];

    /// <summary>The ENIs that were made and are not known to be gone.</summary>
    public IReadOnlyCollection<string> Made => [.. Ids(line => line.Made).Except(Gone)];

    /// <summary>The ids that are gone.</summary>
    public IEnumerable<string> Gone => Ids(line => line.Gone);

    /// <summary>The ids of the addresses that bandwidth was asked for, unless they are known to be gone.</summary>
    public IReadOnlyCollection<string> Bought => [.. Ids(line => line.Bought).Except(Gone)];

    /// <summary>Records that the ENI with this number is about to be requested.</summary>
    public void WriteIntended(int number) => Write(new Line { Intended = number });

    /// <summary>Records that the service refused to make the ENI with this number.</summary>
    public void WriteRefused(int number) => Write(new Line { Refused = number });

    /// <summary>Records that the ENI with this number was made.</summary>
    public void WriteMade(int number, string id) => Write(new Line { Number = number, Made = id });

    /// <summary>Records that bandwidth is about to be bought for the address with this id.</summary>
    public void WriteBought(string addressId) => Write(new Line { Bought = addressId });

    /// <summary>Records that the ENI or address with this id is gone.</summary>
    public void WriteGone(string id) => Write(new Line { Gone = id });

    public void Dispose() => _stream.Dispose();

    private IEnumerable<string> Ids(Func<Line, string?> member) => _lines.Select(member).OfType<string>();

    private void Write(Line line)
    {
        _lines.Add(line);
        _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Form) + "\n"));
        if (_stream is FileStream file)
            file.Flush(flushToDisk: true);
    }

    /// <summary>The first line: the place of the run.</summary>
    internal sealed record Header(Area Area, Uri? Endpoint);

    internal sealed record Line
    {
        public Header? Run { get; init; }

        public int? Intended { get; init; }

        public int? Refused { get; init; }

        public int? Number { get; init; }

        public string? Made { get; init; }

        public string? Bought { get; init; }

        public string? Gone { get; init; }
    }
}
