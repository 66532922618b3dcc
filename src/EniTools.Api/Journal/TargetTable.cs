using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Api.Journal;

/// <summary>What is known of each target, by its number, in as few bytes as it takes.</summary>
internal sealed class TargetTable
{
    private const int Part = 4096;

    private readonly List<Row[]> _parts = [];
    private readonly Dictionary<int, string> _otherRequestIds = [];

    /// <summary>The texts that rows name by a number.</summary>
    public InternedTexts Texts { get; } = new();

    /// <summary>How many there are. Their numbers are 1 to this.</summary>
    public int Count { get; private set; }

    public ref Row this[int number]
    {
        get
        {
            if (number < 1 || number > Count)
                throw new FormatException($"names target {number}, which is not there");
            return ref _parts[(number - 1) / Part][(number - 1) % Part];
        }
    }

    /// <summary>Adds the next target.</summary>
    public ref Row Add(int number)
    {
        if (number != Count + 1)
            throw new FormatException($"has target {number} after {Count}");
        if (Count++ % Part == 0)
            _parts.Add(new Row[Part]);
        ref var row = ref this[number];
        row.Code = row.Message = -1;
        return ref row;
    }

    public void SetRequestId(int number, string? requestId)
    {
        ref var row = ref this[number];
        row.RequestId = Guid.TryParseExact(requestId, "D", out var id) ? id : Guid.Empty;
        if (requestId is null || requestId == RequestIdOf(number, row))
            _otherRequestIds.Remove(number);
        else
            _otherRequestIds[number] = requestId;
    }

    public string? RequestIdOf(int number, in Row row)
    {
        if (_otherRequestIds.TryGetValue(number, out var other))
            return other;
        // As the service writes them.
        return row.RequestId == Guid.Empty ? null : row.RequestId.ToString("D").ToUpperInvariant();
    }

    public Ipv6Target TargetOf(in Row row) => new(Texts[row.Region], Texts[row.Eni], ItemOf(row));

    public static Ipv6Item ItemOf(in Row row)
    {
        var address = new Ipv6Address(row.High, row.Low);
        return row.PrefixLength == 0 ? new Ipv6Item(address) : new Ipv6Item(new Ipv6Prefix(address, row.PrefixLength));
    }

    public string? TextOf(int number) => number < 0 ? null : Texts[number];

    internal struct Row
    {
        public ulong High;
        public ulong Low;
        public Guid RequestId;
        public long Ticks;
        public int Region;
        public int Eni;
        public int Code;
        public int Message;
        public int Change;
        public ushort Attempts;
        public ushort HttpStatus;
        public ushort Account;

        // The index of the run that the status comes from.
        public ushort Run;
        public byte PrefixLength;
        public JournalStatus Status;
        public bool IsCount;
        public bool ConfirmedByLooking;
        public bool IsLost;
    }
}
