using System.Globalization;
using System.Text;

namespace EniTools.Api.Journal;

/// <summary>Reads a journal line by line, and checks each line.</summary>
/// <param name="stream">The journal, at its first byte.</param>
/// <param name="path">The file, for errors.</param>
internal sealed class JournalReader(Stream stream, string path)
{
    // Far above any line that is written.
    private const int MaxLine = 4 * 1024 * 1024;

    private readonly JournalRecord _record = new();
    private byte[] _bytes = new byte[128 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The number of the line that was read last.</summary>
    public long Line { get; private set; }

    /// <summary>The length of the whole lines in bytes.</summary>
    public long WholeLength { get; private set; }

    /// <summary>The checksum of the last whole line.</summary>
    public uint Check { get; private set; }

    /// <summary>True if a crash left a part of a last line.</summary>
    public bool IsTorn => _end > _start;

    /// <summary>Reads the next line.</summary>
    /// <returns>The line, which is valid until the next one is read; null at the end.</returns>
    /// <exception cref="JournalException">The file is no journal, has a later version, or is damaged.</exception>
    public JournalRecord? Next()
    {
        if (Line == 0)
            CheckBeginning();
        var newLine = FindNewLine();
        if (newLine < 0)
        {
            // A crash leaves less than a line, never more.
            if (_end > _start && IsWhole(_end - 1, out _))
                throw JournalException.Damaged(path, Line + 1, "was changed: its end is not that of a line");
            return null;
        }

        Line++;
        if (!IsWhole(newLine, out var check))
        {
            throw newLine > _start && _bytes[newLine - 1] == '\r' && IsWhole(newLine - 1, out _)
                ? JournalException.SavedAnew(path, Line, "ends with CR LF in place of LF, as an editor or git writes it")
                : JournalException.Damaged(path, Line, "does not fit its check: it was changed, or a line before it is missing");
        }

        (var start, _start, Check) = (_start, newLine + 1, check);
        WholeLength += newLine + 1 - start;
        try
        {
            _record.Read(_bytes, start, newLine);
            return _record;
        }
        catch (Exception exception) when (IsMisunderstanding(exception))
        {
            throw Misunderstood(exception);
        }
    }

    /// <summary>Returns whether an exception says that the content of a line cannot be.</summary>
    public static bool IsMisunderstanding(Exception exception) =>
        exception is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException;

    /// <summary>Makes the error of a line whose checksum is right and that makes no sense.</summary>
    public JournalException Misunderstood(Exception exception) =>
        JournalException.Damaged(path, Line, $"cannot be understood ({exception.Message})");

    private int FindNewLine()
    {
        var searched = 0;
        while (true)
        {
            var newLine = Array.IndexOf(_bytes, (byte)'\n', _start + searched, _end - _start - searched);
            if (newLine >= 0 || _isAtEnd)
                return newLine;
            searched = _end - _start;
            if (searched > MaxLine)
                throw JournalException.Damaged(path, Line + 1, "does not end");
            ReadMore();
        }
    }

    private void ReadMore()
    {
        Buffer.BlockCopy(_bytes, _start, _bytes, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var read = stream.Read(_bytes, _end, _bytes.Length - _end);
        _isAtEnd = read == 0;
        _end += read;
    }

    private bool IsWhole(int end, out uint check)
    {
        check = 0;
        var checkedEnd = end - JournalFormat.EndLength;
        if (checkedEnd < _start || !Stands(JournalFormat.BeforeCheck, checkedEnd)
            || !Stands(JournalFormat.AfterCheck, end - JournalFormat.AfterCheck.Length))
            return false;
        check = JournalFormat.Check(Check, _bytes, _start, checkedEnd);
        return Stands(check.ToString("x8", CultureInfo.InvariantCulture), checkedEnd + JournalFormat.BeforeCheck.Length);
    }

    private bool Stands(string text, int at)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (_bytes[at + i] != text[i])
                return false;
        }

        return true;
    }

    private void CheckBeginning()
    {
        var beginning = JournalFormat.Beginning;
        while (!_isAtEnd && _end < beginning.Length + 16)
            ReadMore();
        var length = Math.Min(beginning.Length, _end - _start);
        if (!Stands(beginning.Substring(0, length), _start))
            throw EncodingOfAnEditor() is { } encoding ? JournalException.SavedAnew(path, 1, encoding) : JournalException.NotAJournal(path);
        var at = _start + length;
        while (at < _end && _bytes[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        // A version that breaks off may be any.
        if (at == _end)
            return;
        var version = Encoding.ASCII.GetString(_bytes, _start + length, at - _start - length);
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > JournalFormat.Version)
            throw JournalException.LaterVersion(path, version);
    }

    // What the beginning of a journal becomes when an editor saves it in another encoding.
    private string? EncodingOfAnEditor() =>
        BeginsWith(Encoding.UTF8) ? "begins with a byte order mark, as an editor writes it"
        : BeginsWith(Encoding.Unicode) || BeginsWith(Encoding.BigEndianUnicode) ? "is UTF-16 in place of UTF-8, as an editor writes it"
        : null;

    private bool BeginsWith(Encoding encoding)
    {
        byte[] beginning = [.. encoding.GetPreamble(), .. encoding.GetBytes(JournalFormat.Beginning.Substring(0, 8))];
        return _end - _start >= beginning.Length && beginning.SequenceEqual(_bytes.Skip(_start).Take(beginning.Length));
    }
}
